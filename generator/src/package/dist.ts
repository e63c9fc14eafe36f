/**
 * JavaScript, declarations and maps from generated TypeScript, without a type check: the code satisfies
 * `isolatedDeclarations`, so that each file is enough for its own declarations.
 */
import { createHash } from "node:crypto";
import { createRequire } from "node:module";
import { posix } from "node:path";
import type ts from "typescript";
import type { EmittedFile } from "../emitter.js";
import { declarationMap, digestOf } from "./declaration-map.js";
import { compileFast } from "./fast.js";
import { compileSlowly, type Compiled } from "./slow.js";
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
  const digests = sources.map((source) => digestFor(source, options.modelFiles));
  const results = sources.map(({ path }, index) => reuse(path, digests[index] ?? "", options.previous));
  const stale = sources.flatMap((source, index) => (results[index] === undefined ? [{ source, index }] : []));
  const errors: Dist["errors"][number][] = [];
  // Loaded when there is something to compile: it takes longer to load than an unchanged model takes in all.
  let ts: TypeScript | undefined;
  for (const [done, { source, index }] of stale.entries()) {
    ts ??= loadTypeScript();
    const compiled = compileFast(ts, source) ?? compileSlowly(ts, source);
    if ("error" in compiled) errors.push({ path: source.path, message: compiled.error });
    else results[index] = outputs(source, digests[index] ?? "", compiled, options.modelFiles);
    if (done % 64 === 63 || done === stale.length - 1) options.onProgress?.(done + 1, stale.length);
  }
  return { files: results.flatMap((files) => files ?? []), errors };
}

function loadTypeScript(): TypeScript {
  return createRequire(import.meta.url)("typescript") as TypeScript;
}

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
  const paths = pathsOf(source);
  const map = previous(paths.map);
  if (map === undefined || digestOf(map) !== digest) return undefined;
  const files: EmittedFile[] = [];
  for (const path of [paths.js, paths.jsMap, paths.declaration]) {
    const text = previous(path);
    if (text === undefined) return undefined;
    files.push({ path, text });
  }
  return [...files, { path: paths.map, text: map }];
}

function outputs(
  source: EmittedFile,
  digest: string,
  compiled: Compiled,
  modelFiles: readonly string[],
): EmittedFile[] {
  const { js, jsMap, declaration, map } = pathsOf(source.path);
  const { links = [] } = source;
  const jsMapText = {
    version: 3,
    file: posix.basename(js),
    sources: [posix.relative(posix.dirname(js), source.path)],
    names: [],
    mappings: compiled.jsMappings,
  };
  const text = compiled.declaration;
  const segments = compiled.declarationSegments;
  const target = { declaration, source: source.path, text, segments, links, modelFiles, digest };
  return [
    { path: js, text: mappedBy(compiled.js, jsMap) },
    { path: jsMap, text: `${JSON.stringify(jsMapText)}\n` },
    { path: declaration, text: mappedBy(text, map) },
    { path: map, text: declarationMap(target) },
  ];
}

function mappedBy(text: string, map: string): string {
  return `${text.trimEnd()}\n//# sourceMappingURL=${posix.basename(map)}\n`;
}
