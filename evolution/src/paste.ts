/** Putting a clause into the source: where, and with which line breaks. */
import type { Paste } from "./diff/finding.js";

/** A change to the text of a file. */
export interface Edit {
  /** Start line, start column, end line, end column; as spans have them. */
  readonly range: readonly [number, number, number, number];
  /** What stands in the range from then on. */
  readonly text: string;
}

/** `text` is that of the file that the paste's span is in. */
export function editOf({ mode, span, text: clause }: Paste, text: string): Edit {
  const [, startLine, startColumn, endLine, endColumn] = span;
  const lines = text.split("\n");
  const indent = /^[ \t]*/.exec(lines[startLine - 1] ?? "")?.[0] ?? "";
  const shifted = (by: string): string => clause.replace(/\n/g, `\n${by}`);
  if (mode === "replace")
    return { range: [startLine, startColumn, endLine, endColumn], text: shifted(indent) };
  if (mode === "after")
    return { range: [endLine, endColumn, endLine, endColumn], text: `\n${indent}${shifted(indent)}` };
  const inner = `${indent}  `;
  const line = lines[endLine - 1] ?? "";
  if (line[endColumn - 2] !== "}")
    return {
      range: [endLine, endColumn, endLine, endColumn],
      text: ` {\n${inner}${shifted(inner)}\n${indent}}`,
    };
  // Before the brace; a brace on a line of its own stays there.
  const alone = line.slice(0, endColumn - 2).trim() === "";
  return alone
    ? { range: [endLine, 1, endLine, 1], text: `${inner}${shifted(inner)}\n` }
    : {
        range: [endLine, endColumn - 1, endLine, endColumn - 1],
        text: `\n${inner}${shifted(inner)}\n${indent}`,
      };
}
