/** The words of a text by what they look like, comments among them: for colours, folding, and to know what a caret is in. */
import { syntax } from "../syntax/shared.js";
import { isWordKeyword, type TokenType } from "../syntax/tokens.js";

/** The kinds of tokens, as editors colour them. */
export type TokenKind =
  | "keyword"
  | "name"
  | "string"
  | "number"
  | "regex"
  | "duration"
  | "operator"
  | "comment"
  | "doc"
  | "unknown";

/** A token of a text. */
export interface SourceToken {
  readonly kind: TokenKind;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const kinds: Readonly<Record<string, TokenKind>> = {
  ID: "name",
  STRING: "string",
  WHOLE: "number",
  DECIMAL: "number",
  DURATION: "duration",
  REGEX: "regex",
  DOC: "doc",
  SL_COMMENT: "comment",
  ML_COMMENT: "comment",
  // `undo` before `all`.
  UNDO_ALL: "keyword",
};

const kindOf = (type: TokenType): TokenKind =>
  kinds[type.name] ?? (isWordKeyword(type) ? "keyword" : "operator");

/**
 * All tokens of a text in order. A `keyword` may still be a name: most words of the language may be names, and only the tree
 * tells which. What no token can begin with is `unknown`.
 */
export function tokensOf(text: string): readonly SourceToken[] {
  const { tokens, hidden, errors } = syntax().esdl.parser.Lexer.tokenize(text);
  const words = [...tokens, ...hidden]
    .filter(({ tokenType }) => tokenType.name !== "WS")
    .map(({ image, startOffset, tokenType }) => ({
      kind: kindOf(tokenType),
      text: image,
      start: startOffset,
      end: startOffset + image.length,
    }));
  const unknown = errors.map(({ offset, length }) => ({
    kind: "unknown" as const,
    text: text.slice(offset, offset + length),
    start: offset,
    end: offset + length,
  }));
  return [...words, ...unknown].sort((a, b) => a.start - b.start);
}
