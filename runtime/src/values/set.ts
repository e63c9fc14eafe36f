/**
 * Sets: arrays of unique elements, in the order they came, compared without regard to it.
 * What sets share with lists (`contains`, `countOf`, `sortBy`, …) is in list.ts; equality is `equalSet`.
 *
 * Elements are compared by structure. Elements that themselves hold a set need their own equality as the last
 * argument, and cost a look through the set each.
 */
import { contentKey } from "./content-key.js";
import type { Equal } from "./equal.js";
import { distinct } from "./list.js";
import { indexedPush, indexedRemove, positionOf } from "./positions.js";

/** The set of some elements: the first of each group of equals. */
export function setOf<T>(items: readonly T[], equal?: Equal<T>): T[] {
  return distinct(items, equal);
}

/** `set += x`, in place: adds the element unless it is there. */
export function addToSet<T>(set: T[], item: T, equal?: Equal<T>): void {
  if (equal !== undefined) {
    if (!set.some((other) => equal(other, item))) set.push(item);
  } else if (positionOf(set, contentKey, contentKey(item)) < 0) {
    indexedPush(set, contentKey, item);
  }
}

/** `set -= x`, in place: removes the element if it is there. */
export function removeFromSet<T>(set: T[], item: T, equal?: Equal<T>): void {
  if (equal !== undefined) {
    const at = set.findIndex((other) => equal(other, item));
    if (at >= 0) set.splice(at, 1);
    return;
  }
  const at = positionOf(set, contentKey, contentKey(item));
  if (at >= 0) indexedRemove(set, contentKey, at);
}
