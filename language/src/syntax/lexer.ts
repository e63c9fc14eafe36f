/** The lexer: Langium's, with the pass that tells names from keywords; it can also be given tokens that are ready. */
import type { LexerResult, TokenizeOptions } from "langium";
import { DefaultLexer } from "langium";
import { retype } from "./retype.js";
import type { TokenType } from "./tokens.js";

export class EsdlLexer extends DefaultLexer {
  /** What the next calls answer, whatever the text: the parser sets it to parse tokens that it has mended. */
  prepared: LexerResult | undefined;

  override tokenize(text: string, options?: TokenizeOptions): LexerResult {
    if (this.prepared !== undefined) return this.prepared;
    const result = super.tokenize(text, options);
    retype(result.tokens, { id: this.type("ID"), undoAll: this.type("UNDO_ALL") });
    return result;
  }

  /** The token type of a name, keyword or sign of the grammar. */
  type(name: string): TokenType {
    const type = this.definition[name];
    if (type === undefined) throw new Error(`The grammar has no token ${name}`);
    return type;
  }
}
