/**
 * The tokens of ESDL, made from the grammar. Keywords belong to abstract categories (NAME, WORD, HEAD), so that they
 * are accepted as names where the grammar asks for one of these.
 */
import type { LexerResult } from "langium";
import { DefaultTokenBuilder, isTokenTypeArray } from "langium";
import { anchorWords, reservedWords, statementWords } from "./words.js";

export type Token = LexerResult["tokens"][number];
export type TokenType = Token["tokenType"];

/** Tokens that only other tokens belong to, or that a pass after the lexer hands out. */
const abstractTokens: ReadonlySet<string> = new Set(["NAME", "WORD", "HEAD", "UNDO_ALL"]);

/** Tried before the keywords, since `/` would otherwise win over what begins with it. */
const firstTokens = ["WS", "DOC", "SL_COMMENT", "ML_COMMENT", "REGEX"];

/**
 * An anchor word has two token types: the lexer makes `event~`, a keyword that may also be a name; the recovery pass
 * turns it into `event`, which is the keyword and nothing else.
 */
const nameable = "~";
const wordPattern = /^[a-z]+~?$/;

/** True for the tokens of keywords that look like names. */
export function isWordKeyword(type: TokenType): boolean {
  return wordPattern.test(type.name);
}

export class EsdlTokenBuilder extends DefaultTokenBuilder {
  override buildTokens(...args: Parameters<DefaultTokenBuilder["buildTokens"]>): TokenType[] {
    const built = super.buildTokens(...args);
    const tokens = isTokenTypeArray(built) ? built : [];
    const byName = new Map(tokens.map((type) => [type.name, type]));
    const named = (name: string): TokenType => {
      const type = byName.get(name);
      if (type === undefined) throw new Error(`The grammar has no token ${name}`);
      return type;
    };

    for (const name of abstractTokens) neverLexed(named(name));
    named("ID").CATEGORIES = [named("NAME"), named("WORD"), named("HEAD")];
    afterMatchesOnly(named("REGEX"));
    const first = firstTokens.map(named);
    const rest = tokens.filter((type) => !first.includes(type));
    return [...first, ...rest.flatMap((type) => keywordTokens(type, categoriesOf(type.name).map(named)))];
  }
}

/** One token type, or the pair of an anchor word. */
function keywordTokens(type: TokenType, categories: TokenType[]): TokenType[] {
  if (!isWordKeyword(type)) return [type];
  if (!anchorWords.has(type.name)) {
    type.CATEGORIES = categories;
    return [type];
  }
  const lexed: TokenType = { ...type, name: type.name + nameable, CATEGORIES: [type, ...categories] };
  neverLexed(type);
  return [lexed, type];
}

function categoriesOf(word: string): string[] {
  if (reservedWords.has(word)) return ["NAME"];
  return statementWords.has(word) ? ["NAME", "WORD"] : ["NAME", "WORD", "HEAD"];
}

function neverLexed(type: TokenType): void {
  type.PATTERN = () => null;
  type.START_CHARS_HINT = ["\u0001"];
  type.LINE_BREAKS = false;
  delete type.LONGER_ALT;
}

/** A regex literal stands right after the operator `matches`; elsewhere a slash divides. */
function afterMatchesOnly(type: TokenType): void {
  const pattern = type.PATTERN;
  if (!(pattern instanceof RegExp)) throw new Error("The terminal REGEX is a regular expression");
  const sticky = new RegExp(pattern.source, "y");
  type.PATTERN = (text: string, offset: number, before: readonly Token[]) => {
    const last = before.at(-1);
    if (last?.image !== "matches") return null;
    const dot = before.at(-2)?.image;
    if (dot === "." || dot === "?.") return null;
    sticky.lastIndex = offset;
    return sticky.exec(text);
  };
  type.START_CHARS_HINT = ["/"];
  type.LINE_BREAKS = false;
}
