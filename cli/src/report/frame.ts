/**
 * A code frame: the lines of a mistake with their numbers and a mark under it.
 *
 *     12 |   command Refund(amount: decimal(2)) in payed allow Clerk {
 *        |                                         ^^^^^
 */
import type { Range } from "@esdl/language";
import type { Span } from "@esdl/language/model";
import { visible, type Style } from "../style.js";

/** Lines shown before the mistake, so that one sees where one is. */
const linesBefore = 1;
/** A mistake over more lines is shown by its first ones. */
const mostLines = 4;
/** Longer lines are cut around the mistake. */
const widest = 160;
const tabWidth = 2;

/** The range of a span of the model. */
export const rangeOf = ([, startLine, startColumn, endLine, endColumn]: Span): Range => ({
  start: { line: startLine, column: startColumn },
  end: { line: endLine, column: endColumn },
});

export function codeFrame(text: string, range: Range, style: Style, paint: (text: string) => string): string {
  const lines = text.split(/\r\n|\r|\n/);
  const last = Math.min(range.end.line, range.start.line + mostLines - 1, lines.length);
  const first = Math.max(1, range.start.line - linesBefore);
  const gutter = String(last).length;
  const rows: string[] = [];
  for (let number = first; number <= last; number++) {
    const line = lines[number - 1] ?? "";
    const inside = number >= range.start.line;
    const from = number === range.start.line ? range.start.column - 1 : line.length - line.trimStart().length;
    const to = number === range.end.line ? range.end.column - 1 : line.length;
    const cut = cutAround(line, from);
    rows.push(`${style.faint(`${String(number).padStart(gutter)} |`)} ${cut.text}`.trimEnd());
    if (inside && (line.trim() !== "" || number === range.start.line)) {
      const indent = width(line.slice(cut.start, from)) + cut.prefix;
      const length = Math.max(1, Math.min(width(line.slice(from, to)), widest - indent));
      rows.push(
        `${style.faint(`${" ".repeat(gutter)} |`)} ${" ".repeat(indent)}${paint("^".repeat(length))}`,
      );
    }
  }
  return rows.join("\n");
}

/** The part of a long line around a column, with dots where something was left out. */
function cutAround(line: string, column: number): { text: string; start: number; prefix: number } {
  if (line.length <= widest) return { text: shown(line), start: 0, prefix: 0 };
  const start = Math.max(0, Math.min(column - 40, line.length - widest));
  const before = start > 0 ? "…" : "";
  const after = start + widest < line.length ? "…" : "";
  return {
    text: `${before}${shown(line.slice(start, start + widest))}${after}`,
    start,
    prefix: before.length,
  };
}

const shown = (text: string): string => visible(text.replaceAll("\t", " ".repeat(tabWidth)));

/** Columns that text takes on a terminal: wide characters take two, combining marks none. */
export function width(text: string): number {
  let columns = 0;
  for (const character of shown(text)) {
    if (/\p{M}/u.test(character)) continue;
    columns +=
      /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}]/u.test(
        character,
      )
        ? 2
        : 1;
  }
  return columns;
}
