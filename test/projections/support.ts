/** A small projection by hand, and the engine around it: what the tests of the engine share. */
import { onTestFinished } from "vitest";
import type { Row, Store, StoredEvent, Table } from "@esdl/runtime";
import type {
  HandledEvent,
  ProjectionDefinition,
  RowChange,
} from "../../runtime/src/projections/definition.js";
import { Projections, type ProjectionsOptions } from "../../runtime/src/projections/service.js";
import { Feed, type Decode } from "../../runtime/src/workers/feed.js";
import { systemTiming } from "../../runtime/src/workers/timing.js";

/** `Added` of a `Counter`: `{ key, by, poison? }`. */
export const added = (key: string, by: number, more: object = {}): StoredLike => ({
  type: "Added",
  schema: 1,
  data: JSON.stringify({ key, by, ...more }),
  meta: JSON.stringify({ occurredAt: "2026-01-01T00:00:00.000Z" }),
});

interface StoredLike {
  readonly type: string;
  readonly schema: number;
  readonly data: string;
  readonly meta: string;
}

let streams = 0;

/** Appends events, each to a stream of its own. */
export async function append(store: Store, events: readonly StoredLike[]): Promise<void> {
  const appends = events.map((event) => ({
    stream: `Counter-${String(++streams)}`,
    category: "Counter",
    expected: "new" as const,
    events: [event],
  }));
  for (let at = 0; at < appends.length; at += 500)
    await store.commit({ appends: appends.slice(at, at + 500) });
}

export const decode = (event: StoredEvent): readonly HandledEvent[] => [
  {
    type: event.type,
    data: JSON.parse(event.data) as object,
    id: event.stream.slice("Counter-".length),
    part: 0,
    meta: {
      occurredAt: "2026-01-01T00:00:00.000Z",
      streamId: event.stream,
      correlationId: "",
      causationId: "",
      actor: { id: "", roles: [] },
      position: event.position,
    },
  },
];

export const table: Table = {
  name: "Test.Totals",
  version: "a",
  key: [{ name: "key", type: "text" }],
  columns: [
    { name: "total", type: "int" },
    { name: "count", type: "int" },
  ],
  indexes: [],
};

export interface Added {
  readonly key: string;
  readonly by: number;
  readonly poison?: "handler" | "update";
}

/** Adds up; a poisonous event throws as often as `poison.active` says. */
export const poison = { active: true };

export interface Total {
  readonly key: string;
  readonly total: number;
  readonly count: number;
}

export function totals(version = "a", factor = 1): ProjectionDefinition<Total, string> {
  return {
    name: table.name,
    table: { ...table, version },
    keyOf: (key) => [key],
    events: {
      Counter: {
        Added: ({ data }): readonly RowChange<Total>[] => {
          const { key, by, poison: how } = data as Added;
          if (how === "handler" && poison.active) throw new RangeError(`poison of ${key}`);
          return [
            {
              key: [key],
              update: (row) => {
                if (how === "update" && poison.active) throw new RangeError(`poison of ${key}`);
                return {
                  key,
                  total: (row?.total ?? 0) + by * factor,
                  count: (row?.count ?? 0) + 1,
                };
              },
            },
          ];
        },
      },
    },
  };
}

let processes = 0;

/** The engine over a store; it is closed when the test ends. */
export function projectionsOf(
  store: Store,
  options: Partial<ProjectionsOptions> & { readonly decode?: Decode } = {},
): Projections {
  const feed = new Feed(store, options.decode ?? decode);
  const projections = new Projections({
    store,
    feed,
    definitions: [totals()],
    partitions: {},
    inline: new Set(),
    clock: () => new Date(),
    process: `p${String(++processes)}`,
    leaseDuration: 600,
    backoff: { first: 1, longest: 20 },
    timing: systemTiming,
    ...options,
  });
  onTestFinished(async () => {
    await projections.close();
    feed.close();
  });
  return projections;
}

/** What a naive fold of the whole log gives. */
export async function expected(store: Store, factor = 1): Promise<Row[]> {
  const rows = new Map<string, { key: string; total: number; count: number }>();
  for (const { data } of await store.readLog(0, 1_000_000)) {
    const { key, by } = JSON.parse(data) as Added;
    const row = rows.get(key) ?? { key, total: 0, count: 0 };
    rows.set(key, { key, total: row.total + by * factor, count: row.count + 1 });
  }
  return [...rows.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** Waits until something holds. */
export async function until(holds: () => Promise<boolean> | boolean, what: string): Promise<void> {
  const deadline = performance.now() + 8000;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`It never came to this: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
