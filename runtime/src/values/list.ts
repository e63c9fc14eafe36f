/**
 * Lists, and what lists and sets have in common: the methods of the language that JavaScript's arrays lack, as pure
 * functions, and the changes that folds make in place.
 *
 * What arrays have is used as it is: `filter`, `map`, `some` (any), `every` (all), `find`, `flatMap`, `length` (size),
 * `[0]` (first), `at(-1)` (last). Results are new arrays; only `appendTo` and `removeFromList` change their argument.
 */
import { contentKey } from "./content-key.js";
import { equalValues, type Compare, type Equal } from "./equal.js";

/** `count(f)`: how many elements satisfy the condition. */
export function countOf<T>(items: readonly T[], condition: (item: T) => boolean): number {
  let count = 0;
  for (const item of items) if (condition(item)) count++;
  return count;
}

/** `contains(x)`: whether an element equals `item`, by structure unless an equality is given. */
export function contains<T>(items: readonly T[], item: T, equal: Equal<T> = equalValues): boolean {
  if (equal === equalValues && (typeof item !== "object" || item === null)) return items.includes(item);
  return items.some((other) => equal(other, item));
}

/** `min()`: the least element, the first of equals; absent of none. */
export function leastOf<T>(items: readonly T[], compare: Compare<T>): T | undefined {
  let least: T | undefined;
  for (const item of items) if (least === undefined || compare(item, least) < 0) least = item;
  return least;
}

/** `max()`: the greatest element, the first of equals; absent of none. */
export function greatestOf<T>(items: readonly T[], compare: Compare<T>): T | undefined {
  let greatest: T | undefined;
  for (const item of items) if (greatest === undefined || compare(item, greatest) > 0) greatest = item;
  return greatest;
}

/** `sortBy(f)`: ascending by what `keyOf` answers, which is asked once an element; equals keep their order. */
export function sortBy<T, K>(items: readonly T[], keyOf: (item: T) => K, compare: Compare<K>): T[] {
  return items
    .map((item) => ({ item, key: keyOf(item) }))
    .sort((a, b) => compare(a.key, b.key))
    .map(({ item }) => item);
}

/** `distinct()`: the first of each group of equal elements, by structure unless an equality is given. */
export function distinct<T>(items: readonly T[], equal?: Equal<T>): T[] {
  const result: T[] = [];
  if (equal !== undefined) {
    for (const item of items) if (!result.some((other) => equal(other, item))) result.push(item);
    return result;
  }
  const seen = new Set<unknown>();
  for (const item of items) {
    const key = contentKey(item);
    if (seen.has(key)) continue;
    seen.add(key);
    result.push(item);
  }
  return result;
}

/** `list += x`, in place. */
export function appendTo<T>(items: T[], item: T): void {
  items.push(item);
}

/** `list -= x`, in place: removes the first element that equals `item`, if there is one. */
export function removeFromList<T>(items: T[], item: T, equal: Equal<T> = equalValues): void {
  const at = items.findIndex((other) => equal(other, item));
  if (at >= 0) items.splice(at, 1);
}
