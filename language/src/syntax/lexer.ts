/** The lexer: Langium's, with the passes over its tokens that the parser relies on. */
import type { LangiumCoreServices, LexerResult, TokenizeOptions } from "langium";
import { DefaultLexer } from "langium";
import type { RetypeTarget } from "./retype.js";
import { retype } from "./retype.js";
import type { TokenType } from "./tokens.js";

export class EsdlLexer extends DefaultLexer {
  private readonly targets: RetypeTarget;

  constructor(services: LangiumCoreServices) {
    super(services);
    this.targets = { id: this.type("ID"), undoAll: this.type("UNDO_ALL") };
  }

  override tokenize(text: string, options?: TokenizeOptions): LexerResult {
    const result = super.tokenize(text, options);
    retype(result.tokens, this.targets);
    return result;
  }

  private type(name: string): TokenType {
    const type = this.definition[name];
    if (type === undefined) throw new Error(`The grammar has no token ${name}`);
    return type;
  }
}
