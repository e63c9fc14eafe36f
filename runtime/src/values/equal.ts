/**
 * Equality by content, and the order of what is optional.
 *
 * Canonical text makes scalars equal when they are identical, so only sets need to know their type: they are equal
 * whatever the order of their arrays. For a type with no set in it `equalValues` says all; for the others an equality
 * is composed of `equalSet`, `equalList`, `equalMap`, `equalOptional` and `equalRecord`.
 */
import { contentKey } from "./content-key.js";
import { isPlainObject } from "./json.js";

/** Whether two values of one type are the same value. */
export type Equal<T> = (a: T, b: T) => boolean;

/** Negative, zero or positive as `a` comes before, with or after `b`. */
export type Compare<T> = (a: T, b: T) => number;

/** Equality of scalars in canonical form: they are identical. */
export function equalScalar<T>(a: T, b: T): boolean {
  return a === b;
}

/** Equality of plain JSON by structure: arrays in order, objects by member, an `undefined` member is absent. */
export function equalValues(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a)) return Array.isArray(b) && equalArrays<unknown>(a, b, equalValues);
  return isPlainObject(a) && isPlainObject(b) && equalMembers(a, b, equalValues);
}

/** Equality of lists: the same elements in the same order. */
export function equalList<T>(equal: Equal<T>): Equal<readonly T[]> {
  return (a, b) => a === b || equalArrays(a, b, equal);
}

/**
 * Equality of sets: the same elements in any order. Without `equal` elements are compared by structure, in linear
 * time; with it (for elements that hold sets themselves) pair by pair.
 */
export function equalSet<T>(equal?: Equal<T>): Equal<readonly T[]> {
  return (a, b) => {
    if (a === b) return true;
    if (a.length !== b.length) return false;
    if (equal !== undefined) return a.every((item) => b.some((other) => equal(item, other)));
    const keys = new Set(b.map(contentKey));
    return a.every((item) => keys.has(contentKey(item)));
  };
}

/** Equality of maps: the same keys with equal values, in any order. */
export function equalMap<T>(equal: Equal<T>): Equal<Readonly<Record<string, T>>> {
  return (a, b) => a === b || equalMembers(a, b, equal);
}

/** Equality of optionals: both absent, or both there and equal. */
export function equalOptional<T>(equal: Equal<T>): Equal<T | undefined> {
  return (a, b) => (a === undefined || b === undefined ? a === b : equal(a, b));
}

/** Equality of values and entities, one equality per field. */
export function equalRecord<T extends object>(fields: { readonly [K in keyof T]-?: Equal<T[K]> }): Equal<T> {
  // Each field's equality closes over its own type, which a loop over names could not keep.
  const checks: Equal<T>[] = [];
  for (const name in fields) checks.push((a, b) => fields[name](a[name], b[name]));
  return (a, b) => a === b || checks.every((check) => check(a, b));
}

/** The order of optionals: absent first. */
export function compareOptional<T>(compare: Compare<T>): Compare<T | undefined> {
  return (a, b) => {
    if (a === undefined) return b === undefined ? 0 : -1;
    return b === undefined ? 1 : compare(a, b);
  };
}

/** The order the other way round. */
export function descending<T>(compare: Compare<T>): Compare<T> {
  return (a, b) => compare(b, a);
}

/** `min(a, b)`: the lesser, the first when they are equal. */
export function lesser<T>(a: T, b: T, compare: Compare<T>): T {
  return compare(b, a) < 0 ? b : a;
}

/** `max(a, b)`: the greater, the first when they are equal. */
export function greater<T>(a: T, b: T, compare: Compare<T>): T {
  return compare(b, a) > 0 ? b : a;
}

function equalArrays<T>(a: readonly T[], b: readonly T[], equal: Equal<T>): boolean {
  if (a.length !== b.length) return false;
  return a.every((item, at) => {
    const other = b[at];
    return other === undefined ? item === undefined : equal(item, other);
  });
}

function equalMembers<T>(
  a: Readonly<Record<string, T>>,
  b: Readonly<Record<string, T>>,
  equal: Equal<T>,
): boolean {
  let members = 0;
  for (const name of Object.keys(a)) {
    const member = a[name];
    if (member === undefined) continue;
    const other = Object.hasOwn(b, name) ? b[name] : undefined;
    if (other === undefined || !equal(member, other)) return false;
    members++;
  }
  for (const name of Object.keys(b)) if (b[name] !== undefined) members--;
  return members === 0;
}
