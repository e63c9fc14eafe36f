/**
 * JavaScript and declarations made by TypeScript itself, for syntax that the fast way does not know: emitters of others may use
 * all of the language, as long as each file is enough for its own declarations.
 */
import type ts from "typescript";
import type { EmittedFile } from "../emitter.js";
import { decodeMappings, type Segment } from "./source-map.js";

type TypeScript = typeof ts;

export interface Compiled {
  readonly js: string;
  readonly declaration: string;
  /** Mappings to the source, as source maps write them. */
  readonly jsMappings: string;
  /** Mappings to the source, yet to be led on into the model. */
  readonly declarationSegments: readonly Segment[];
}

const compilerOptions = (ts: TypeScript): ts.CompilerOptions => ({
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleDetection: ts.ModuleDetectionKind.Force,
  newLine: ts.NewLineKind.LineFeed,
  verbatimModuleSyntax: true,
  isolatedModules: true,
  isolatedDeclarations: true,
  declaration: true,
  declarationMap: true,
  sourceMap: true,
  types: [],
  noCheck: true,
  noLib: true,
  noResolve: true,
});

/** Compiles one file, or says what is wrong with it. */
export function compileSlowly(
  ts: TypeScript,
  { path, text }: EmittedFile,
): Compiled | { readonly error: string } {
  const name = `/${path}`;
  const host: ts.CompilerHost = {
    getSourceFile: (asked, version) =>
      asked === name ? ts.createSourceFile(name, text, version) : undefined,
    getDefaultLibFileName: () => "/lib.d.ts",
    writeFile: () => undefined,
    getCurrentDirectory: () => "/",
    getCanonicalFileName: (asked) => asked,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => "\n",
    fileExists: (asked) => asked === name,
    readFile: (asked) => (asked === name ? text : undefined),
    directoryExists: () => true,
    getDirectories: () => [],
  };
  const program = ts.createProgram([name], compilerOptions(ts), host);
  const written = new Map<string, string>();
  const { diagnostics } = program.emit(undefined, (file, content) => {
    written.set(file.slice(name.length - ".ts".length), content);
  });
  // The first: the others often follow from it.
  const [first] = [...program.getSyntacticDiagnostics(), ...diagnostics];
  if (first !== undefined) return { error: ts.flattenDiagnosticMessageText(first.messageText, " ") };
  return {
    js: withoutMapComment(written.get(".js")),
    declaration: withoutMapComment(written.get(".d.ts")),
    jsMappings: mappingsOf(written.get(".js.map")),
    declarationSegments: decodeMappings(mappingsOf(written.get(".d.ts.map"))),
  };
}

function withoutMapComment(text = ""): string {
  return text.replace(/\/\/# sourceMappingURL=[^\n]*\n?$/u, "");
}

function mappingsOf(text = "{}"): string {
  const map: unknown = JSON.parse(text);
  const mappings = typeof map === "object" && map !== null && "mappings" in map ? map.mappings : undefined;
  return typeof mappings === "string" ? mappings : "";
}
