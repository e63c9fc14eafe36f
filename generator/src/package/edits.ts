/** A text made from another one by cutting and inserting, and where each part of it comes from. */

/** Replaces what stands from `start` up to `end`. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A run of characters that was kept. */
export interface Kept {
  readonly source: number;
  readonly output: number;
  readonly length: number;
}

export interface Edited {
  readonly text: string;
  /** In order. */
  readonly kept: readonly Kept[];
}

/** @param edits in any order; none within another one. */
export function applyEdits(source: string, edits: readonly Edit[]): Edited {
  const kept: Kept[] = [];
  let text = "";
  let at = 0;
  const keep = (end: number): void => {
    if (end > at) kept.push({ source: at, output: text.length, length: end - at });
    text += source.slice(at, end);
  };
  for (const edit of edits.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    keep(edit.start);
    text += edit.text;
    at = Math.max(at, edit.end);
  }
  keep(source.length);
  return { text, kept };
}

/** Finds line and column, both from 0, of offsets; asked in rising order, it takes time linear in the text. */
export function positions(
  text: string,
): (offset: number) => { readonly line: number; readonly column: number } {
  let line = 0;
  let start = 0;
  return (offset) => {
    for (let next = text.indexOf("\n", start); next >= 0 && next < offset; next = text.indexOf("\n", start)) {
      line++;
      start = next + 1;
    }
    return { line, column: offset - start };
  };
}
