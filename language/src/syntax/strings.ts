/** Texts in quotes: their escapes. */
import { own } from "./own.js";

/** An escape that does not exist, or names no character; `offset` counts from the opening quote. */
export interface BadEscape {
  readonly offset: number;
  readonly text: string;
}

const simple: Readonly<Record<string, string>> = { '"': '"', "\\": "\\", n: "\n", t: "\t", r: "\r" };

/** An escape with all that belongs to it, also when it is wrong. */
const escape = /\\(?:u\{([^}"\r\n]*)\}|u[0-9a-fA-F]{0,4}|[\s\S]|$)/gu;

/** What a text as written, with its quotes, means. Wrong escapes stand for themselves. */
export function unescape(image: string): { readonly value: string; readonly bad: readonly BadEscape[] } {
  const bad: BadEscape[] = [];
  const inner = image.slice(1, isTerminated(image) ? -1 : undefined);
  const value = inner.replace(escape, (text: string, code: string | undefined, offset: number) => {
    const meant = code === undefined ? own(simple, text.slice(1)) : character(code);
    if (meant !== undefined) return meant;
    bad.push({ offset: offset + 1, text });
    return text;
  });
  for (const half of value.matchAll(/\p{Surrogate}/gu)) {
    // A lone half that was written as itself stands where it was written; escapes never make one.
    const offset = inner.indexOf(half[0]);
    bad.push({ offset: offset + 1, text: `\\u{${half[0].charCodeAt(0).toString(16)}}` });
  }
  return { value, bad };
}

/** False for a text that the end of its line cut off. */
export function isTerminated(image: string): boolean {
  return /^"(?:\\.|[^"\\])*"$/s.test(image);
}

function character(code: string): string | undefined {
  if (!/^[0-9a-fA-F]{1,6}$/.test(code)) return undefined;
  const point = Number.parseInt(code, 16);
  if (point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) return undefined;
  return String.fromCodePoint(point);
}
