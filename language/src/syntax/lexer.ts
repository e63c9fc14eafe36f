/** The lexer: Langium's, with the passes over its tokens that the parser relies on. */
import type { LangiumCoreServices, LexerResult, TokenizeOptions } from "langium";
import { DefaultLexer } from "langium";
import { anchor } from "./anchors.js";
import type { Misplaced } from "./blocks.js";
import { prune } from "./blocks.js";
import type { RetypeTarget } from "./retype.js";
import { retype } from "./retype.js";
import type { BracketProblem, BracketTypes } from "./structure.js";
import { mend } from "./structure.js";
import type { TokenType } from "./tokens.js";

export class EsdlLexer extends DefaultLexer {
  /** Set for the second look at a file that did not parse: its brackets are mended and its keywords anchored. */
  repairing = false;
  /** What the last repair found. */
  bracketProblems: readonly BracketProblem[] = [];
  misplaced: readonly Misplaced[] = [];
  private readonly targets: RetypeTarget;
  private readonly brackets: BracketTypes;

  constructor(services: LangiumCoreServices) {
    super(services);
    this.targets = { id: this.type("ID"), undoAll: this.type("UNDO_ALL") };
    this.brackets = new Map(["{", "}", "(", ")", "[", "]"].map((image) => [image, this.type(image)]));
  }

  override tokenize(text: string, options?: TokenizeOptions): LexerResult {
    const result = super.tokenize(text, options);
    retype(result.tokens, this.targets);
    if (!this.repairing) return result;
    anchor(result.tokens, this.definition);
    const mended = mend(result.tokens, this.brackets);
    this.bracketProblems = mended.problems;
    const pruned = prune(mended.tokens);
    this.misplaced = pruned.misplaced;
    return { ...result, tokens: [...pruned.tokens] };
  }

  private type(name: string): TokenType {
    const type = this.definition[name];
    if (type === undefined) throw new Error(`The grammar has no token ${name}`);
    return type;
  }
}
