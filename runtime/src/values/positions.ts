/**
 * Where the element with a key stands in an array that folds keep changing: an index beside the array, so that n
 * events on one long list or set cost O(n) and not O(n²).
 *
 * The index lives in a WeakMap and is kept up to date by `indexedPush` and `indexedRemove`; short arrays have none,
 * as looking through them is faster. An array that was changed elsewhere is noticed by its length, by its last element
 * being another, or by the element found not having the key, and indexed again. What cannot be noticed: an element in
 * the middle replaced, by index, by one with another key. Only the functions of this folder change indexed arrays, and
 * they do not.
 */
import type { Key } from "./content-key.js";

/** How an array's elements are keyed. The same array is always asked with the same function. */
export type KeyOf<T> = (item: T) => Key;

/** Arrays up to this length are looked through. */
const indexedFrom = 17;

/**
 * Elements are numbered in the order they came; removing one leaves a gap, so that the numbers of the others stay
 * right. `numbers` holds them in the array's order, ascending: a number is found in it by bisection.
 */
interface Index {
  readonly numbers: number[];
  readonly numberOf: Map<Key, number>;
  next: number;
}

const indices = new WeakMap<readonly unknown[], Index>();

/** The position of the first element with a key, or -1. */
export function positionOf<T>(items: readonly T[], keyOf: KeyOf<T>, key: Key): number {
  const index = items.length < indexedFrom ? undefined : indexOf(items, keyOf);
  if (index === undefined) return scan(items, keyOf, key);
  const number = index.numberOf.get(key);
  if (number === undefined) return -1;
  const position = bisect(index.numbers, number);
  const found = items[position];
  if (found !== undefined && keyOf(found) === key) return position;
  indices.delete(items);
  return scan(items, keyOf, key);
}

/** Appends an element whose key is not in the array. */
export function indexedPush<T>(items: T[], keyOf: KeyOf<T>, item: T): void {
  const index = currentIndex(items, keyOf);
  items.push(item);
  if (index === undefined) return;
  index.numbers.push(index.next);
  index.numberOf.set(keyOf(item), index.next);
  index.next++;
}

/** Removes the element at a position; the others keep their order. */
export function indexedRemove<T>(items: T[], keyOf: KeyOf<T>, position: number): void {
  const index = currentIndex(items, keyOf);
  const [removed] = items.splice(position, 1);
  if (index === undefined || removed === undefined) return;
  index.numbers.splice(position, 1);
  index.numberOf.delete(keyOf(removed));
}

/** The array's index, unless it has none or was changed elsewhere since. */
function currentIndex<T>(items: readonly T[], keyOf: KeyOf<T>): Index | undefined {
  if (items.length < indexedFrom - 1) return undefined;
  const index = indices.get(items);
  const last = items.at(-1);
  if (index?.numbers.length !== items.length || last === undefined) return undefined;
  return index.numberOf.get(keyOf(last)) === index.numbers.at(-1) ? index : undefined;
}

/** The array's index, made anew when it has none that is current; none when keys are not unique. */
function indexOf<T>(items: readonly T[], keyOf: KeyOf<T>): Index | undefined {
  const known = currentIndex(items, keyOf);
  if (known !== undefined) return known;
  const numberOf = new Map<Key, number>();
  const numbers: number[] = [];
  for (const item of items) {
    numberOf.set(keyOf(item), numbers.length);
    numbers.push(numbers.length);
  }
  if (numberOf.size !== items.length) return undefined;
  const index: Index = { numbers, numberOf, next: numbers.length };
  indices.set(items, index);
  return index;
}

function scan<T>(items: readonly T[], keyOf: KeyOf<T>, key: Key): number {
  for (let at = 0; at < items.length; at++) {
    const item = items[at];
    if (item !== undefined && keyOf(item) === key) return at;
  }
  return -1;
}

function bisect(numbers: readonly number[], wanted: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((numbers[middle] ?? 0) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
