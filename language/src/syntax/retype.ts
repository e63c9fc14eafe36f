/** Turns a keyword into a plain name where it can only be one. Runs between lexer and parser, in place. */
import type { Token, TokenType } from "./tokens.js";
import { isWordKeyword } from "./tokens.js";
import { statementWords } from "./words.js";

/** Statement words that an index or the end of the line makes a target: `remove[k] = 1`, `send` on a line of its own. */
const targetWords: ReadonlySet<string> = new Set(["let", "for", "remove", "send", "undo", "emit", "require"]);

const assigning: ReadonlySet<string> = new Set(["=", "+=", "-="]);

/** The token types that the pass hands out. */
export interface RetypeTarget {
  readonly id: TokenType;
  readonly undoAll: TokenType;
}

/** `tokens` are those of one file, without whitespace and comments. */
export function retype(tokens: readonly Token[], to: RetypeTarget): void {
  tokens.forEach((token, index) => {
    if (!isWordKeyword(token.tokenType)) return;
    const after = tokens[index + 1];
    if (isName(tokens, index)) become(token, to.id);
    else if (isUndoAll(token, after, tokens[index + 2])) become(token, to.undoAll);
  });
}

function become(token: Token, type: TokenType): void {
  token.tokenType = type;
  if (type.tokenTypeIdx !== undefined) token.tokenTypeIdx = type.tokenTypeIdx;
}

function isName(tokens: readonly Token[], index: number): boolean {
  const [before, token, after] = [tokens[index - 1], tokens[index], tokens[index + 1]];
  if (token === undefined) return false;
  if (after?.image === ":") return true;
  if (
    before !== undefined &&
    before.endLine === token.startLine &&
    (before.image === "." || before.image === "?.")
  )
    return true;
  if (after !== undefined && assigning.has(after.image)) return !isModifier(tokens, index);
  if (!statementWords.has(token.image)) return false;
  if (after === undefined || after.image === "," || after.image === "}") return true;
  if (!targetWords.has(token.image)) return false;
  return isAloneOnItsLine(token, before, after) || (after.image === "[" && token.image !== "require");
}

/**
 * `name: string personal = ""`: the only keyword that an equals sign may follow. It is one where the nearest colon or
 * brace before it is the colon of a field, not an assignment or the beginning of a block.
 */
function isModifier(tokens: readonly Token[], index: number): boolean {
  const before = tokens[index - 1]?.image;
  if (tokens[index]?.image !== "personal" || before === "let" || before === "add") return false;
  let inside = 0;
  for (let place = index - 1; place >= 0; place--) {
    const image = tokens[place]?.image ?? "";
    if (image === ")" || image === "]") inside++;
    else if (image === "(" || image === "[") inside--;
    if (inside < 0) return false;
    if (inside > 0) continue;
    if (image === ":") return true;
    if (image === "," && isInsideMap(tokens, place)) continue;
    if (image === "{" || image === "}" || image === "," || assigning.has(image)) return false;
  }
  return false;
}

/** `map<string, int>`: whether a comma stands between the types of a map. */
function isInsideMap(tokens: readonly Token[], comma: number): boolean {
  let closed = 0;
  for (let place = comma - 1; place >= 0; place--) {
    const image = tokens[place]?.image ?? "";
    if (image === ">") closed++;
    else if (image === "<" && closed === 0) return tokens[place - 1]?.image === "map";
    else if (image === "<") closed--;
    else if (image === ":" || image === "{" || image === "}" || assigning.has(image)) return false;
  }
  return false;
}

/** On a line of its own, and the next line does not go on with it further to the right. */
function isAloneOnItsLine(token: Token, before: Token | undefined, after: Token): boolean {
  if (before?.endLine === token.startLine || after.startLine === token.endLine) return false;
  return (after.startColumn ?? 1) <= (token.startColumn ?? 1);
}

/** `undo all` as a statement, not a target `undo` before a target `all`. */
function isUndoAll(token: Token, after: Token | undefined, afterNext: Token | undefined): boolean {
  if (token.image !== "undo" || after?.image !== "all") return false;
  return afterNext?.image !== "(" && afterNext?.image !== ".";
}
