/**
 * Declaration maps that point into the model. TypeScript makes maps from `dist/x.d.ts` to `src/x.ts`; the emitter says
 * which names of `src/x.ts` stand for which names of the model. Composed, "go to definition" on a generated name lands
 * on its `.esdl` line, and on all else in `src/x.ts`.
 */
import { posix } from "node:path";
import type { Link } from "../emitter.js";
import { decodeMappings, encodeMappings } from "./source-map.js";

export interface RawMap {
  readonly file: string;
  readonly mappings: string;
}

export interface MapTarget {
  /** The declaration file and its source, relative to the output folder. */
  readonly declaration: string;
  readonly source: string;
  readonly links: readonly Link[];
  /** The model's files, relative to the output folder. */
  readonly modelFiles: readonly string[];
  /** Kept in the map, to know it again. */
  readonly digest: string;
}

export function declarationMap(raw: RawMap, target: MapTarget): string {
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
  const links = new Map(target.links.map((link) => [`${link.line - 1}:${link.column - 1}`, link.span]));
  const segments = decodeMappings(raw.mappings).map((segment) => {
    const span = links.get(`${segment.source?.line ?? -1}:${segment.source?.column ?? -1}`);
    if (span === undefined) return segment;
    const [file, line, column] = span;
    return { ...segment, source: { index: indexOf(file), line: line - 1, column: column - 1 } };
  });
  const map = {
    version: 3,
    file: raw.file,
    sourceRoot: "",
    sources,
    names: [],
    mappings: encodeMappings(segments),
    x_esdl: target.digest,
  };
  return `${JSON.stringify(map)}\n`;
}

/** The digest in the text of a map that we made. */
export function digestOf(map: string): string | undefined {
  return /"x_esdl":"([0-9a-f]{64})"\}\s*$/u.exec(map)?.[1];
}
