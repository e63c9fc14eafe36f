/**
 * JavaScript, declarations and maps from generated TypeScript, without a type check: the code satisfies
 * `isolatedDeclarations`, so that each file is enough for its own declarations. One program for many files costs less than
 * one a file; parts keep its memory bounded.
 */
import { createHash } from "node:crypto";
import { createRequire } from "node:module";
import { posix } from "node:path";
import type ts from "typescript";
import type { EmittedFile } from "../emitter.js";
import { declarationMap, digestOf } from "./declaration-map.js";
import { typescriptVersion } from "./version.js";

type TypeScript = typeof ts;

export interface DistOptions {
  /** The model's files, relative to the output folder. */
  readonly modelFiles: readonly string[];
  /** Texts of an earlier run by path; what was made from the same source is not made again. */
  readonly previous?: (path: string) => string | undefined;
  readonly onProgress?: (done: number, total: number) => void;
}

export interface Dist {
  readonly files: readonly EmittedFile[];
  /** Sources that TypeScript cannot emit. */
  readonly errors: readonly { readonly path: string; readonly message: string }[];
}

/** Whether a file is compiled: TypeScript below `src/`. */
export function isSource(path: string): boolean {
  return path.startsWith("src/") && path.endsWith(".ts") && !path.endsWith(".d.ts");
}

/** @param sources files for which `isSource` holds. */
export function emitDist(sources: readonly EmittedFile[], options: DistOptions): Dist {
  const files: EmittedFile[] = [];
  const stale: { readonly source: EmittedFile; readonly digest: string }[] = [];
  for (const source of sources) {
    const digest = digestFor(source, options.modelFiles);
    const known = reuse(source.path, digest, options.previous);
    if (known === undefined) stale.push({ source, digest });
    else files.push(...known);
  }
  const errors: Dist["errors"][number][] = [];
  for (let start = 0; start < stale.length; start += part) {
    const chunk = stale.slice(start, start + part);
    const emitted = compile(chunk.map(({ source }) => source));
    errors.push(...emitted.errors);
    for (const { source, digest } of chunk)
      files.push(...outputs(source, digest, emitted.texts, options.modelFiles));
    options.onProgress?.(start + chunk.length, stale.length);
  }
  return { files, errors };
}

/** How many files go into one program. */
const part = 100;

/** Raised when the same source gives another output. */
const distFormat = 1;

function digestFor(source: EmittedFile, modelFiles: readonly string[]): string {
  const links = (source.links ?? []).map(({ line, column, span }) => [
    line,
    column,
    modelFiles[span[0]],
    span[1],
    span[2],
  ]);
  return createHash("sha256")
    .update(JSON.stringify([distFormat, typescriptVersion, source.path, links]))
    .update(source.text)
    .digest("hex");
}

function pathsOf(source: string): { js: string; jsMap: string; declaration: string; map: string } {
  const base = posix.join("dist", source.slice("src/".length, -".ts".length));
  return { js: `${base}.js`, jsMap: `${base}.js.map`, declaration: `${base}.d.ts`, map: `${base}.d.ts.map` };
}

/** What an earlier run made from the same source, if all of it is there. */
function reuse(source: string, digest: string, previous: DistOptions["previous"]): EmittedFile[] | undefined {
  if (previous === undefined) return undefined;
  const { map, ...others } = pathsOf(source);
  const mapText = previous(map);
  if (mapText === undefined || digestOf(mapText) !== digest) return undefined;
  const files = [{ path: map, text: mapText }];
  for (const path of Object.values(others)) {
    const text = previous(path);
    if (text === undefined) return undefined;
    files.push({ path, text });
  }
  return files;
}

function outputs(
  source: EmittedFile,
  digest: string,
  texts: ReadonlyMap<string, string>,
  modelFiles: readonly string[],
): EmittedFile[] {
  const { js, jsMap, declaration, map } = pathsOf(source.path);
  const textOf = (path: string): string => texts.get(path) ?? "";
  const text = textOf(declaration);
  const target = { declaration, source: source.path, text, links: source.links ?? [], modelFiles, digest };
  return [
    { path: js, text: `${textOf(js)}\n` },
    { path: jsMap, text: `${textOf(jsMap)}\n` },
    { path: declaration, text: `${text}\n` },
    { path: map, text: declarationMap(readMap(textOf(map), declaration), target) },
  ];
}

function readMap(text: string, declaration: string): { readonly file: string; readonly mappings: string } {
  const file = posix.basename(declaration);
  // A file that failed has no map; its error is reported.
  const map: unknown = text === "" ? {} : JSON.parse(text);
  const mappings = typeof map === "object" && map !== null && "mappings" in map ? map.mappings : "";
  return { file, mappings: typeof mappings === "string" ? mappings : "" };
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
  rootDir: "/src",
  outDir: "/dist",
  types: [],
  noCheck: true,
  noLib: true,
  noResolve: true,
});

/** Compiles files that stand in `/src` of a disk that holds nothing else. */
function compile(sources: readonly EmittedFile[]): {
  readonly texts: ReadonlyMap<string, string>;
  readonly errors: Dist["errors"];
} {
  // Loaded when there is something to compile: it takes longer to load than an unchanged model takes in all.
  const ts = createRequire(import.meta.url)("typescript") as TypeScript;
  const inputs = new Map(sources.map(({ path, text }) => [`/${path}`, text]));
  const host: ts.CompilerHost = {
    getSourceFile: (name, version) => {
      const text = inputs.get(name);
      return text === undefined
        ? undefined
        : ts.createSourceFile(name, text, {
            ...(typeof version === "object" ? version : { languageVersion: version }),
            // Comments reach declarations as text; nothing asks for their structure.
            jsDocParsingMode: ts.JSDocParsingMode.ParseNone,
          });
    },
    getDefaultLibFileName: () => "/lib.d.ts",
    writeFile: () => undefined,
    getCurrentDirectory: () => "/",
    getCanonicalFileName: (name) => name,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => "\n",
    fileExists: (name) => inputs.has(name),
    readFile: (name) => inputs.get(name),
    directoryExists: () => true,
    getDirectories: () => [],
  };
  const program = ts.createProgram([...inputs.keys()], compilerOptions(ts), host);
  const texts = new Map<string, string>();
  const { diagnostics } = program.emit(undefined, (name, text) => {
    texts.set(name.slice(1), text);
  });
  // The first of each file: the others often follow from it.
  const errors = new Map<string, string>();
  for (const { file, messageText } of [...program.getSyntacticDiagnostics(), ...diagnostics]) {
    const path = file?.fileName.slice(1) ?? "";
    if (!errors.has(path)) errors.set(path, ts.flattenDiagnosticMessageText(messageText, " "));
  }
  return { errors: [...errors].map(([path, message]) => ({ path, message })), texts };
}
