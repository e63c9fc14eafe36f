/**
 * The building blocks of generated validators.
 *
 * A *reader* takes unknown input and a list of problems, and answers the value in canonical form (a copy, which shares
 * nothing with the input) or `undefined` after appending what is wrong. It never throws for what JSON can say, and takes
 * each value from one read of its member. Paths are relative to the value that a reader was given; see problems.ts for how they grow.
 *
 * The reader of an object is generated in this pattern, which for valid input costs little more than building the
 * result: one check of the shape, one call and one comparison per member, one count of the members at the end.
 *
 * ```ts
 * export function readMoney(input: unknown, problems: Problem[]): Money | undefined {
 *   if (!isPlainObject(input)) return refuseObject(input, problems);
 *   let mark = problems.length;
 *   let members = 2;                                             // how many members are expected to be there
 *   const amount = readAmount(input["amount"], problems);
 *   if (problems.length > mark) mark = under(problems, mark, "amount");
 *   const currency = readCurrency(input["currency"], problems);
 *   if (problems.length > mark) mark = under(problems, mark, "currency");
 *   let note: string | undefined;                                // optional: absent or valid
 *   if (input["note"] !== undefined) {
 *     members++;
 *     note = readText(input["note"], problems);
 *     if (problems.length > mark) mark = under(problems, mark, "note");
 *   }
 *   if (countMembers(input) !== members) refuseUnknown(input, moneyMembers, problems);   // moneyMembers: a Set
 *   if (amount === undefined || currency === undefined) return undefined;
 *   return note === undefined ? { amount, currency } : { amount, currency, note };
 * }
 * ```
 *
 * A default is like an optional with the default in the place of absence. A field named like a member of
 * `Object.prototype` (`constructor`, `toString`, …) is read by `ownMember(input, "constructor")`. A brand is a type
 * predicate, asked after the reader of its base; `refuse(problems, "constraint", …)` answers for it.
 */
import { decimalScale, parseDecimal } from "./decimal.js";
import { parseDate } from "./date.js";
import { parseDuration } from "./duration.js";
import type { Equal } from "./equal.js";
import { contentKey, type Key } from "./content-key.js";
import { parseInstant } from "./instant.js";
import { defaultLimits, isPlainObject, setMember } from "./json.js";
import { escapePointer, maxProblems, refuse, under, type Problem } from "./problems.js";
import { isWellFormed } from "./text.js";
import { parseUuid } from "./uuid.js";

/** Reads unknown input: its value, or `undefined` after appending problems. */
export type Reader<T> = (input: unknown, problems: Problem[]) => T | undefined;

/** What validation answers: the value in canonical form, or what is wrong with the input. */
export type Validated<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problems: readonly Problem[] };

/** Runs a reader on input from outside. Never throws, whatever the input does when it is looked at. */
export function validate<T>(read: Reader<T>, input: unknown): Validated<T> {
  const problems: Problem[] = [];
  let value: T | undefined;
  try {
    value = read(input, problems);
  } catch {
    // Readers throw for nothing; a getter or a proxy in the input may.
    return { ok: false, problems: [{ path: "", code: "type", message: "cannot be read" }] };
  }
  if (problems.length === 0 && value !== undefined) return { ok: true, value };
  return { ok: false, problems: problems.slice(0, maxProblems) };
}

// ---------------------------------------------------------------------------------------------- scalars

/** Reads a `string`: well-formed text within the limit of length. */
export function readText(input: unknown, problems: Problem[]): string | undefined {
  if (typeof input !== "string") return refuseType(input, problems, "a string");
  if (input.length > defaultLimits.textLength) {
    return refuse(
      problems,
      "tooLarge",
      `must be at most ${String(defaultLimits.textLength)} characters long`,
    );
  }
  if (!isWellFormed(input)) return refuse(problems, "format", "must not contain a lone surrogate");
  return input;
}

/** Reads an `int`: a safe integer; `-0` is read as `0`. */
export function readInt(input: unknown, problems: Problem[]): number | undefined {
  if (typeof input !== "number") return refuseType(input, problems, "an integer");
  if (Number.isSafeInteger(input)) return input + 0;
  const message = Number.isInteger(input)
    ? "must be within ±9007199254740991"
    : "must be an integer, without a fraction";
  return refuse(problems, "type", message);
}

/** Reads a `decimal`: plain decimal notation in a string. JSON numbers are refused, as they may be rounded already. */
export function readDecimal(input: unknown, problems: Problem[]): string | undefined {
  if (typeof input !== "string")
    return refuseType(input, problems, 'a decimal number in a string, like "12.50"');
  return (
    parseDecimal(input) ??
    refuse(problems, "format", 'must be a decimal number of at most 1000 digits, like "12.50"')
  );
}

/** Reads a `decimal(digits)`: a decimal with at most so many digits after the point. */
export function readDecimalOf(input: unknown, problems: Problem[], digits: number): string | undefined {
  if (typeof input === "string" && shortDecimal(digits).test(input)) return input;
  const value = readDecimal(input, problems);
  if (value === undefined || decimalScale(value) <= digits) return value;
  return refuse(problems, "constraint", `must have at most ${String(digits)} digits after the point`);
}

const shortDecimals: RegExp[] = [];

/** What nearly every `decimal(digits)` is: canonical and not long. One expression tells it faster than two loops. */
function shortDecimal(digits: number): RegExp {
  return (shortDecimals[digits] ??= new RegExp(shortDecimalSource(digits)));
}

function shortDecimalSource(digits: number): string {
  if (digits === 0) return "^(?:0|-?[1-9][0-9]{0,14})$";
  const fraction = `[0-9]{0,${String(digits - 1)}}[1-9]`;
  return `^(?:0|-?(?:[1-9][0-9]{0,14}(?:\\.${fraction})?|0\\.${fraction}))$`;
}

/** Reads a `bool`. */
export function readBool(input: unknown, problems: Problem[]): boolean | undefined {
  return typeof input === "boolean" ? input : refuseType(input, problems, "true or false");
}

/** Reads a `uuid`, in lower case. */
export function readUuid(input: unknown, problems: Problem[]): string | undefined {
  if (typeof input !== "string") return refuseType(input, problems, "a uuid in a string");
  return (
    parseUuid(input) ??
    refuse(problems, "format", "must be a uuid, like 018f6b1c-9a3e-7c54-b2d1-3e5f7a9b1c2d")
  );
}

/** Reads an `instant`, with milliseconds. */
export function readInstant(input: unknown, problems: Problem[]): string | undefined {
  if (typeof input !== "string") return refuseType(input, problems, "an instant in a string");
  return (
    parseInstant(input) ??
    refuse(problems, "format", "must be a UTC instant of at most milliseconds, like 2026-01-31T09:30:00.000Z")
  );
}

/** Reads a `date`. */
export function readDate(input: unknown, problems: Problem[]): string | undefined {
  if (typeof input !== "string") return refuseType(input, problems, "a date in a string");
  return parseDate(input) ?? refuse(problems, "format", "must be a date that exists, like 2026-01-31");
}

/** Reads a `duration`, in canonical form. */
export function readDuration(input: unknown, problems: Problem[]): string | undefined {
  if (typeof input !== "string") return refuseType(input, problems, "a duration in a string");
  return (
    parseDuration(input) ??
    refuse(problems, "format", "must be an ISO-8601 duration of days and less, like PT1H30M")
  );
}

/** Reads a member of an enum. */
export function readEnum<M extends string>(
  input: unknown,
  problems: Problem[],
  members: readonly M[],
): M | undefined {
  for (const member of members) if (member === input) return member;
  if (typeof input !== "string") return refuseType(input, problems, `one of ${members.join(", ")}`);
  return refuse(problems, "format", `must be one of ${members.join(", ")}`);
}

// ------------------------------------------------------------------------------------------ collections

/** Reads a list, of at most `max` elements. */
export function readList<T>(
  input: unknown,
  problems: Problem[],
  readItem: Reader<T>,
  max: number = defaultLimits.items,
): T[] | undefined {
  if (!Array.isArray(input)) return refuseType(input, problems, "an array");
  const elements: readonly unknown[] = input;
  if (elements.length > max) return refuse(problems, "tooLarge", `must have at most ${String(max)} elements`);
  const result: T[] = [];
  let mark = problems.length;
  for (let at = 0; at < elements.length; at++) {
    const item = readItem(elements[at], problems);
    if (problems.length > mark) {
      mark = under(problems, mark, at);
      if (mark >= maxProblems) return undefined;
    }
    if (item !== undefined) result.push(item);
  }
  return result;
}

/** Reads a set: a list without equal elements. `equal` is for elements that hold sets themselves. */
export function readSet<T>(
  input: unknown,
  problems: Problem[],
  readItem: Reader<T>,
  equal?: Equal<T>,
  max?: number,
): T[] | undefined {
  const start = problems.length;
  const items = readList(input, problems, readItem, max);
  if (items === undefined || problems.length > start) return undefined;
  if (equal === undefined) {
    if (items.length <= handful && !mayRepeat(items)) return items;
    return withoutDuplicates(items, contentKey, problems, "must not repeat an element");
  }
  for (const [at, item] of items.entries()) {
    if (items.slice(0, at).some((other) => equal(other, item))) {
      refuse(problems, "duplicate", "must not repeat an element", `/${String(at)}`);
      if (problems.length >= maxProblems) return undefined;
    }
  }
  return items;
}

/** Reads a list of entities: no two with one key, which is in the field `keyField`. */
export function readKeyed<K extends string, T extends { readonly [Field in K]: Key }>(
  input: unknown,
  problems: Problem[],
  readItem: Reader<T>,
  keyField: K,
  max?: number,
): T[] | undefined {
  const start = problems.length;
  const items = readList(input, problems, readItem, max);
  if (items === undefined || problems.length > start) return undefined;
  if (items.length <= handful && !repeatsKey(items, keyField)) return items;
  return withoutDuplicates(items, (item) => item[keyField], problems, `must not repeat a ${keyField}`);
}

/** Up to so many elements, comparing each with each is quicker than making a set of them. */
const handful = 8;

function repeatsKey<K extends string, T extends { readonly [Field in K]: Key }>(
  items: readonly T[],
  keyField: K,
): boolean {
  for (let at = 1; at < items.length; at++) {
    const key = items[at]?.[keyField];
    for (let before = 0; before < at; before++) if (items[before]?.[keyField] === key) return true;
  }
  return false;
}

/** Whether a scalar stands twice among the elements, or may: what is composed has to be compared by content. */
function mayRepeat(items: readonly unknown[]): boolean {
  for (let at = 0; at < items.length; at++) {
    const item = items[at];
    if (typeof item === "object") return true;
    for (let before = 0; before < at; before++) if (items[before] === item) return true;
  }
  return false;
}

function withoutDuplicates<T>(
  items: T[],
  keyOf: (item: T) => Key,
  problems: Problem[],
  message: string,
): T[] | undefined {
  if (items.length < 2) return items;
  const seen = new Set<Key>();
  for (const [at, item] of items.entries()) {
    const size = seen.size;
    if (seen.add(keyOf(item)).size > size) continue;
    refuse(problems, "duplicate", message, `/${String(at)}`);
    if (problems.length >= maxProblems) return undefined;
  }
  return items;
}

/**
 * Reads a map: an object whose keys and values are read each. A key must be canonical (a uuid in lower case, say) or
 * is made so; two that become the same key are a duplicate.
 */
export function readMap<V>(
  input: unknown,
  problems: Problem[],
  readKey: Reader<string>,
  readValue: Reader<V>,
  max: number = defaultLimits.items,
): Record<string, V> | undefined {
  if (!isPlainObject(input)) return refuseType(input, problems, "an object");
  const names = Object.keys(input);
  if (names.length > max) return refuse(problems, "tooLarge", `must have at most ${String(max)} members`);
  const result: Record<string, V> = {};
  let mark = problems.length;
  for (const name of names) {
    const member = input[name];
    if (member === undefined) continue;
    const key = readKey(name, problems);
    const value = readValue(member, problems);
    if (key !== undefined && value !== undefined) {
      if (Object.hasOwn(result, key)) refuse(problems, "duplicate", "must not repeat a key");
      setMember(result, key, value);
    }
    if (problems.length > mark) {
      mark = under(problems, mark, name);
      if (mark >= maxProblems) return undefined;
    }
  }
  return result;
}

// ----------------------------------------------------------------------------------------------- objects

/**
 * How many members an object has. When they are not as many as were read, `refuseUnknown` looks at their names; it
 * passes over members that are `undefined`, which count here.
 */
export function countMembers(input: { readonly [name: string]: unknown }): number {
  return Object.keys(input).length;
}

/** An own member, for names that `Object.prototype` has too; `undefined` when there is none. */
export function ownMember(input: { readonly [name: string]: unknown }, name: string): unknown {
  return Object.hasOwn(input, name) ? input[name] : undefined;
}

/** Appends a problem for each member that the type does not have. */
export function refuseUnknown(
  input: { readonly [name: string]: unknown },
  known: ReadonlySet<string>,
  problems: Problem[],
): void {
  for (const name of Object.keys(input)) {
    if (known.has(name) || input[name] === undefined) continue;
    refuse(problems, "unknown", "is not a member of this type", `/${escapePointer(name)}`);
    if (problems.length >= maxProblems) return;
  }
}

/** Refuses input that is no plain object. */
export function refuseObject(input: unknown, problems: Problem[]): undefined {
  return refuseType(input, problems, "an object");
}

/** Refuses input of another type than the expected one, or that is absent. */
export function refuseType(input: unknown, problems: Problem[], expected: string): undefined {
  if (input === undefined) return refuse(problems, "missing", `is missing; must be ${expected}`);
  if (input === null)
    return refuse(problems, "type", `must be ${expected}; what is absent is left out, not null`);
  return refuse(problems, "type", `must be ${expected}`);
}
