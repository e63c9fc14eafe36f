/** Fixes that keep the layout: a file that was in its canonical layout is so after the fix. */
import { applyFix } from "../diagnostics/apply.js";
import type { Fix, Position } from "../diagnostics/diagnostic.js";
import { format } from "./index.js";

interface Source {
  readonly path: string;
  readonly text: string;
}

/**
 * `fix` as edits that leave the files in their canonical layout that were in it. Files laid out in another way, and files
 * that do not parse, are edited as the fix says.
 */
export function canonicalFix(sources: readonly Source[], fix: Fix): Fix {
  const touched = sources.filter(({ path }) => fix.edits.some(({ file }) => file === path));
  const edits = touched.flatMap((source) => {
    const own = fix.edits.filter(({ file }) => file === source.path);
    const [after] = applyFix([source], fix);
    if (after === undefined || format(source.text) !== source.text) return own;
    const wanted = format(after.text);
    return wanted === after.text ? own : [difference(source, wanted)];
  });
  return { ...fix, edits };
}

/** One edit for the lines that differ. */
function difference({ path, text }: Source, wanted: string): Fix["edits"][number] {
  const [before, after] = [linesOf(text), linesOf(wanted)];
  const most = Math.min(before.length, after.length);
  let same = 0;
  while (same < most && before[same] === after[same]) same++;
  let tail = 0;
  while (tail < most - same && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  const start: Position = { line: same + 1, column: 1 };
  const end = placeOf(before, before.length - tail);
  return { file: path, range: { start, end }, text: after.slice(same, after.length - tail).join("") };
}

/** With their line breaks. */
const linesOf = (text: string): readonly string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

/** Behind so many lines. */
function placeOf(lines: readonly string[], count: number): Position {
  const last = lines[count - 1];
  return last === undefined || last.endsWith("\n")
    ? { line: count + 1, column: 1 }
    : { line: count, column: last.length + 1 };
}
