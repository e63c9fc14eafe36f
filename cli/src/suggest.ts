/** Which word was meant by somebody who wrote another. */

/** `Did you mean json? `, or nothing where no word is like it. Case counts for nothing. */
export function meant(written: string, words: readonly string[]): string {
  const found = closest(written.toLowerCase(), words);
  return found === undefined ? "" : `Did you mean ${found}? `;
}

/** The word that is nearest, by letters that differ or begin it; undefined where none is near. */
function closest(written: string, words: readonly string[]): string | undefined {
  const rows = words.map((word) => ({ word, edits: edits(written, word.toLowerCase()) }));
  const least = Math.min(...rows.map((row) => row.edits));
  if (least <= Math.max(1, Math.floor(written.length / 3)))
    return rows.find((row) => row.edits === least)?.word;
  return written.length < 3 ? undefined : words.find((word) => word.toLowerCase().startsWith(written));
}

/** How many letters must be put in, taken out, replaced or swapped with their neighbour. */
function edits(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const swapped =
        i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
          ? (before[j - 2] ?? 0) + 1
          : Infinity;
      const same = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min((next[j - 1] ?? 0) + 1, (row[j] ?? 0) + 1, same, swapped));
    }
    [before, row] = [row, next];
  }
  return row[b.length] ?? 0;
}
