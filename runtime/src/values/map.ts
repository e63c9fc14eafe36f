/**
 * Maps: plain objects, as `JSON.parse` makes them, whose keys are data.
 *
 * Keys are hostile: `__proto__`, `constructor` and `toString` are keys like any other. So members are read only after
 * asking for an own member, and written by a way that makes `__proto__` an own member too. Maps are ordinary objects
 * with an ordinary prototype, so that states written by hand, parsed from JSON and folded are the same kind of object.
 * Never write `map[key]` in other code: use these functions.
 */
import { setMember } from "./json.js";
import { compareText } from "./text.js";

/** A map at run time. */
export type MapOf<V> = Readonly<Record<string, V>>;

/** `m[k]`, `get(k)`: the value of a key; absent when there is none. */
export function getFromMap<V>(map: MapOf<V>, key: string): V | undefined {
  return Object.hasOwn(map, key) ? map[key] : undefined;
}

/** `has(k)`: whether the map has a value for the key. */
export function hasInMap<V>(map: MapOf<V>, key: string): boolean {
  return getFromMap(map, key) !== undefined;
}

/** `size`: how many keys have a value. */
export function sizeOfMap<V>(map: MapOf<V>): number {
  let size = 0;
  for (const key of Object.keys(map)) if (map[key] !== undefined) size++;
  return size;
}

/** `keys`: a set, in key order, by code point. */
export function keysOfMap<V>(map: MapOf<V>): string[] {
  return Object.keys(map)
    .filter((key) => map[key] !== undefined)
    .sort(compareText);
}

/** `values`: in key order. */
export function valuesOfMap<V>(map: MapOf<V>): V[] {
  const values: V[] = [];
  for (const key of Object.keys(map).sort(compareText)) {
    const value = map[key];
    if (value !== undefined) values.push(value);
  }
  return values;
}

/** What a function makes of each value, under the same keys. */
export function mapValues<V, R>(map: MapOf<V>, make: (value: V) => R): Record<string, R> {
  const result: Record<string, R> = {};
  for (const key of Object.keys(map)) {
    const value = map[key];
    if (value !== undefined) setMember(result, key, make(value));
  }
  return result;
}

/** `m[k] = v`, in place. */
export function putInMap<V>(map: Record<string, V>, key: string, value: V): void {
  setMember(map, key, value);
}

/** `remove m[k]`, in place; nothing happens when there is no such key. */
export function removeFromMap<V>(map: Record<string, V>, key: string): void {
  Reflect.deleteProperty(map, key);
}
