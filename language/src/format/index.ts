/**
 * The formatter. A file has one layout, whatever it looked like; only where a body, a list of facts or a clause stands on
 * lines of its own is the writer's choice. A file with syntax errors stays as it is.
 */
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { createLocator } from "../diagnostics/locate.js";
import { syntax } from "../syntax/shared.js";
import { edited, editsOf, editsWithin, type TextEdit } from "./edits.js";
import { joined, piecesOf } from "./format.js";

export type { TextEdit } from "./edits.js";

/** What formatting answers. */
export interface Formatted {
  /** The text in its layout; with syntax errors, the text itself. */
  readonly text: string;
  /** Errors of the syntax, for which the text was left as it is. */
  readonly diagnostics: readonly Diagnostic[];
}

/** A text in its layout; with syntax errors, the text itself. Never throws. */
export function format(text: string): string {
  return formatSource({ path: "", text }).text;
}

/** As `format`, with what is wrong with a text that cannot be formatted. */
export function formatSource({ path, text }: { readonly path: string; readonly text: string }): Formatted {
  const pieces = piecesOf(text);
  const { refused } = pieces;
  if (refused.length === 0) return { text: joined(pieces), diagnostics: [] };
  const locate = createLocator([{ path, text, root: syntax().parse(text).ast }]);
  return {
    text,
    diagnostics: refused.map(({ severity, code, message, help, start, end }) => ({
      ...locate.range({ file: path, start, end }),
      severity,
      code,
      message,
      ...(help === undefined ? {} : { help }),
    })),
  };
}

/** The smallest edits that format a text; none where it has syntax errors. */
export function formatEdits(text: string): readonly TextEdit[] {
  const pieces = piecesOf(text);
  return pieces.refused.length > 0 ? [] : editsOf(text, pieces);
}

/** What `formatEdits` changes on the lines from one offset to another; all others stay as they are. */
export function formatRange(
  text: string,
  range: { readonly start: number; readonly end: number },
): readonly TextEdit[] {
  const edits = editsWithin(text, formatEdits(text), range.start, range.end);
  // Edits next to one another may need each other: rather none than a text that no longer parses.
  return piecesOf(edited(text, edits)).refused.length > 0 ? [] : edits;
}

/** The characters whose typing formats something. */
export const formatTriggers = ["}", "\n"] as const;

/**
 * What typing `character`, which ends at `offset`, formats: after `}` the block that it closes, after a line break the
 * line before it.
 */
export function formatOnType(text: string, offset: number, character: string): readonly TextEdit[] {
  if (character === "\n") {
    const end = Math.max(0, offset - 1 - (/\n([ \t]*)$/.exec(text.slice(0, offset))?.[1]?.length ?? 0));
    // The line break and the indentation behind it are the writer's: the caret stands there.
    return formatRange(text, { start: end, end });
  }
  const opener = character === "}" ? openerOf(text, offset - 1) : undefined;
  if (opener === undefined) return [];
  // What is put in at the caret, such as the line break that ends a file, would take it along.
  return formatRange(text, { start: opener, end: offset }).filter(
    ({ start, end }) => start < offset || start < end,
  );
}

/** The brace that the one at an offset closes; undefined where none stands there, as in a comment. */
function openerOf(text: string, closer: number): number | undefined {
  const open: number[] = [];
  for (const { image, startOffset } of syntax().esdl.parser.Lexer.tokenize(text).tokens) {
    if (startOffset === closer) return image === "}" ? open.at(-1) : undefined;
    if (image === "{") open.push(startOffset);
    else if (image === "}") open.pop();
  }
  return undefined;
}
