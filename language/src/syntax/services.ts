/** The syntax services: text in, syntax tree and problems out. No Node built-in, so that it runs in a browser. */
import type { LangiumCoreServices, LangiumSharedCoreServices } from "langium";
import { createDefaultCoreModule, createDefaultSharedCoreModule, EmptyFileSystem, inject } from "langium";
import type { Model } from "../generated/ast.js";
import { EsdlGeneratedModule, EsdlGeneratedSharedModule } from "../generated/module.js";
import { EsdlLexer } from "./lexer.js";
import { createEsdlParser } from "./parser.js";
import { EsdlTokenBuilder } from "./tokens.js";

type EsdlServices = LangiumCoreServices & { readonly parser: { readonly Lexer: EsdlLexer } };

export interface SyntaxProblem {
  /** `ESDL1001` and so on. */
  readonly code: string;
  readonly message: string;
  /** Offsets into the text, in UTF-16 units; `end` is exclusive. */
  readonly start: number;
  readonly end: number;
  readonly help?: string;
}

export interface Parsed {
  readonly ast: Model;
  readonly problems: readonly SyntaxProblem[];
}

export interface SyntaxServices {
  readonly shared: LangiumSharedCoreServices;
  readonly esdl: LangiumCoreServices;
  /** Parses one file. Never throws; a damaged file gives a tree with holes filled and the problems that made them. */
  readonly parse: (text: string) => Parsed;
}

export function createSyntax(): SyntaxServices {
  const shared = inject(createDefaultSharedCoreModule(EmptyFileSystem), EsdlGeneratedSharedModule);
  const esdl = inject(createDefaultCoreModule({ shared }), EsdlGeneratedModule, {
    parser: {
      TokenBuilder: () => new EsdlTokenBuilder(),
      Lexer: (services: EsdlServices) => new EsdlLexer(services),
      LangiumParser: (services: EsdlServices) => createEsdlParser(services, services.parser.Lexer),
    },
  });
  shared.ServiceRegistry.register(esdl);
  return { shared, esdl, parse: (text) => parse(esdl, text) };
}

function parse(esdl: LangiumCoreServices, text: string): Parsed {
  const result = esdl.parser.LangiumParser.parse<Model>(text);
  const problems = [
    ...result.lexerErrors.map((error) => ({
      code: "ESDL1003",
      message: error.message,
      start: error.offset,
      end: error.offset + error.length,
    })),
    ...result.parserErrors.map((error) => ({
      code: "ESDL1001",
      message: error.message,
      start: error.token.startOffset,
      end: (error.token.endOffset ?? error.token.startOffset) + 1,
    })),
  ];
  return { ast: result.value, problems };
}
