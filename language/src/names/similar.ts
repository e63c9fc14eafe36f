/** Which name was meant: the nearest by edits, if it is near enough to be worth saying. */
import type { Reference } from "langium";
import { type FixDraft, write } from "../diagnostics/drafts.js";
import type { Location } from "../diagnostics/locate.js";

/** The most similar of `names`; undefined when none is. Case counts for little. */
export function mostSimilar(name: string, names: Iterable<string>): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(name.length / 3)) + 1;
  for (const other of names) {
    if (other === name || Math.abs(other.length - name.length) >= bestDistance) continue;
    const distance = editDistance(name.toLowerCase(), other.toLowerCase(), bestDistance + 1) || 0.5;
    if (distance < bestDistance || (distance === bestDistance && best !== undefined && other < best)) {
      best = other;
      bestDistance = distance;
    }
  }
  return best;
}

/**
 * How many letters must be added, removed, changed or swapped with their neighbour to make `b` of `a`. Gives up at
 * `limit`, and answers it.
 */
export function editDistance(a: string, b: string, limit = Infinity): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const changed = at(last, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped =
        i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
          ? at(beforeLast, j - 2) + 1
          : Infinity;
      row.push(Math.min(at(last, j) + 1, at(row, j - 1) + 1, changed, swapped));
    }
    if (Math.min(...row) >= limit) return limit;
    beforeLast = last;
    last = row;
  }
  return Math.min(at(last, b.length), limit);
}

const at = (row: readonly number[], index: number): number => row[index] ?? Infinity;

/** The fix of a misspelling, where something is called alike. */
export const spelling = (at: Reference, similar: string | undefined): readonly FixDraft[] =>
  similar === undefined
    ? []
    : [{ title: `Write ${similar}`, preferred: true, edits: [{ at, text: similar }] }];

/** The same of what an expression says, in the words of its messages. */
export const misspelt = (at: Location, similar: string | undefined): readonly FixDraft[] =>
  similar === undefined ? [] : [{ ...write(at, similar), preferred: true }];
