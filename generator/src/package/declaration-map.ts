/**
 * Declaration maps that point into the model. TypeScript makes maps from `dist/x.d.ts` to `src/x.ts`; the emitter says
 * which names of `src/x.ts` stand for which names of the model. Composed, "go to definition" on a generated name lands
 * on its `.esdl` line, and on all else in `src/x.ts`.
 */
import { posix } from "node:path";
import type { Span } from "@esdl/language/model";
import type { Link } from "../emitter.js";
import { encodeMappings, type Segment } from "./source-map.js";

export interface MapTarget {
  /** The declaration file and its source, relative to the output folder. */
  readonly declaration: string;
  readonly source: string;
  /** The text of the declaration file. */
  readonly text: string;
  /** How it maps to its source. */
  readonly segments: readonly Segment[];
  readonly links: readonly Link[];
  /** The model's files, relative to the output folder. */
  readonly modelFiles: readonly string[];
  /** Kept in the map, to know it again. */
  readonly digest: string;
}

export function declarationMap(target: MapTarget): string {
  const folder = posix.dirname(target.declaration);
  const sources = [posix.relative(folder, target.source)];
  const indexes = new Map<number, number>();
  const indexOf = (file: number): number => {
    let index = indexes.get(file);
    if (index === undefined) {
      index = sources.push(posix.relative(folder, target.modelFiles[file] ?? "")) - 1;
      indexes.set(file, index);
    }
    return index;
  };
  const sourceOf = ([file, line, column]: Span): NonNullable<Segment["source"]> => ({
    index: indexOf(file),
    line: line - 1,
    column: column - 1,
  });
  const links = new Map(target.links.map((link) => [keyOf(link.line - 1, link.column - 1), link.span]));
  const module = links.get(keyOf(0, 0));
  const segments = target.segments.map((segment) => {
    const { source } = segment;
    const span = source && links.get(keyOf(source.line, source.column));
    return span === undefined ? segment : { ...segment, source: sourceOf(span) };
  });
  const all = module === undefined ? segments : mapped(segments, firstToken(target.text), sourceOf(module));
  const map = {
    version: 3,
    file: posix.basename(target.declaration),
    sources,
    names: [],
    mappings: encodeMappings(all),
    x_esdl: target.digest,
  };
  return `${JSON.stringify(map)}\n`;
}

/** A place as one number; no line is that long. */
function keyOf(line: number, column: number): number {
  return line * 2 ** 20 + column;
}

/** The mapping of one place, whatever it was mapped to before. */
function mapped(segments: readonly Segment[], at: Place, source: NonNullable<Segment["source"]>): Segment[] {
  const isBefore = ({ line, column }: Place): boolean =>
    line < at.line || (line === at.line && column < at.column);
  const before = segments.filter(isBefore);
  const after = segments
    .slice(before.length)
    .filter(({ line, column }) => line !== at.line || column !== at.column);
  return [...before, { ...at, source }, ...after];
}

interface Place {
  readonly line: number;
  readonly column: number;
}

/** Where the first statement begins, after comments: the definition of `export * as Account from "./account.js"`. */
function firstToken(text: string): Place {
  const [skipped = ""] = /^(?:\s|\/\/[^\n]*\n|\/\*[^]*?\*\/)*/u.exec(text) ?? [];
  const lines = skipped.split("\n");
  return { line: lines.length - 1, column: lines.at(-1)?.length ?? 0 };
}

/** The digest in the text of a map that we made. */
export function digestOf(map: string): string | undefined {
  return /"x_esdl":"([0-9a-f]{64})"\}\s*$/u.exec(map)?.[1];
}
