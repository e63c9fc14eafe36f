/**
 * The parser: Langium's, run again on mended tokens when a file does not parse. So guesses about damage never touch a
 * file that is sound, and may be bold on one that is not. Of a damaged file each declaration from the first mistake on is
 * read by itself; each round mends one place in it, since what the round finds after that is likely to be its echo.
 */
import type { Model } from "../generated/ast.js";
import type { AstNode, LangiumCoreServices, LexerResult, ParseResult } from "langium";
import { createParser, CstNodeBuilder, LangiumParser } from "langium";
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
import { type Findings, select } from "./select.js";
import { prune } from "./blocks.js";
import { type Recovery, recoveryOf } from "./recovery.js";
import { append, soundRegions, truncate } from "./regions.js";
import { mend, type Region, regionsOf } from "./structure.js";
import type { Token } from "./tokens.js";

/** How often a damaged declaration is parsed at most; in long files less often, since all of them may be damaged. */
const rounds = 8;
const roundsWhenLong = 3;
const longFile = 20_000;

/** How many tokens are put in before one place at most. */
const insertions = 6;

interface Outcome {
  readonly result: ParseResult<Model>;
  readonly problems: readonly SyntaxProblem[];
}

/** One region that was read by itself, its tree under a root of its own, and what was wrong with it. */
interface Read extends Pick<Findings, "brackets" | "misplaced" | "failures"> {
  readonly result: ParseResult<Model>;
}

/** The tokens before a region and after it, and its first failure where that is known already. */
interface Around {
  readonly before: Token | undefined;
  readonly after: Token | undefined;
  readonly failure: Failure | undefined;
}

export interface ParserMode {
  /** Keeps of the concrete syntax only where things stand: enough for checking, not for editing. */
  readonly placesOnly?: boolean;
}

export class EsdlParser extends LangiumParser {
  private readonly services: LangiumCoreServices;
  private readonly esdlLexer: EsdlLexer;
  private readonly recorder: ExpectationRecorder;
  private readonly builder: PlaceBuilder | CstNodeBuilder;
  private readonly recovery: Recovery;

  constructor(
    services: LangiumCoreServices,
    lexer: EsdlLexer,
    recorder: ExpectationRecorder,
    { placesOnly = false }: ParserMode,
  ) {
    super(services);
    this.builder = placesOnly ? new PlaceBuilder() : new CstNodeBuilder();
    // Langium has no service for it.
    Reflect.set(this, "nodeBuilder", this.builder);
    this.services = services;
    this.esdlLexer = lexer;
    this.recorder = recorder;
    this.recovery = recoveryOf(this.wrapper);
  }

  /** Reads a file; the grammar's other rules are not read by themselves. */
  override parse<T extends AstNode = AstNode>(input: string): ParseResult<T> {
    return this.parseFile(input) as ParseResult as ParseResult<T>;
  }

  private parseFile(input: string): ParseResult<Model> {
    const lexed = this.esdlLexer.tokenize(input);
    try {
      const deep = tooDeep(lexed.tokens);
      if (deep !== undefined) return this.refuse(input, lexed, deep);
      const { result, problems } = this.parseShallow(input, lexed);
      const refused = this.finish(result, lexed, problems);
      return refused === undefined ? result : this.refuse(input, lexed, refused);
    } catch (error) {
      // An overflow inside of Langium can surface as what it left undone.
      if (!(error instanceof RangeError) && !isShortOfStack()) throw error;
      // The limits leave room enough for a stack of usual size; this one was smaller, or nearly used up.
      Reflect.set(this, "stack", []);
      return this.refuse(input, lexed, outOfStack(input.length));
    }
  }

  private parseShallow(input: string, lexed: LexerResult): Outcome {
    const lexical = lexicalProblems(input, lexed);
    // Whatever is found after the first failure is not looked at.
    const first = this.parseTokens(input, lexed, lexed.tokens, false);
    const failure = this.firstFailure(first, lexed.tokens);
    if (failure !== undefined) return this.parseDamaged(input, lexed, lexical, { result: first, failure });
    const found = { tokens: lexed.tokens, lexical, brackets: [], misplaced: [], failures: [] };
    return { result: first, problems: select(found) };
  }

  /** An empty tree for what is nested too deeply to be read. */
  private refuse(input: string, lexed: LexerResult, why: SyntaxProblem): ParseResult<Model> {
    const nothing = { ...lexed, hidden: [] };
    const result = this.parseTokens(input, nothing, [], true);
    this.finish(result, nothing, [why]);
    return result;
  }

  /** Goes on where the tree of what was read before the first failure ends. */
  private parseDamaged(
    input: string,
    lexed: LexerResult,
    lexical: readonly SyntaxProblem[],
    first: { readonly result: ParseResult<Model>; readonly failure: Failure },
  ): Outcome {
    const regions = regionsOf(lexed.tokens);
    const sound = soundRegions(first.result.value, regions);
    const limit = lexed.tokens.length > longFile ? roundsWhenLong : rounds;
    let result = sound === 0 ? undefined : first.result;
    if (result !== undefined) truncate(result.value, regions[sound]?.[0]?.startOffset ?? 0, this.builder);
    const reads = regions.slice(sound).map((region, index): Read => {
      const [before, after] = [regions[sound + index - 1]?.at(-1), regions[sound + index + 1]?.[0]];
      const isKnown = index === 0 && failsIn(region, after, first.failure);
      const around = { before, after, failure: isKnown ? first.failure : undefined };
      const text = { ...lexed, hidden: result === undefined ? lexed.hidden : [] };
      const read = this.readRegion(input, text, region, around, limit);
      if (result === undefined) result = read.result;
      else append(result.value, read.result.value.declarations, this.builder);
      return read;
    });
    const problems = select({
      tokens: lexed.tokens,
      lexical,
      brackets: reads.flatMap(({ brackets }) => brackets),
      misplaced: reads.flatMap(({ misplaced }) => misplaced),
      failures: reads.flatMap(({ failures }) => failures),
    });
    return {
      result: result ?? first.result,
      problems: problems.length > 0 ? problems : [describe(first.failure)],
    };
  }

  /** As it is written, if it can be read so; else mended until nothing is left to mend. */
  private readRegion(input: string, lexed: LexerResult, region: Region, around: Around, limit: number): Read {
    const asWritten = around.failure ? undefined : this.parseTokens(input, lexed, region, false);
    const first = around.failure ?? (asWritten && this.firstFailure(asWritten, region));
    if (asWritten !== undefined && first === undefined)
      return { result: asWritten, brackets: [], misplaced: [], failures: [] };

    const { definition } = this.esdlLexer;
    const anchored = anchor(region, definition);
    const mended = mend(region, (image) => this.esdlLexer.type(image));
    const pruned = prune(mended.tokens);
    const ended = endLines(pruned.tokens, around.after, this.esdlLexer.type("ID"));
    const guesses = [mended.problems, pruned.misplaced, ended.failures];
    const isAsWritten = !anchored && guesses.every(({ length }) => length === 0);
    const found: Failure[] = [...ended.failures];
    const tried = new Map<Token | undefined, number>();
    const read = (result: ParseResult<Model>): Read => ({
      result,
      brackets: mended.problems,
      misplaced: pruned.misplaced,
      failures: found.map((failure) => (tried.get(failure.token) === 1 ? lacking(failure) : failure)),
    });
    let tokens = ended.tokens;
    for (let round = 0; ; round++) {
      // What is wrong with it as it is written is known; what comes after the first failure is not looked at.
      const result = round === 0 && isAsWritten ? undefined : this.parseTokens(input, lexed, tokens, false);
      const failure = result === undefined ? first : this.firstFailure(result, tokens);
      if (result !== undefined && failure === undefined) return read(result);
      const asFarAsItGoes = (): Read => read(this.parseTokens(input, lexed, tokens, true));
      if (failure === undefined || round === limit) return asFarAsItGoes();
      const { before = around.before, token = around.after } = failure;
      const count = tried.get(token) ?? 0;
      tried.set(token, count + 1);
      if (count === 0) found.push({ ...failure, before, token });
      const put = count < insertions ? inserted(tokens, failure, definition) : undefined;
      const next = put ?? cut(tokens, failure);
      if (next === undefined) return asFarAsItGoes();
      tokens = next;
    }
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

  /** With `goesOn`, behind what it cannot read as well. */
  private parseTokens(
    input: string,
    lexed: LexerResult,
    tokens: readonly Token[],
    goesOn: boolean,
  ): ParseResult<Model> {
    this.recorder.clear();
    this.recovery(goesOn);
    // Langium takes the hidden tokens out of their list as it goes.
    this.esdlLexer.prepared = { ...lexed, tokens: [...tokens], hidden: [...lexed.hidden] };
    try {
      return super.parse<Model>(input);
    } finally {
      this.esdlLexer.prepared = undefined;
    }
  }

  private firstFailure(result: ParseResult, tokens: readonly Token[]): Failure | undefined {
    for (const { message, token } of result.parserErrors) {
      const expectation = this.recorder.take(message);
      if (expectation === undefined) continue;
      const index = tokens.indexOf(token);
      const before = index < 0 ? tokens.at(-1) : tokens[index - 1];
      let first = index;
      while (first > 0 && tokens[first - 1]?.endLine === token.startLine) first--;
      const next = index < 0 ? undefined : tokens[index + 1];
      return { ...expectation, token: index < 0 ? undefined : token, before, first: tokens[first], next };
    }
    return undefined;
  }
}

/** Whether what could not be read stands in a region, or is missing at the end of the last one. */
const failsIn = (region: Region, after: Token | undefined, { token }: Failure): boolean =>
  token === undefined ? after === undefined : region.indexOf(token) > 0;

/** With the signs that were put in, where nothing more was wrong with that place then. */
function lacking(failure: Failure): Failure {
  const lacks = signsFor(failure);
  return lacks === undefined ? failure : { ...failure, lacks };
}

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

/** Makes the parser of the language. */
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
