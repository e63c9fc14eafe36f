/** What grows around a caret: the word, the expression, the statement, what is in the braces, the declaration, the file. */
import type { SelectionRange } from "vscode-languageserver";
import {
  type AstNode,
  placeAt,
  type ProjectFile,
  type SourceToken,
  startWithDoc,
  tokensOf,
} from "@esdl/language/editing";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { rangeOf } from "../request.js";

interface Extent {
  readonly start: number;
  readonly end: number;
}

/** Of a file, the ranges around an offset. */
export function selectionsIn(file: ProjectFile, document: TextDocument): (offset: number) => SelectionRange {
  const extents = extentsIn(file);
  const link = (at: Extent, [next, ...others]: readonly Extent[]): SelectionRange => {
    const range = rangeOf(document, at);
    return next === undefined ? { range } : { range, parent: link(next, others) };
  };
  return (offset) => {
    const [first = { start: offset, end: offset }, ...outer] = extents(offset);
    return link(first, outer);
  };
}

/** Each in the next one, the file last. */
export function extentsIn(file: ProjectFile): (offset: number) => readonly Extent[] {
  const tokens = tokensOf(file.text);
  return (offset) => extentsAt(file, tokens, offset);
}

function extentsAt(
  { root, text }: ProjectFile,
  tokens: readonly SourceToken[],
  offset: number,
): readonly Extent[] {
  const token = tokenAt(tokens, offset);
  const found: Extent[] = [
    ...(token === undefined ? [] : [...inQuotes(token, offset), { start: token.start, end: token.end }]),
    ...bracketsAround(tokens, offset),
  ];
  for (
    let node: AstNode | undefined = placeAt(root, offset).node;
    node !== undefined;
    node = node.$container
  ) {
    const place = node.$cstNode;
    if (place === undefined) continue;
    found.push({ start: place.offset, end: place.end }, { start: startWithDoc(node), end: place.end });
  }
  found.push({ start: 0, end: text.length });
  const around = found
    .filter(({ start, end }) => start <= offset && offset <= end && (start < end || text === ""))
    .sort((a, b) => a.end - a.start - (b.end - b.start));
  const growing: Extent[] = [];
  for (const extent of around) {
    const inner = growing.at(-1);
    // What overlaps and holds not all of what is in it, is left out.
    if (
      inner === undefined ||
      (extent.start <= inner.start && extent.end >= inner.end && size(extent) > size(inner))
    )
      growing.push(extent);
  }
  return growing;
}

const size = ({ start, end }: Extent): number => end - start;

/** The word that the offset is in, or ends, or begins. */
const tokenAt = (tokens: readonly SourceToken[], offset: number): (Extent & SourceToken) | undefined => {
  const near = tokens.filter(({ start, end }) => start <= offset && offset <= end);
  return (
    near.find(({ start, end }) => start < offset && offset < end) ??
    near.find(({ kind }) => kind !== "operator") ??
    near[0]
  );
};

function inQuotes({ kind, start, end, text }: SourceToken, offset: number): readonly Extent[] {
  const isClosed = text.length > 1 && text.endsWith('"');
  if (kind !== "string" || !isClosed || offset <= start || offset >= end) return [];
  return [{ start: start + 1, end: end - 1 }];
}

const closing: Readonly<Record<string, string>> = { "{": "}", "(": ")", "[": "]" };

/** What is between brackets, without the space at both ends, and with them. */
function bracketsAround(tokens: readonly SourceToken[], offset: number): readonly Extent[] {
  const open: number[] = [];
  const found: Extent[] = [];
  tokens.forEach(({ text, kind, start, end }, index) => {
    if (kind !== "operator") return;
    if (closing[text] !== undefined) open.push(index);
    const at = open.findLastIndex((one) => closing[tokens[one]?.text ?? ""] === text);
    if (at < 0) return;
    const [begin = 0] = open.splice(at);
    const outer = tokens[begin];
    if (outer === undefined || outer.start > offset || end < offset) return;
    found.push({ start: outer.start, end });
    const [firstInside, lastInside] = [tokens[begin + 1], tokens[index - 1]];
    if (
      begin + 1 < index &&
      firstInside !== undefined &&
      lastInside !== undefined &&
      outer.end <= offset &&
      offset <= start
    )
      found.push({ start: firstInside.start, end: lastInside.end });
  });
  return found;
}
