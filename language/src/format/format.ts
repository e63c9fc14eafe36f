/** Formatting: the text of a file in its one canonical layout. Pure, and the same on every platform. */
import type { Model, Modifier } from "../generated/ast.js";
import type { SyntaxProblem } from "../syntax/services.js";
import { syntax } from "../syntax/shared.js";
import { walk } from "../syntax/walk.js";
import { isWordKeyword } from "../syntax/tokens.js";
import { itemsOf } from "./items.js";
import { layoutOf } from "./layout.js";
import { print, type Piece } from "./print.js";

/** The pieces of a file as they are printed, or why it cannot be. */
export interface Pieces {
  readonly pieces: readonly Piece[];
  /** The line break of the file: what it has first. */
  readonly newline: string;
  /** Errors of the syntax, for which there are no pieces. */
  readonly refused: readonly SyntaxProblem[];
}

/** The code of a file without its header: one that only has comments, or is not finished, has a layout all the same. */
const headerMissing: SyntaxProblem["code"] = "ESDL1006";

export function piecesOf(text: string): Pieces {
  const { parse, esdl } = syntax();
  const { ast, problems } = parse(text);
  const newline = /\r\n|\n/.exec(text)?.[0] ?? "\n";
  const refused = problems.filter(({ severity, code }) => severity === "error" && code !== headerMissing);
  if (refused.length > 0) return { pieces: [], newline, refused };
  const lexer = esdl.parser.Lexer;
  const { tokens, hidden } = lexer.tokenize(text);
  const keywords = new Set(
    Object.values(lexer.definition)
      .filter(isWordKeyword)
      .map(({ name }) => name),
  );
  const items = itemsOf(text, tokens, hidden, keywords, modifiersOf(ast));
  return { pieces: print(layoutOf(ast, items)), newline, refused };
}

function modifiersOf(ast: Model): (readonly Modifier[])[] {
  const found: (readonly Modifier[])[] = [];
  walk(ast, (node) => {
    const modifiers = "modifiers" in node ? (node.modifiers as readonly Modifier[]) : [];
    if (modifiers.length > 1) found.push(modifiers);
  });
  return found;
}

/** The text of the pieces. */
export function joined({ pieces, newline }: Pick<Pieces, "pieces" | "newline">): string {
  if (pieces.length === 0) return "";
  const text = `${pieces.map((piece) => piece.before + piece.text).join("")}\n`;
  return newline === "\n" ? text : text.replaceAll("\n", newline);
}
