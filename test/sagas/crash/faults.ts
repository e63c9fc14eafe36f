/** Faults that engines have had, each put in front of the store or of the world outside: the test must find every one. */
import type { CommitResult, RecordWrite, Store, StoreSource, Unit } from "@esdl/runtime";
import { committingWith, overriding } from "../../stores/stores.js";
import type { Fault, Outside } from "./plan.js";

const isOf =
  (prefix: string) =>
  ({ collection }: RecordWrite): boolean =>
    collection.startsWith(prefix);

/** Commits some records of a unit on their own, before the others. */
const splitting =
  (first: (record: RecordWrite) => boolean) =>
  (source: StoreSource): StoreSource =>
    committingWith(source, async (store: Store, unit: Unit): Promise<CommitResult> => {
      const { guards, records = [] } = unit;
      const ahead = records.filter(first);
      if (ahead.length === 0 || ahead.length === records.length) return store.commit(unit);
      const result = await store.commit({ ...(guards === undefined ? {} : { guards }), records: ahead });
      return result.ok
        ? store.commit({ ...unit, records: records.filter((record) => !first(record)) })
        : result;
    });

/** Changes what is committed. */
const rewriting =
  (change: (unit: Unit) => Unit) =>
  (source: StoreSource): StoreSource =>
    committingWith(source, (store, unit) => store.commit(change(unit)));

/** Changes the records of a kind. */
const withRecords =
  (is: (record: RecordWrite) => boolean, change: (record: RecordWrite, value: string) => RecordWrite) =>
  ({ records, ...unit }: Unit): Unit =>
    records === undefined
      ? unit
      : {
          ...unit,
          records: records.map((record) =>
            is(record) && record.value !== undefined ? change(record, record.value) : record,
          ),
        };

/** Forgets the place in the log that records tell. */
const nowhere = (is: (record: RecordWrite) => boolean): ((unit: Unit) => Unit) =>
  withRecords(is, (record, value) => ({
    ...record,
    value: value.replace(/"position":[0-9]+/u, '"position":0'),
  }));

interface Timed {
  readonly enteredAt: string;
  readonly timers: readonly { readonly due: string }[];
}

/** Keeps timers that have fired, once for each instance. */
function firingTwice(source: StoreSource): StoreSource {
  const before = new Map<string, Timed>();
  const kept = new Set<string>();
  const keep = withRecords(isOf("saga:"), (record, value) => {
    const now = JSON.parse(value) as Timed;
    const was = before.get(record.key);
    before.set(record.key, now);
    const hasFired = was?.enteredAt === now.enteredAt && was.timers.length > now.timers.length;
    if (!hasFired || kept.has(record.key)) return record;
    kept.add(record.key);
    const due = was.timers.map((timer) => timer.due).sort()[0] ?? "";
    return { ...record, value: JSON.stringify({ ...now, timers: was.timers }), due };
  });
  return rewriting(keep)(source);
}

/** An id without the number that tells the sends of one input apart. */
const withoutOrdinal = (id: string): string => id.replace(/(#[0-9]+\.[0-9]+)\.[0-9]+$/u, "$1");

/** Knows commands by another id than the one that they come with. */
const knownBy =
  (idOf: (id: string) => string) =>
  (source: StoreSource): StoreSource =>
    overriding(source, (store) => ({
      findCommand: (id) => store.findCommand(idOf(id)),
      commit: ({ inbox, ...unit }) =>
        store.commit(
          inbox === undefined ? unit : { ...unit, inbox: { ...inbox, commandId: idOf(inbox.commandId) } },
        ),
    }));

/** Gives the world outside other keys. */
const keyedBy =
  (keyOf: (key: string) => string) =>
  (outside: Outside): Outside =>
    Object.fromEntries(
      Object.entries(outside).map(([context, commands]) => [
        context,
        Object.fromEntries(
          Object.entries(commands).map(([name, handle]) => [
            name,
            (input: object, key: string) => handle(input, keyOf(key)),
          ]),
        ),
      ]),
    );

let tries = 0;

const withoutGuards = ({ records, appends, inbox }: Unit): Unit => ({
  ...(records === undefined ? {} : { records }),
  ...(appends === undefined ? {} : { appends }),
  ...(inbox === undefined ? {} : { inbox }),
});

export interface Seeded extends Fault {
  readonly what: string;
  /** Found where each order has one right end; otherwise where time leaps and who is first makes a difference. */
  readonly in: "kiosk" | "race";
}

export const faults: readonly Seeded[] = [
  {
    what: "sends that are committed before the state that they come from",
    in: "kiosk",
    store: splitting(isOf("send:")),
  },
  {
    what: "a checkpoint that is committed before the state",
    in: "kiosk",
    store: splitting(isOf("saga-checkpoint")),
  },
  {
    what: "an instance that is committed before what it sends",
    in: "kiosk",
    store: splitting(isOf("saga:")),
  },
  {
    what: "state that is committed without how far it is in the log",
    in: "kiosk",
    store: rewriting((unit) => nowhere(isOf("saga:"))(nowhere(isOf("saga-checkpoint"))(unit))),
  },
  {
    what: "an undo that is forgotten for a send that turns out accepted late",
    in: "race",
    store: rewriting(
      withRecords(isOf("send:"), (record, value) => ({
        ...record,
        value: value.replace(/,"isUndone":true/u, ""),
      })),
    ),
  },
  {
    what: "undos that are forgotten when a process begins anew",
    in: "kiosk",
    store: rewriting(
      withRecords(isOf("saga:"), (record, value) => ({
        ...record,
        value: JSON.stringify({ ...(JSON.parse(value) as object), undos: [] }),
      })),
    ),
  },
  { what: "a timer that fires twice", in: "race", store: firingTwice },
  {
    what: "ids of sends that lack the ordinal",
    in: "kiosk",
    store: knownBy(withoutOrdinal),
    outside: keyedBy(withoutOrdinal),
  },
  {
    what: "keys for the world outside that lack the ordinal",
    in: "kiosk",
    outside: keyedBy(withoutOrdinal),
  },
  {
    what: "another key for the world outside at each try",
    in: "kiosk",
    outside: keyedBy((key) => `${key} ${String(++tries)}`),
  },
  {
    what: "answers that are not kept with their effect",
    in: "kiosk",
    store: rewriting(({ inbox, ...unit }) =>
      inbox?.commandId.includes("#") === true ? unit : { ...unit, ...(inbox === undefined ? {} : { inbox }) },
    ),
  },
  { what: "a lease that commits do not check", in: "kiosk", store: rewriting(withoutGuards) },
];

/** No fault: the log is read again from its beginning each time, and instances know what they have seen of it. */
export const readingAgain: Fault = { store: rewriting(nowhere(isOf("saga-checkpoint"))) };
