/**
 * Readers of collections: lists, sets, lists of entities, maps. What a reader is, says validate.ts.
 * Lists are read up to a hundred problems, and no further.
 */
import { contentKey, type Key } from "./content-key.js";
import type { Equal } from "./equal.js";
import { defaultLimits, isPlainObject, setMember } from "./json.js";
import { maxProblems, refuse, refuseType, under, type Problem } from "./problems.js";
import type { Keyed } from "./keyed.js";
import type { Reader } from "./validate.js";

/** Reads a list, of at most `max` elements. */
export function readList<T>(
  input: unknown,
  problems: Problem[],
  readItem: Reader<T>,
  max: number = defaultLimits.items,
): T[] | undefined {
  if (!Array.isArray(input)) {
    refuseType(input, problems, "an array");
    return undefined;
  }
  const elements: readonly unknown[] = input;
  if (elements.length > max) {
    refuse(problems, "tooLarge", `must have at most ${String(max)} elements`);
    return undefined;
  }
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
export function readKeyed<K extends string, T extends Keyed<K>>(
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

function repeatsKey<K extends string>(items: readonly Keyed<K>[], keyField: K): boolean {
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
  if (!isPlainObject(input)) {
    refuseType(input, problems, "an object");
    return undefined;
  }
  const names = Object.keys(input);
  if (names.length > max) {
    refuse(problems, "tooLarge", `must have at most ${String(max)} members`);
    return undefined;
  }
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
