/**
 * The parser: Langium's, run again on mended tokens when a file does not parse. So guesses about damage never touch a
 * file that is sound, and may be bold on one that is not. Each round mends at most one place in each declaration; what a
 * round finds after it is likely to be its echo.
 */
import type { AstNode, LangiumCoreServices, LexerResult, ParseResult, ParserOptions } from "langium";
import { createParser, LangiumParser } from "langium";
import { anchor } from "./anchors.js";
import { endLines } from "./dangling.js";
import type { ExpectationRecorder } from "./expectations.js";
import { finish } from "./finish.js";
import { outOfStack, tooDeep } from "./guard.js";
import type { EsdlLexer } from "./lexer.js";
import { lexicalProblems } from "./lexical.js";
import type { Failure } from "./messages.js";
import { describe } from "./messages.js";
import { PlaceBuilder } from "./places.js";
import type { SyntaxProblem } from "./problem.js";
import { cut, inserted, signsFor } from "./recover.js";
import type { Findings } from "./select.js";
import { select } from "./select.js";
import { prune } from "./blocks.js";
import { beginsDeclaration, mend } from "./structure.js";
import type { Token } from "./tokens.js";

/** How often a damaged file is parsed at most; each round costs as much as the first, so long files get fewer. */
const rounds = 8;
const roundsWhenLong = 3;
const longFile = 20_000;

/** How many tokens are put in before one place at most. */
const insertions = 6;

interface Outcome<T> {
  readonly result: ParseResult<T>;
  readonly problems: readonly SyntaxProblem[];
}

export interface ParserMode {
  /** Keeps of the concrete syntax only where things stand: enough for checking, not for editing. */
  readonly placesOnly?: boolean;
}

export class EsdlParser extends LangiumParser {
  private readonly services: LangiumCoreServices;
  private readonly esdlLexer: EsdlLexer;
  private readonly recorder: ExpectationRecorder;

  constructor(
    services: LangiumCoreServices,
    lexer: EsdlLexer,
    recorder: ExpectationRecorder,
    { placesOnly = false }: ParserMode,
  ) {
    super(services);
    // Langium has no service for it.
    if (placesOnly) Reflect.set(this, "nodeBuilder", new PlaceBuilder());
    this.services = services;
    this.esdlLexer = lexer;
    this.recorder = recorder;
  }

  override parse<T extends AstNode = AstNode>(input: string, options?: ParserOptions): ParseResult<T> {
    const lexed = this.esdlLexer.tokenize(input);
    try {
      const deep = tooDeep(lexed.tokens);
      if (deep !== undefined) return this.refuse<T>(input, lexed, deep, options);
      const { result, problems } = this.parseShallow<T>(input, lexed, options);
      const refused = this.finish(result, lexed, problems);
      return refused === undefined ? result : this.refuse<T>(input, lexed, refused, options);
    } catch (error) {
      // An overflow inside of Langium can surface as what it left undone.
      if (!(error instanceof RangeError) && !isShortOfStack()) throw error;
      // The limits leave room enough for a stack of usual size; this one was smaller, or nearly used up.
      Reflect.set(this, "stack", []);
      return this.refuse<T>(input, lexed, outOfStack(input.length), options);
    }
  }

  private parseShallow<T extends AstNode>(
    input: string,
    lexed: LexerResult,
    options: ParserOptions | undefined,
  ): Outcome<T> {
    const first = this.parseTokens<T>(input, lexed, lexed.tokens, options);
    const failures = this.failures(first, lexed.tokens);
    const lexical = lexicalProblems(input, lexed);
    if (failures.length > 0) return this.parseDamaged<T>(input, lexed, lexical, failures, options);
    const found = { tokens: lexed.tokens, lexical, brackets: [], misplaced: [], failures: [] };
    return { result: first, problems: select(found) };
  }

  /** An empty tree for what is nested too deeply to be read. */
  private refuse<T extends AstNode>(
    input: string,
    lexed: LexerResult,
    why: SyntaxProblem,
    options: ParserOptions | undefined,
  ): ParseResult<T> {
    const nothing = { ...lexed, hidden: [] };
    const result = this.parseTokens<T>(input, nothing, [], options);
    this.finish(result, nothing, [why]);
    return result;
  }

  /** Mends and parses until nothing is left to mend. */
  private parseDamaged<T extends AstNode>(
    input: string,
    lexed: LexerResult,
    lexical: readonly SyntaxProblem[],
    unmended: readonly Failure[],
    options: ParserOptions | undefined,
  ): Outcome<T> {
    anchor(lexed.tokens, this.esdlLexer.definition);
    const mended = mend(lexed.tokens, (image) => this.esdlLexer.type(image));
    const pruned = prune(mended.tokens);
    const ended = endLines(pruned.tokens, this.esdlLexer.type("ID"));
    const found: Failure[] = [...ended.failures];
    const tried = new Map<Token | undefined, number>();
    let tokens = ended.tokens;
    let result = this.parseTokens<T>(input, lexed, tokens, options);
    const limit = tokens.length > longFile ? roundsWhenLong : rounds;
    for (let round = 0; round < limit; round++) {
      const failures = this.failures(result, tokens);
      let next = tokens;
      for (const failure of firstOfEach(failures, tokens)) {
        const count = tried.get(failure.token) ?? 0;
        tried.set(failure.token, count + 1);
        if (count === 0) found.push(failure);
        const put = count < insertions ? inserted(next, failure, this.esdlLexer.definition) : undefined;
        next = put ?? cut(next, failure) ?? next;
      }
      if (next === tokens) break;
      tokens = next;
      result = this.parseTokens<T>(input, lexed, tokens, options);
    }
    const findings: Findings = {
      tokens: lexed.tokens,
      lexical,
      brackets: mended.problems,
      misplaced: pruned.misplaced,
      failures: found.map((failure) => (tried.get(failure.token) === 1 ? lacking(failure) : failure)),
    };
    const problems = select(findings);
    return { result, problems: problems.length > 0 ? problems : unmended.slice(0, 1).map(describe) };
  }

  private finish(
    result: ParseResult,
    lexed: LexerResult,
    problems: readonly SyntaxProblem[],
  ): SyntaxProblem | undefined {
    // The parser's own errors are followed up by `problemsOf`, in better words.
    result.parserErrors = [];
    result.lexerErrors = [];
    const { shared, references } = this.services;
    return finish(result.value, lexed, problems, {
      reflection: shared.AstReflection,
      linker: references.Linker,
    });
  }

  private parseTokens<T extends AstNode>(
    input: string,
    lexed: LexerResult,
    tokens: readonly Token[],
    options: ParserOptions | undefined,
  ): ParseResult<T> {
    this.recorder.clear();
    // Langium takes the hidden tokens out of their list as it goes.
    this.esdlLexer.prepared = { ...lexed, tokens: [...tokens], hidden: [...lexed.hidden] };
    try {
      return super.parse<T>(input, options);
    } finally {
      this.esdlLexer.prepared = undefined;
    }
  }

  private failures(result: ParseResult, tokens: readonly Token[]): Failure[] {
    if (result.parserErrors.length === 0) return [];
    const places = new Map(tokens.map((token, index) => [token, index]));
    return result.parserErrors.flatMap(({ message, token }) => {
      const expectation = this.recorder.take(message);
      if (expectation === undefined) return [];
      const index = places.get(token) ?? -1;
      const before = index < 0 ? tokens.at(-1) : tokens[index - 1];
      let first = index;
      while (first > 0 && tokens[first - 1]?.endLine === token.startLine) first--;
      const next = index < 0 ? undefined : tokens[index + 1];
      return [{ ...expectation, token: index < 0 ? undefined : token, before, first: tokens[first], next }];
    });
  }
}

/** With the signs that were put in, where nothing more was wrong with that place then. */
function lacking(failure: Failure): Failure {
  const lacks = signsFor(failure);
  return lacks === undefined ? failure : { ...failure, lacks };
}

/** The first failure of each top-level declaration. */
function firstOfEach(failures: readonly Failure[], tokens: readonly Token[]): Failure[] {
  const starts = tokens.flatMap((token, index) =>
    beginsDeclaration(tokens, index) ? [token.startOffset] : [],
  );
  const seen = new Set<number>();
  return failures.filter(({ before }) => {
    const offset = before?.startOffset ?? 0;
    const declaration = starts.findLastIndex((start) => start <= offset);
    if (seen.has(declaration)) return false;
    seen.add(declaration);
    return true;
  });
}

/** Makes the parser of the language. */
/** Frames that a stack of usual size still has when a model is parsed. */
const usualFrames = 7000;

function isShortOfStack(): boolean {
  const descend = (frames: number): number => (frames === 0 ? 0 : 1 + descend(frames - 1));
  try {
    return descend(usualFrames) < usualFrames;
  } catch {
    return true;
  }
}

export function createEsdlParser(
  services: LangiumCoreServices,
  lexer: EsdlLexer,
  recorder: ExpectationRecorder,
  mode: ParserMode,
): EsdlParser {
  const made = new EsdlParser(services, lexer, recorder, mode);
  const parser = createParser(services.Grammar, made, lexer.definition);
  parser.finalize();
  return parser;
}
