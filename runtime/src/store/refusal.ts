/**
 * Whether a unit may commit. One rule for every store that can look things up without waiting.
 */
import type {
  Append,
  Appended,
  Expected,
  InboxEntry,
  RecordGuard,
  Refusal,
  UniqueKey,
  Unit,
} from "./port.js";

/** What the rule asks of a store, at the moment of the commit. */
export interface CommitView {
  findCommand(commandId: string): InboxEntry | undefined;
  head(stream: string): number;
  /** Which stream holds a key. */
  holder(key: UniqueKey): string | undefined;
  /** The version of a record; 0 when there is none. */
  recordVersion(collection: string, key: string): number;
}

/** Why a unit may not commit; `undefined` when it may. */
export function refusalOf(unit: Unit, view: CommitView): Refusal | undefined {
  const entry = unit.inbox === undefined ? undefined : view.findCommand(unit.inbox.commandId);
  if (entry !== undefined) return { kind: "duplicate", entry };
  return (
    staleIn(unit, view) ??
    conflictIn(unit.appends ?? [], view) ??
    (unit.claims === undefined ? undefined : takenIn(unit.claims, unit.releases ?? [], view))
  );
}

/** Whether a stream of `actual` events is as expected. */
export function meets(expected: Expected, actual: number): boolean {
  switch (expected) {
    case "any":
      return true;
    case "new":
      return actual === 0;
    case "exists":
      return actual > 0;
    default:
      return actual === expected;
  }
}

function staleIn({ guards = [], records = [] }: Unit, view: CommitView): Refusal | undefined {
  const seen: readonly RecordGuard[] = records.flatMap(({ collection, key, expected }) =>
    expected === undefined ? [] : [{ collection, key, version: expected }],
  );
  for (const { collection, key, version } of [...guards, ...seen]) {
    const actual = view.recordVersion(collection, key);
    if (actual !== version) return { kind: "stale", collection, key, actual };
  }
  return undefined;
}

function conflictIn(appends: readonly Append[], view: CommitView): Refusal | undefined {
  const heads = new Map<string, number>();
  for (const { stream, expected, events } of appends) {
    const actual = heads.get(stream) ?? view.head(stream);
    if (!meets(expected, actual)) return { kind: "conflict", stream, actual };
    heads.set(stream, actual + events.length);
  }
  return undefined;
}

function takenIn(
  claims: readonly UniqueKey[],
  releases: readonly UniqueKey[],
  view: CommitView,
): Refusal | undefined {
  for (const [at, key] of claims.entries()) {
    const claimed = claims.slice(0, at).find((other) => sameKey(other, key));
    const holder = claimed?.holder ?? holderAfter(releases, key, view);
    if (holder !== undefined && holder !== key.holder) return { kind: "taken", key, holder };
  }
  return undefined;
}

function holderAfter(releases: readonly UniqueKey[], key: UniqueKey, view: CommitView): string | undefined {
  const holder = view.holder(key);
  const released = releases.some((other) => other.holder === holder && sameKey(other, key));
  return released ? undefined : holder;
}

function sameKey(a: UniqueKey, b: UniqueKey): boolean {
  return a.key === b.key && a.clause === b.clause && a.category === b.category;
}

/** The position of the last event of appends; where the log ended before when they have none. */
export const lastPosition = (appended: readonly Appended[], end: number): number =>
  Math.max(end, ...appended.map(({ position }) => position));
