/** Where something stands: from syntax nodes, their properties and offsets to lines, columns and the model's spans. */
import {
  type AstNode,
  AstUtils,
  type CstNode,
  GrammarAST,
  isCompositeCstNode,
  type Reference,
} from "langium";
import type { Span } from "../model/span.js";
import type { Position, Range } from "./diagnostic.js";

/** One parsed source. */
export interface ParsedFile {
  readonly path: string;
  readonly text: string;
  /** The root of its syntax tree. */
  readonly root: AstNode;
}

/**
 * A place in a source:
 * - a syntax node: all of it;
 * - a property of one (`{ node, property: "name" }`), with `index` into a list property;
 * - a reference: the name as it is written there;
 * - offsets into the text of a file, `end` exclusive;
 * - a span of the model.
 */
export type Location = AstNode | PropertyLocation | Reference | OffsetLocation | Span;

export interface PropertyLocation {
  readonly node: AstNode;
  readonly property: string;
  readonly index?: number | undefined;
}

export interface OffsetLocation {
  /** The path of the file. */
  readonly file: string;
  readonly start: number;
  readonly end: number;
}

/** Finds where nodes stand in their files. */
export interface Locator {
  /** In the order of the model's `files`, which spans index into. */
  readonly files: readonly ParsedFile[];
  /** Of a node without text of its own (made up by recovery), the offsets of the nearest node around it. */
  offsets(at: Location): OffsetLocation;
  /** Lines and columns, with the path of the file. */
  range(at: Location): { readonly file: string; readonly range: Range };
  span(at: Location): Span;
}

const isSpan = (at: Location): at is Span => Array.isArray(at);
const isNode = (at: Exclude<Location, Span>): at is AstNode => "$type" in at;
const isReference = (at: Exclude<Location, Span>): at is Reference => "$refText" in at;

/**
 * Knows the places of `files`. Its functions throw for what does not stand in one of them; a `lenient` one takes names that
 * nobody wrote, which the trees of damaged files have, to stand at the very beginning.
 */
export function createLocator(
  files: readonly ParsedFile[],
  { lenient = false }: { readonly lenient?: boolean } = {},
): Locator {
  const byRoot = new Map<AstNode, number>(files.map((file, index) => [file.root, index]));
  const byPath = new Map<string, number>(files.map((file, index) => [file.path, index]));
  const lines = new Map<number, readonly number[]>();
  const linesOf = (file: number): readonly number[] => {
    let starts = lines.get(file);
    if (starts === undefined) lines.set(file, (starts = lineStarts(files[file]?.text ?? "")));
    return starts;
  };

  const fileOf = (node: AstNode): number => {
    let root = node;
    while (root.$container !== undefined) root = root.$container;
    const index = byRoot.get(root);
    if (index === undefined) throw new Error(`A ${node.$type} that stands in none of the files`);
    return index;
  };

  const resolve = (at: Location): readonly [file: number, start: number, end: number] => {
    if (isSpan(at)) {
      const [file, startLine, startColumn, endLine, endColumn] = at;
      const starts = linesOf(file);
      return [
        file,
        (starts[startLine - 1] ?? 0) + startColumn - 1,
        (starts[endLine - 1] ?? 0) + endColumn - 1,
      ];
    }
    if (isNode(at)) return [fileOf(at), ...extent(at)];
    if (isReference(at)) {
      if (at.$refNode === undefined) {
        if (lenient) return [0, 0, 0];
        throw new Error("A reference that is not written anywhere");
      }
      return [fileOf(at.$refNode.astNode), at.$refNode.offset, at.$refNode.end];
    }
    if ("node" in at) {
      const cst = findProperty(at);
      return [fileOf(at.node), ...(cst === undefined ? extent(at.node) : ([cst.offset, cst.end] as const))];
    }
    const file = byPath.get(at.file);
    if (file === undefined) throw new Error(`${at.file} is none of the files`);
    return [file, at.start, at.end];
  };

  const positions = (at: Location): readonly [file: number, start: Position, end: Position] => {
    const [file, start, end] = resolve(at);
    const starts = linesOf(file);
    return [file, positionOf(starts, start), positionOf(starts, end)];
  };

  const pathOf = (file: number): string => {
    const found = files[file];
    if (found === undefined) throw new Error(`There is no file ${String(file)}`);
    return found.path;
  };

  return {
    files,
    offsets: (at) => {
      const [file, start, end] = resolve(at);
      return { file: pathOf(file), start, end };
    },
    range: (at) => {
      const [file, start, end] = positions(at);
      return { file: pathOf(file), range: { start, end } };
    },
    span: (at) => {
      if (isSpan(at)) return at;
      const [file, start, end] = positions(at);
      return [file, start.line, start.column, end.line, end.column];
    },
  };
}

/** The offsets of a node's text, or of the nearest one around it that has any. */
function extent(node: AstNode): readonly [start: number, end: number] {
  for (let at: AstNode | undefined = node; at !== undefined; at = at.$container)
    if (at.$cstNode !== undefined && at.$cstNode.length > 0) return [at.$cstNode.offset, at.$cstNode.end];
  return [0, 0];
}

/**
 * The text of a property. As langium's `findNodeForProperty`, which looks at everything in a node each time; this stops
 * at what it looks for and remembers which property each element of the grammar assigns.
 */
export function findProperty({ node, property, index = 0 }: PropertyLocation): CstNode | undefined {
  let left = index;
  let found: CstNode | undefined;
  const search = (cst: CstNode): boolean => {
    if (!isCompositeCstNode(cst)) return false;
    for (const child of cst.content) {
      if (assigns(child) === property) {
        found = child;
        if (left-- === 0) return true;
      } else if (child.astNode === node && search(child)) return true;
    }
    return false;
  };
  if (node.$cstNode !== undefined) search(node.$cstNode);
  return found;
}

const assigned = new WeakMap<object, string>();

function assigns({ grammarSource }: CstNode): string | undefined {
  if (grammarSource === undefined) return undefined;
  let feature = assigned.get(grammarSource);
  if (feature === undefined) {
    feature = AstUtils.getContainerOfType(grammarSource, GrammarAST.isAssignment)?.feature ?? "";
    assigned.set(grammarSource, feature);
  }
  return feature;
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

/** The line is the last that starts at or before the offset: found by bisection. */
function positionOf(starts: readonly number[], offset: number): Position {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
}
