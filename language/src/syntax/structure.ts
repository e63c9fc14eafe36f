/**
 * Mends the brackets of a damaged file before it is parsed, so that one lost bracket costs its own block and not the rest
 * of the file. It goes by indentation, as a reader does: a line that stands no deeper than the line which opened a
 * bracket ends what that bracket holds. Files whose brackets match are left alone, however they are laid out.
 */
import { own } from "./own.js";
import type { Token, TokenType } from "./tokens.js";
import { isWordKeyword } from "./tokens.js";
import { continuationWords, declarationWords } from "./words.js";

/** What was wrong with one bracket; `at` is the offset of the mistake. */
export type BracketProblem =
  | {
      readonly kind: "unclosed";
      readonly at: number;
      readonly opener: Token;
      readonly closer: string;
      /** Of the line that the closing bracket belongs under. */
      readonly column: number;
    }
  | { readonly kind: "unopened"; readonly at: number }
  | { readonly kind: "stray"; readonly at: number; readonly token: Token };

export interface Mended {
  readonly tokens: readonly Token[];
  readonly problems: readonly BracketProblem[];
}

/** Answers the token type of a bracket. */
export type BracketTypes = (bracket: string) => TokenType;

const closerOf: Readonly<Record<string, string>> = { "{": "}", "(": ")", "[": "]" };
const closers: ReadonlySet<string> = new Set(["}", ")", "]"]);

/** With more edits than these in one declaration, indentation is no guide to it. */
const editLimit = 4;

/** True where a top-level declaration begins, by its word and its place in the first column. */
export function beginsDeclaration(tokens: readonly Token[], index: number): boolean {
  const [first, second] = [tokens[index], tokens[index + 1]];
  if (first?.startColumn !== 1) return false;
  return openingWords.has(first.image) && second?.image !== ":" && second?.image !== "=";
}

/** The words that a declaration can begin with. */
const openingWords: ReadonlySet<string> = new Set([...declarationWords, "public", "external", "scenario"]);

/** A word, keyword or not. */
export function isWord(token: Token): boolean {
  return token.tokenType.name === "ID" || isWordKeyword(token.tokenType);
}

/** The tokens of one top-level declaration. */
export type Region = readonly Token[];

/** The header, which may be empty, then a region for each declaration, up to the next one. */
export function regionsOf(tokens: readonly Token[]): readonly Region[] {
  const found: Token[][] = [[]];
  tokens.forEach((token, index) => {
    if (beginsDeclaration(tokens, index)) found.push([]);
    found.at(-1)?.push(token);
  });
  return found;
}

/** Mends the brackets of one declaration. */
export function mend(tokens: Region, types: BracketTypes): Mended {
  if (isBalanced(tokens)) return { tokens, problems: [] };
  const byIndent = new Mender(tokens, types, true).run();
  return byIndent.problems.length <= editLimit ? byIndent : new Mender(tokens, types, false).run();
}

function isBalanced(tokens: readonly Token[]): boolean {
  const open: string[] = [];
  for (const { image, tokenType } of tokens) {
    const closer = tokenType.name === "STRING" ? undefined : own(closerOf, image);
    if (closer !== undefined) open.push(closer);
    else if (closers.has(image) && open.pop() !== image) return false;
  }
  return open.length === 0;
}

interface Open {
  readonly token: Token;
  readonly closer: string;
  /** The column of the line that the bracket belongs to: that of the header it ends. */
  readonly column: number;
}

/** One pass over the tokens of one declaration. */
class Mender {
  private readonly source: readonly Token[];
  private readonly types: BracketTypes;
  private readonly byIndent: boolean;
  private readonly out: Token[] = [];
  private readonly open: Open[] = [];
  private readonly problems: BracketProblem[] = [];

  constructor(source: readonly Token[], types: BracketTypes, byIndent: boolean) {
    this.source = source;
    this.types = types;
    this.byIndent = byIndent;
  }

  run(): Mended {
    this.source.forEach((token, index) => {
      const first = this.source[index - 1]?.endLine !== token.startLine;
      if (first && this.byIndent) this.closeDeeper(token);
      if (closers.has(token.image)) this.close(token, first);
      else if (Object.hasOwn(closerOf, token.image)) this.push(token);
      else this.out.push(token);
    });
    while (this.open.length > 0) this.insertCloser();
    return { tokens: this.out, problems: this.problems };
  }

  /** A new line ends every bracket whose own line is not further left. */
  private closeDeeper(token: Token): void {
    const column = columnOf(token);
    const isCloser = closers.has(token.image);
    for (let top = this.open.at(-1); top !== undefined; top = this.open.at(-1)) {
      if (isCloser ? top.column <= column : top.column < column) return;
      this.insertCloser();
    }
  }

  private push(token: Token): void {
    // Arguments and lists hold no blocks.
    if (token.image === "{")
      while (this.open.at(-1)?.closer !== "}" && this.open.length > 0) this.insertCloser();
    this.out.push(token);
    const closer = own(closerOf, token.image);
    if (closer !== undefined) this.open.push({ token, closer, column: this.headerColumn() });
  }

  private close(token: Token, first: boolean): void {
    const depth = this.matching(token, first);
    if (depth === undefined) {
      if (token.image === "}" && first && this.insertOpener(columnOf(token))) this.out.push(token);
      else this.problems.push({ kind: "stray", at: token.startOffset, token });
      return;
    }
    while (this.open.length > depth + 1) this.insertCloser();
    this.open.pop();
    this.out.push(token);
  }

  /** The open bracket that a closing one belongs to, as an index. */
  private matching(token: Token, first: boolean): number | undefined {
    for (let index = this.open.length - 1; index >= 0; index--) {
      const open = this.open[index];
      if (open === undefined) return undefined;
      if (open.closer === token.image) return this.fits(open, token, first) ? index : undefined;
      if (token.image !== "}" && open.closer === "}") return undefined;
    }
    return undefined;
  }

  private fits(open: Open, token: Token, first: boolean): boolean {
    if (!this.byIndent || token.image !== "}") return true;
    return first ? open.column === columnOf(token) : open.token.startLine === token.startLine;
  }

  private insertCloser(): void {
    const open = this.open.pop();
    if (open === undefined) return;
    const at = endOf(this.out.at(-1));
    const { token: opener, closer, column } = open;
    this.problems.push({ kind: "unclosed", at, opener, closer, column });
    this.out.push(this.made(open.closer, this.out.at(-1)));
  }

  /** A block's end stands here, but nothing in this column opened one: finds the header that should have. */
  private insertOpener(column: number): boolean {
    const from =
      this.open.length === 0
        ? -1
        : this.out.lastIndexOf(this.open.at(-1)?.token ?? this.made("{", undefined));
    let header = this.out.length - 1;
    while (header > from && !(this.isFirst(header) && columnOf(this.at(header)) <= column)) header--;
    if (header <= from || columnOf(this.at(header)) !== column || !isWord(this.at(header))) return false;
    let end = header + 1;
    while (end < this.out.length && !(this.isFirst(end) && !this.goesOn(end))) end++;
    const before = this.at(end - 1);
    if (before.image === "{" || before.image === "}") return false;
    this.problems.push({ kind: "unopened", at: endOf(before) });
    this.out.splice(end, 0, this.made("{", before));
    return true;
  }

  /** True for a line that goes on with the header above it: its first word is followed by another, and is no name. */
  private goesOn(index: number): boolean {
    const next = this.out[index + 1];
    if (!continuationWords.has(this.at(index).image) || next === undefined) return false;
    return next.startLine === this.at(index).startLine && isWord(next) && next.image !== "all";
  }

  private at(index: number): Token {
    return this.out[index] ?? this.made("{", undefined);
  }

  private isFirst(index: number): boolean {
    return this.out[index - 1]?.endLine !== this.out[index]?.startLine;
  }

  /** The column of the header that the last token of `out` ends: of its line, or of the line that its line goes on from. */
  private headerColumn(): number {
    let column = Infinity;
    for (let index = this.out.length - 1; index >= 0; index--) {
      const token = this.out[index];
      if (token === undefined || !this.isFirst(index)) continue;
      if (columnOf(token) < column) {
        column = columnOf(token);
        if (!continuationWords.has(token.image)) return column;
      }
    }
    return Number.isFinite(column) ? column : 1;
  }

  private made(image: string, after: Token | undefined): Token {
    const tokenType = this.types(image);
    const line = after?.endLine ?? 1;
    const column = (after?.endColumn ?? 0) + 1;
    return {
      image,
      tokenType,
      tokenTypeIdx: tokenType.tokenTypeIdx ?? 0,
      startOffset: endOf(after),
      endOffset: endOf(after) - 1,
      startLine: line,
      endLine: line,
      startColumn: column,
      endColumn: column,
      isInsertedInRecovery: true,
    };
  }
}

function columnOf(token: Token): number {
  return token.startColumn ?? 1;
}

function endOf(token: Token | undefined): number {
  return token === undefined ? 0 : (token.endOffset ?? token.startOffset) + 1;
}
