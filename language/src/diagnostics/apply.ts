/** Carrying out a fix. */
import type { Fix, Position } from "./diagnostic.js";

interface Text {
  readonly path: string;
  readonly text: string;
}

/** The sources with the edits of `fix` made; sources that it does not touch are returned as they are. */
export function applyFix<S extends Text>(sources: readonly S[], fix: Fix): readonly S[] {
  return sources.map((source) => {
    const edits = fix.edits.filter((edit) => edit.file === source.path);
    if (edits.length === 0) return source;
    // From the end backwards, so that earlier places stay where they are; what is put in stands before what is replaced.
    const placed = edits
      .map(({ range, text }) => ({
        start: offsetOf(source.text, range.start),
        end: offsetOf(source.text, range.end),
        text,
      }))
      .sort((a, b) => b.start - a.start || b.end - a.end);
    const text = placed.reduce(
      (done, edit) => done.slice(0, edit.start) + edit.text + done.slice(edit.end),
      source.text,
    );
    return { ...source, text };
  });
}

function offsetOf(text: string, { line, column }: Position): number {
  let start = 0;
  for (let at = 1; at < line; at++) start = text.indexOf("\n", start) + 1;
  return start + column - 1;
}
