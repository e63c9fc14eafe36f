/**
 * The door of every store: a unit that no store could keep as it is fails alone, before it joins a group.
 */
import { isWellFormed } from "../values/index.js";
import type { Append, RecordWrite, Unit, UniqueKey } from "./port.js";

/**
 * Refuses a unit whose texts cannot be stored as they are: a lone surrogate has no UTF-8, so two different names could
 * become one.
 *
 * @throws TypeError
 */
export function assertStorable(unit: Unit): void {
  for (const append of unit.appends ?? []) assertAppend(append);
  for (const key of unit.claims ?? []) assertKey(key);
  for (const key of unit.releases ?? []) assertKey(key);
  if (unit.inbox !== undefined) {
    assertText("inbox.commandId", unit.inbox.commandId);
    assertText("inbox.fingerprint", unit.inbox.fingerprint);
    assertText("inbox.outcome", unit.inbox.outcome);
  }
  for (const { collection, key } of unit.guards ?? []) {
    assertText("guard.collection", collection);
    assertText("guard.key", key);
  }
  assertRecords(unit.records ?? []);
}

/** An instant of the years that sort as text. */
const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

function assertRecords(records: readonly RecordWrite[]): void {
  const written = new Set<string>();
  for (const { collection, key, value, due } of records) {
    assertText("record.collection", collection);
    assertText("record.key", key);
    if (value !== undefined) assertText("record.value", value);
    if (due !== undefined && !instant.test(due)) {
      throw new TypeError(`record.due must be an instant in UTC with milliseconds, not ${due}`);
    }
    const name = JSON.stringify([collection, key]);
    if (written.has(name)) throw new TypeError(`the record ${name} is written twice in one unit`);
    written.add(name);
  }
}

function assertAppend(append: Append): void {
  assertText("append.stream", append.stream);
  assertText("append.category", append.category);
  for (const event of append.events) {
    assertText("event.type", event.type);
    assertText("event.data", event.data);
    assertText("event.meta", event.meta);
    if (!Number.isSafeInteger(event.schema) || event.schema < 1) {
      throw new TypeError(`event.schema must be a version from 1, not ${String(event.schema)}`);
    }
  }
  if (append.snapshot !== undefined) {
    if (append.events.length === 0)
      throw new TypeError("append.snapshot must come with the events that lead to it");
    assertText("snapshot.logic", append.snapshot.logic);
    assertText("snapshot.state", append.snapshot.state);
  }
}

function assertKey({ category, clause, key, holder }: UniqueKey): void {
  assertText("key.category", category);
  assertText("key.clause", clause);
  assertText("key.key", key);
  assertText("key.holder", holder);
}

function assertText(name: string, text: unknown): void {
  if (typeof text !== "string") throw new TypeError(`${name} must be a string, not ${typeof text}`);
  if (!isWellFormed(text)) throw new TypeError(`${name} has a lone surrogate, which no store can keep`);
}
