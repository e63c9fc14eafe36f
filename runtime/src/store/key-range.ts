/**
 * Keys that begin alike stand together where keys are sorted by code point: they are a range, whose bounds are computed here.
 */
import { compareText } from "../values/index.js";
import type { RecordRange } from "./port.js";

const lastCodePoint = 0x10ffff;

/** The keys of a range: from one, inclusive, up to another, exclusive; without an end when nothing bounds them. */
export function keyRange({ prefix = "", after }: RecordRange): {
  readonly from: string;
  readonly end?: string;
} {
  // There is no text between a text and the same with a NUL behind it.
  const next = after === undefined ? "" : `${after}\u0000`;
  const end = prefixEnd(prefix);
  return { from: compareText(next, prefix) > 0 ? next : prefix, ...(end === undefined ? {} : { end }) };
}

/** The first text that comes after every text that begins with `prefix`; `undefined` when none does. */
function prefixEnd(prefix: string): string | undefined {
  const points = Array.from(prefix, (character) => character.codePointAt(0) ?? 0);
  while (points.at(-1) === lastCodePoint) points.pop();
  const last = points.pop();
  if (last === undefined) return undefined;
  // Between these two there are surrogates, which are no text of their own.
  const following = last === 0xd7ff ? 0xe000 : last + 1;
  return String.fromCodePoint(...points, following);
}
