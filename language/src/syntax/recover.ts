/**
 * How a damaged file is made parsable, mistake by mistake: where the parser fails, what it misses is put in, or what it
 * cannot read is taken out up to the next comma, bracket or line. All edits keep the brackets matching.
 */
import { isInList, type Failure } from "./messages.js";
import { isWord } from "./structure.js";
import type { Token, TokenType } from "./tokens.js";

const openers: ReadonlySet<string> = new Set(["{", "(", "["]);
const closers: ReadonlySet<string> = new Set(["}", ")", "]"]);

/** Tokens that are put in where they are missing: signs and words between what people write. Never brackets. */
const insertable = /^(:|=|=>|->|ID|NAME|WORD|HEAD|WHOLE|STRING|DURATION|REGEX|[a-z]+)$/;

/** The tokens with what is missing put in before the one that could not be read; undefined if that is no help. */
export function inserted(
  tokens: readonly Token[],
  failure: Failure,
  types: Readonly<Record<string, TokenType>>,
): readonly Token[] | undefined {
  const index = failure.token === undefined ? tokens.length : tokens.indexOf(failure.token);
  if (index < 0) return undefined;
  const before = tokens[index - 1];
  const added = missing(failure, before?.endLine !== failure.token?.startLine).flatMap((name) => {
    const type = types[name];
    return type === undefined ? [] : [madeUp(type, before)];
  });
  return added.length === 0 ? undefined : [...tokens.slice(0, index), ...added, ...tokens.slice(index)];
}

/** What is put in as it is written, where it is more than a name or value to be made up. */
export function signsFor(failure: Failure): string | undefined {
  const names = missing(failure, failure.before?.endLine !== failure.token?.startLine);
  const text = names.join("");
  if (names.length === 0 || names.some((name) => /^[A-Z]/.test(name))) return undefined;
  return text === ":" || text.startsWith("(") ? text : ` ${text}`;
}

/** The names of the tokens to put in. Brackets come in pairs; a type is not taken from the next line. */
function missing({ kind, tokens }: Failure, atLineEnd: boolean): readonly string[] {
  const [name, other] = tokens;
  if (kind === "choice") return tokens.filter((token) => token === "WORD" || token === "ID").slice(0, 1);
  if (name === undefined || other !== undefined) return [];
  if (name === "{") return ["{", "}"];
  if (name === "(") return ["(", ")"];
  if (name === ":" && atLineEnd) return [":", "ID"];
  return insertable.test(name) ? [name] : [];
}

/** The tokens without what could not be read; undefined when nothing can be taken out. */
export function cut(tokens: readonly Token[], failure: Failure): readonly Token[] | undefined {
  const index = failure.token === undefined ? -1 : tokens.indexOf(failure.token);
  if (index < 0 || closers.has(tokens[index]?.image ?? "")) return undefined;
  // What begins a line is in order, unless it stands in a list that cannot hold it: the line before lacks something.
  const begins = tokens[index - 1]?.endLine !== tokens[index]?.startLine;
  if (begins && !isInList(failure)) return undefined;
  return [...tokens.slice(0, index), ...tokens.slice(endOfCut(tokens, index))];
}

function endOfCut(tokens: readonly Token[], start: number): number {
  let depth = 0;
  for (let index = start; index < tokens.length; index++) {
    const token = tokens[index];
    if (token === undefined) break;
    if (depth === 0) {
      if (closers.has(token.image)) return index;
      if (index > start && (token.image === "," || token.image === "{")) return index;
      if (index > start && tokens[index - 1]?.endLine !== token.startLine) return index;
    }
    if (openers.has(token.image)) depth++;
    else if (closers.has(token.image) && --depth === 0 && token.image === "}") return index + 1;
  }
  return tokens.length;
}

/** A token that nobody wrote, behind another. */
export function madeUp(tokenType: TokenType, after: Token | undefined): Token {
  const at = after === undefined ? 0 : (after.endOffset ?? after.startOffset) + 1;
  const line = after?.endLine ?? 1;
  const column = (after?.endColumn ?? 0) + 1;
  return {
    image: "",
    tokenType,
    tokenTypeIdx: tokenType.tokenTypeIdx ?? 0,
    startOffset: at,
    endOffset: at - 1,
    startLine: line,
    endLine: line,
    startColumn: column,
    endColumn: column,
    isInsertedInRecovery: true,
  };
}

/** The first token of the line that each token stands on, brackets of arguments aside: one line has one problem. */
export function lines(tokens: readonly Token[]): ReadonlyMap<Token, Token> {
  const result = new Map<Token, Token>();
  let first: Token | undefined;
  let inside = 0;
  for (const [index, token] of tokens.entries()) {
    const isFirst = tokens[index - 1]?.endLine !== token.startLine;
    if (first === undefined || (isFirst && inside === 0 && (isWord(token) || token.image !== "{")))
      first = token;
    if (token.image === "(" || token.image === "[") inside++;
    else if (token.image === ")" || token.image === "]") inside--;
    else if (token.image === "{" || token.image === "}") inside = 0;
    result.set(token, first);
  }
  return result;
}
