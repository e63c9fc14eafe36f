/**
 * Lists of entities: ordered, with at most one entity per key. `keyField` names the field that holds the key.
 * What they share with other lists is in list.ts.
 */
import type { Key } from "./content-key.js";
import { indexedPush, indexedRemove, positionOf, type KeyOf } from "./positions.js";

/** An entity whose key is in the field `K`. */
export type Keyed<K extends string> = Readonly<Record<K, Key>>;

/** `list.has(k)`: whether an entity has the key. */
export function hasKey<K extends string, T extends Keyed<K>>(
  items: readonly T[],
  keyField: K,
  key: T[K],
): boolean {
  return positionOf(items, keyOf<K, T>(keyField), key) >= 0;
}

/** `list[k]`: the entity with the key; absent when there is none. In a fold it may be changed in place. */
export function atKey<K extends string, T extends Keyed<K>>(
  items: readonly T[],
  keyField: K,
  key: T[K],
): T | undefined {
  const at = positionOf(items, keyOf<K, T>(keyField), key);
  return at < 0 ? undefined : items[at];
}

/** `list += entity`, in place: replaces the entity with that key where it stands, or appends it. */
export function upsertByKey<K extends string, T extends Keyed<K>>(items: T[], keyField: K, entity: T): void {
  const keyOfItem = keyOf<K, T>(keyField);
  const at = positionOf(items, keyOfItem, entity[keyField]);
  if (at < 0) indexedPush(items, keyOfItem, entity);
  else items[at] = entity;
}

/** `list -= key`, in place: removes the entity with the key, if there is one; the others keep their order. */
export function removeByKey<K extends string, T extends Keyed<K>>(items: T[], keyField: K, key: T[K]): void {
  const keyOfItem = keyOf<K, T>(keyField);
  const at = positionOf(items, keyOfItem, key);
  if (at >= 0) indexedRemove(items, keyOfItem, at);
}

function keyOf<K extends string, T extends Keyed<K>>(keyField: K): KeyOf<T> {
  return (item) => item[keyField];
}
