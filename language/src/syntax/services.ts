/**
 * The syntax services: text in, syntax tree and problems out. No Node built-in, so that it runs in a browser.
 *
 * `createSyntax()` builds the services once; `parse(text)` reads one file without any document. The tree's types are in
 * `../generated/ast.js` (made from `../grammar/esdl.langium`, which documents them); doc comments are asked of `docOf`
 * in `doc.ts`. With documents, use `shared.workspace.LangiumDocumentFactory` and ask `problemsOf(root)`: the documents'
 * own lists of parser and lexer errors stay empty, because these words are better.
 */
import type { LangiumCoreServices, LangiumSharedCoreServices } from "langium";
import { createDefaultCoreModule, createDefaultSharedCoreModule, EmptyFileSystem, inject } from "langium";
import type { Model } from "../generated/ast.js";
import { EsdlGeneratedModule, EsdlGeneratedSharedModule } from "../generated/module.js";
import { ExpectationRecorder } from "./expectations.js";
import { EsdlLexer } from "./lexer.js";
import { problemsOf } from "./finish.js";
import { createEsdlParser, type ParserMode } from "./parser.js";
import type { SyntaxProblem } from "./problem.js";
import { EsdlTokenBuilder } from "./tokens.js";
import { EsdlValueConverter } from "./values.js";

export { docOf } from "./doc.js";
export { problemsOf } from "./finish.js";
export type { SyntaxCode, SyntaxProblem } from "./problem.js";

/** The tree of one file, and what is wrong with its syntax, in order. */
export interface Parsed {
  readonly ast: Model;
  readonly problems: readonly SyntaxProblem[];
}

export interface SyntaxServices {
  readonly shared: LangiumSharedCoreServices;
  readonly esdl: LangiumCoreServices;
  /** Parses one file. Never throws; a damaged file gives a tree with its holes filled and the problems that made them. */
  readonly parse: (text: string) => Parsed;
}

interface OwnParts {
  readonly parser: { readonly Lexer: EsdlLexer; readonly ParserErrorMessageProvider: ExpectationRecorder };
}

/** Builds the services; takes some ten milliseconds, so keep them. */
export function createSyntax(mode: ParserMode = {}): SyntaxServices {
  const shared = inject(createDefaultSharedCoreModule(EmptyFileSystem), EsdlGeneratedSharedModule);
  const esdl = inject(createDefaultCoreModule({ shared }), EsdlGeneratedModule, {
    parser: {
      TokenBuilder: () => new EsdlTokenBuilder(),
      ValueConverter: () => new EsdlValueConverter(),
      Lexer: (services: LangiumCoreServices) => new EsdlLexer(services),
      ParserErrorMessageProvider: () => new ExpectationRecorder(),
      LangiumParser: (services: LangiumCoreServices & OwnParts) =>
        createEsdlParser(services, services.parser.Lexer, services.parser.ParserErrorMessageProvider, mode),
    },
  });
  shared.ServiceRegistry.register(esdl);
  return {
    shared,
    esdl,
    parse: (text) => {
      const ast = esdl.parser.LangiumParser.parse<Model>(text).value;
      return { ast, problems: problemsOf(ast) };
    },
  };
}
