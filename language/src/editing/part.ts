/**
 * One declaration of a file that is being written, read without the others: what those declare stands in the tree that the
 * file had before. So what is asked at each keystroke costs what the declaration around it costs.
 */
import type * as ast from "../generated/ast.js";
import { syntax } from "../syntax/shared.js";
import { beginsDeclaration } from "../syntax/structure.js";
import type { ProjectFile } from "./api.js";

export interface Part {
  /** The header and the declaration, where they stand in the text; blanks between them, nothing after them. */
  readonly text: string;
  /** The declarations of the tree from before that stand before and after it. */
  readonly others: readonly ast.Declaration[];
}

/** Undefined where `text` differs from that of `file` elsewhere too, or where damage has blurred what is where. */
export function partAround(file: ProjectFile, text: string, offset: number): Part | undefined {
  const { tokens } = syntax().esdl.parser.Lexer.tokenize(text);
  const begins = tokens.flatMap((token, index) =>
    beginsDeclaration(tokens, index) ? [token.startOffset] : [],
  );
  const [head] = begins;
  const start = begins.findLast((begin) => begin <= offset);
  if (head === undefined || start === undefined) return undefined;
  const end = begins.find((begin) => begin > offset) ?? text.length;
  const oldEnd = end - (text.length - file.text.length);
  const isSame =
    oldEnd >= start &&
    text.slice(0, start) === file.text.slice(0, start) &&
    text.slice(end) === file.text.slice(oldEnd);
  if (!isSame) return undefined;
  const others: ast.Declaration[] = [];
  for (const node of file.root.declarations) {
    const place = node.$cstNode;
    if (place === undefined || place.offset >= start) {
      if (place !== undefined && place.offset >= oldEnd) others.push(node);
    } else if (place.end <= start) others.push(node);
    else return undefined;
  }
  return { text: text.slice(0, head) + blank(text.slice(head, start)) + text.slice(start, end), others };
}

const blank = (text: string): string => text.replace(/[^\r\n]/g, " ");
