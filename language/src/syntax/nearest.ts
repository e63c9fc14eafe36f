/** The word that somebody meant who wrote another. */

/** The nearest of the words, when it is near enough to be meant: one edit, or two in a long word. */
export function closest(written: string, words: readonly string[]): string | undefined {
  let best: string | undefined;
  let least = written.length > 5 ? 3 : 2;
  for (const word of words) {
    const edits = distance(written, word, least);
    if (edits < least) [best, least] = [word, edits];
  }
  return best;
}

/** How many letters must be put in, taken out, replaced or swapped with their neighbour; `limit` when it is no less. */
function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let edits = Math.min((next[j - 1] ?? 0) + 1, (row[j] ?? 0) + 1, (row[j - 1] ?? 0) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        edits = Math.min(edits, (before[j - 2] ?? 0) + 1);
      }
      next.push(edits);
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? limit;
}
