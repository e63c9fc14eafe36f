/**
 * The parser: Langium's, run a second time on mended tokens when a file does not parse. So guesses about damage never
 * touch a file that is sound, and may be bold on one that is not.
 */
import type { AstNode, LangiumCoreServices, ParseResult, ParserOptions } from "langium";
import { createParser, LangiumParser } from "langium";
import { complete } from "./complete.js";
import type { EsdlLexer } from "./lexer.js";

export class EsdlParser extends LangiumParser {
  private readonly services: LangiumCoreServices;
  private readonly esdlLexer: EsdlLexer;

  constructor(services: LangiumCoreServices, lexer: EsdlLexer) {
    super(services);
    this.services = services;
    this.esdlLexer = lexer;
  }

  override parse<T extends AstNode = AstNode>(input: string, options?: ParserOptions): ParseResult<T> {
    const result = this.parseTwice<T>(input, options);
    complete(result.value, this.services.shared.AstReflection, this.services.references.Linker);
    return result;
  }

  private parseTwice<T extends AstNode>(input: string, options?: ParserOptions): ParseResult<T> {
    const first = super.parse<T>(input, options);
    if (first.parserErrors.length === 0) return first;
    this.esdlLexer.repairing = true;
    try {
      return super.parse<T>(input, options);
    } finally {
      this.esdlLexer.repairing = false;
    }
  }
}

export function createEsdlParser(services: LangiumCoreServices, lexer: EsdlLexer): EsdlParser {
  const parser = createParser(services.Grammar, new EsdlParser(services, lexer), lexer.definition);
  parser.finalize();
  return parser;
}
