/**
 * Values while they are computed with: plain JSON, as the language page says for each type, and `undefined` for `none`.
 * Nothing here ever changes a value that somebody else may hold.
 */
import { setMember, type JsonValue } from "@esdl/runtime/values";
import { Fault } from "../stops.js";

/** Any value while it is computed with: JSON, and `undefined` for `none`. */
export type Value = JsonValue | undefined;

/** A value, entity, event, state or row: its members by name; those that are absent are not there. */
export type Data = Readonly<Record<string, JsonValue>>;

export type List = readonly JsonValue[];

export const isList = (value: Value): value is List => Array.isArray(value);

export const isData = (value: Value): value is Data =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A scalar as it stands in a message or a name; anything else as JSON. */
export const plainText = (value: Value): string =>
  typeof value === "object" ? JSON.stringify(value) : String(value);

const wrong = (expected: string, value: Value): Fault =>
  new Fault(`${expected} was promised, and ${plainText(value).slice(0, 100)} came`);

export function textOf(value: Value): string {
  if (typeof value === "string") return value;
  throw wrong("a text", value);
}

export function numberOf(value: Value): number {
  if (typeof value === "number") return value;
  throw wrong("a number", value);
}

export function listOf(value: Value): List {
  if (isList(value)) return value;
  throw wrong("a list", value);
}

export function dataOf(value: Value): Data {
  if (isData(value)) return value;
  throw wrong("an object", value);
}

/** A value that was proved to be there is absent. */
export class AbsentValue extends Fault {}

export function presentOf(value: Value): JsonValue {
  if (value !== undefined) return value;
  throw new AbsentValue("a value was promised, and there is none");
}

const inherited = new Set(Object.getOwnPropertyNames(Object.prototype));

/** Reads a member; names of the model are hostile, and `constructor` is no member unless the data has one. */
export const memberReader = (name: string): ((data: Data) => Value) =>
  inherited.has(name) ? (data) => (Object.hasOwn(data, name) ? data[name] : undefined) : (data) => data[name];

/** A member by a name that is known at run time only. */
export const memberOf = (data: Data, name: string): Value =>
  Object.hasOwn(data, name) ? data[name] : undefined;

/** Data of members; those that are `undefined` are left out. */
export function dataFrom(members: Iterable<readonly [string, Value]>): Data {
  const data: Record<string, JsonValue> = {};
  for (const [name, value] of members) if (value !== undefined) setMember(data, name, value);
  return data;
}

/** The same data with one member changed; `undefined` takes it away. */
export function withMember(data: Data, name: string, value: Value): Data {
  if (value === undefined) {
    if (!Object.hasOwn(data, name)) return data;
    return dataFrom(Object.entries(data).filter(([other]) => other !== name));
  }
  const copy: Record<string, JsonValue> = { ...data };
  setMember(copy, name, value);
  return copy;
}
