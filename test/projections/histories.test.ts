/**
 * A projection that is kept live, one that is rebuilt meanwhile, and a naive fold of the log are the same: for random
 * histories, sizes of appends, restarts, numbers of partitions, and rebuilds that are begun, cancelled and resumed.
 */
import fc from "fast-check";
import { expect, it } from "vitest";
import type { ProjectionDefinition } from "../../runtime/src/projections/definition.js";
import type { Projections } from "../../runtime/src/projections/service.js";
import { opened, stores } from "../stores/stores.js";
import { added, append, projectionsOf, totals, until, type Added, type Total } from "./support.js";

/** Keeps numbers small. */
const wrapped = (value: number): number => value % 1_000_003;

/** Everything that a handler can ask for: rows made, only updated, removed, several of one event, and none. */
const ledger: ProjectionDefinition<Total, string> = {
  ...totals(),
  events: {
    Counter: {
      Added: ({ data }) => {
        const { key, by } = data as Added;
        if (by % 11 === 0) return [];
        if (by % 7 === 0) return [{ key: [key], update: () => undefined }];
        const add = (of: string, mayMake: boolean) => ({
          key: [of],
          update: (row: Total | undefined): Total | undefined =>
            row === undefined && !mayMake
              ? undefined
              : { key: of, total: wrapped((row?.total ?? 0) * 3 + by), count: (row?.count ?? 0) + 1 },
        });
        // The order matters: a total is multiplied before it is added to.
        return [add(key, by % 5 !== 0), add("all", true), add(key, false)];
      },
    },
  },
};

function folded(events: readonly Added[]): Total[] {
  const rows = new Map<string, Total>();
  const add = (key: string, by: number, mayMake: boolean): void => {
    const row = rows.get(key);
    if (row === undefined && !mayMake) return;
    rows.set(key, { key, total: wrapped((row?.total ?? 0) * 3 + by), count: (row?.count ?? 0) + 1 });
  };
  for (const { key, by } of events) {
    if (by % 11 === 0) continue;
    if (by % 7 === 0) {
      rows.delete(key);
      continue;
    }
    add(key, by, by % 5 !== 0);
    add("all", by, true);
    add(key, by, false);
  }
  return [...rows.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
}

const turn = fc.record({
  /** Large ones are more than a page, and more than one batch takes. */
  appends: fc.array(
    fc.oneof({ weight: 8, arbitrary: fc.integer({ min: 1, max: 40 }) }, fc.integer({ min: 200, max: 700 })),
    { maxLength: 3 },
  ),
  meanwhile: fc.constantFrom<Meanwhile[]>("nothing", "restart", "rebuild", "cancel", "pause"),
});
type Meanwhile = "nothing" | "restart" | "rebuild" | "cancel" | "pause";

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 4));

it.each(stores)("are the same on $name", async ({ fresh }) => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(turn, { minLength: 3, maxLength: 8 }),
      fc.infiniteStream(fc.tuple(fc.nat(30), fc.integer({ min: 1, max: 1000 }))),
      async (plan, values) => {
        const store = await opened(fresh());
        const log: Added[] = [];
        const write = async (count: number): Promise<void> => {
          const events = Array.from({ length: count }, (): Added => {
            const [key, by] = values.next().value as [number, number];
            return { key: `k${String(key)}`, by };
          });
          log.push(...events);
          await append(
            store,
            events.map(({ key, by }) => added(key, by)),
          );
        };
        let starts = 0;
        const start = async (): Promise<Projections> => {
          const partitions = { "Test.Totals": starts++ % 2 === 0 ? 1 : 3 };
          const next = projectionsOf(store, { definitions: [ledger], partitions });
          await next.start();
          return next;
        };
        let live = await start();
        const during: Readonly<Record<Meanwhile, () => Promise<unknown>>> = {
          nothing: () => Promise.resolve(),
          restart: async () => {
            await live.close();
            live = await start();
          },
          rebuild: () => live.rebuild("Test.Totals"),
          cancel: () => live.cancelRebuild("Test.Totals"),
          pause,
        };
        const seen = async (): Promise<void> => {
          const after = { position: await store.logEnd() };
          const { rows } = await live.reader(ledger).list({ after, limit: 100 });
          expect(rows).toEqual(folded(log));
        };
        for (const { appends, meanwhile } of plan) {
          const writing = (async () => {
            for (const count of appends) {
              await write(count);
              await pause();
            }
          })();
          await Promise.all([writing, during[meanwhile]()]);
        }
        await seen();
        await live.rebuild("Test.Totals");
        await write(50);
        await until(async () => (await live.health())[0]?.rebuild === undefined, "it is rebuilt");
        await until(async () => (await store.listTables()).length === 1, "the old table is gone");
        await seen();
        await live.close();
      },
    ),
    { numRuns: 12 },
  );
});
