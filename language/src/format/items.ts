/** What the layout is made of: the words of a file and its comments, in the order in which they are printed. */
import type { Modifier } from "../generated/ast.js";
import type { Token } from "../syntax/tokens.js";

export interface Item {
  /** As printed, lines joined by `\n`. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly kind: "word" | "line" | "block";
  /** True for a keyword of the language, also where it is a name. */
  readonly keyword: boolean;
  /** A comma that cannot be left out follows. */
  comma: boolean;
  /** Line breaks of the source before it: 2 stands for more as well. */
  breaks: number;
  /** Whether a line ends behind it in the source. */
  ends: boolean;
}

const newline = /\r\n|\r|\n/;
const newlines = /\r\n|\r|\n/g;
const wordPattern = /^[a-z]+$/;

/** How a place's modifiers are ordered. */
const order: Readonly<Record<Modifier["$type"], number>> = {
  InModifier: 0,
  PersonalModifier: 1,
  WhereModifier: 2,
};

/** The items of a file, without its commas; `modifiers` are those of each field, type and parameter that has several. */
export function itemsOf(
  text: string,
  tokens: readonly Token[],
  comments: readonly Token[],
  keywords: ReadonlySet<string>,
  modifiers: readonly (readonly Modifier[])[],
): Item[] {
  const merged = [...tokens, ...comments]
    .map((token) => itemOf(token, keywords))
    .sort((a, b) => a.start - b.start);
  measure(text, merged);
  for (const list of modifiers) reorder(merged, list);
  return withoutCommas(merged);
}

function itemOf({ image, startOffset, tokenType }: Token, keywords: ReadonlySet<string>): Item {
  const kind =
    tokenType.name === "ML_COMMENT" ? "block" : /^(DOC|SL_COMMENT)$/.test(tokenType.name) ? "line" : "word";
  return {
    text: kind === "word" ? image : tidy(image),
    start: startOffset,
    end: startOffset + image.length,
    kind,
    keyword: kind === "word" && wordPattern.test(image) && keywords.has(image),
    comma: false,
    breaks: 0,
    ends: false,
  };
}

/** A comment without blanks at the ends of its lines; `///` and the stars of a block are set under one another again. */
function tidy(comment: string): string {
  const [first = "", ...rest] = comment.split(newline).map((line) => line.trimEnd());
  if (rest.every((line) => /^\s*\*/.test(line)))
    return [first, ...rest.map((line) => ` ${line.trim()}`)].join("\n");
  if (comment.startsWith("//")) return [first, ...rest.map((line) => line.trim())].join("\n");
  return [first, ...rest].join("\n");
}

/** True for comments whose further lines are indented like the first. */
export const isAligned = ({ text, kind }: Item): boolean =>
  kind === "line" || text.split("\n").every((line, index) => index === 0 || line.startsWith(" *"));

function measure(text: string, items: readonly Item[]): void {
  let end = 0;
  let last: Item | undefined;
  for (const item of items) {
    const found = text.slice(end, item.start).match(newlines)?.length ?? 0;
    item.breaks = Math.min(found, 2);
    if (last !== undefined) last.ends = found > 0;
    last = item;
    end = item.end;
  }
  if (last !== undefined) last.ends = true;
}

/** Brings the modifiers of one place into their order; comments behind one move with it. */
function reorder(items: Item[], modifiers: readonly Modifier[]): void {
  const places = modifiers.map(({ $type, $cstNode }) => ({
    rank: order[$type],
    start: indexAt(items, $cstNode?.offset ?? 0),
    end: indexAt(items, ($cstNode?.end ?? 0) - 1) + 1,
  }));
  if (places.every(({ rank }, index) => rank >= (places[index - 1]?.rank ?? 0))) return;
  const first = places[0]?.start ?? 0;
  const last = places.at(-1)?.end ?? first;
  const slices = places.map(({ rank, start }, index) => ({
    rank,
    items: items.slice(start, places[index + 1]?.start ?? last),
  }));
  slices.sort((a, b) => a.rank - b.rank);
  items.splice(first, last - first, ...slices.flatMap((slice) => slice.items));
}

/** The item that covers an offset of the source; items are in order of the source but for what is reordered in place. */
function indexAt(items: readonly Item[], offset: number): number {
  return items.findIndex(({ start, end }) => start <= offset && offset < end);
}

function withoutCommas(items: readonly Item[]): Item[] {
  const kept: Item[] = [];
  let before: Item | undefined;
  let breaks = 0;
  for (const item of items) {
    if (item.kind === "word" && item.text === ",") {
      if (before !== undefined) before.comma = true;
      const last = kept.at(-1);
      if (last !== undefined) last.ends ||= item.ends;
      breaks = Math.max(breaks, item.breaks);
      continue;
    }
    item.breaks = Math.max(item.breaks, breaks);
    breaks = 0;
    kept.push(item);
    if (item.kind === "word") before = item;
  }
  return kept;
}
