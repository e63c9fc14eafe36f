import type { JsonValue } from "./json.js";
/**
 * Strings by code point, with no locale: the same answers in every process, browser and store.
 *
 * Case and white space follow the Unicode data of the JavaScript engine, with no language's special rules.
 * A lone surrogate is no text: it cannot be written as UTF-8, so validators refuse it at the door.
 */

const loneSurrogate = /\p{Surrogate}/u;
const anySurrogate = /[\uD800-\uDFFF]/;

// Since 2024 the language has this itself, several times as fast, but not yet the library's types.
const native: unknown = Reflect.get(String.prototype, "isWellFormed");

/** Whether the text has no lone surrogate, so that UTF-8 can carry it. */
export const isWellFormed: (text: string) => boolean =
  typeof native === "function" ? (text) => Reflect.apply(native, text, []) === true : isWellFormedByPattern;

/** {@link isWellFormed} where the language does not have it. */
export function isWellFormedByPattern(text: string): boolean {
  return !anySurrogate.test(text) || !loneSurrogate.test(text);
}

/** Looking at a short text takes less than calling a pattern. */
function hasSurrogate(text: string): boolean {
  if (text.length > 40) return anySurrogate.test(text);
  for (let at = 0; at < text.length; at++) if ((text.charCodeAt(at) & 0xf800) === 0xd800) return true;
  return false;
}

/** `length`: how many code points the text has. */
export function textLength(text: string): number {
  if (!hasSurrogate(text)) return text.length;
  let count = 0;
  for (let at = 0; at < text.length; at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1) count++;
  return count;
}

/** Whether the text has at least `min` and at most `max` code points; most texts need no counting for that. */
export function hasTextLength(text: string, min: number, max: number = Number.MAX_SAFE_INTEGER): boolean {
  const units = text.length;
  // A code point is one unit or two.
  if (units <= max && units >= 2 * min) return true;
  if (units < min || units > 2 * max) return false;
  const length = textLength(text);
  return length >= min && length <= max;
}

/** `lower()`. */
export function lowerText(text: string): string {
  return text.toLowerCase();
}

/** `upper()`. */
export function upperText(text: string): string {
  return text.toUpperCase();
}

/** `trim()`: without the white space and line ends around it. */
export function trimText(text: string): string {
  return text.trim();
}

/** `split(separator)`; an empty separator splits into code points. */
export function splitText(text: string, separator: string): string[] {
  return separator === "" ? Array.from(text) : text.split(separator);
}

/** Negative, zero or positive as `a` comes before, is or comes after `b`, code point by code point. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  const shorter = Math.min(a.length, b.length);
  for (let at = 0; at < shorter; at++) {
    const x = a.charCodeAt(at);
    const y = b.charCodeAt(at);
    if (x !== y) return codePointRank(x) - codePointRank(y) < 0 ? -1 : 1;
  }
  return a.length < b.length ? -1 : 1;
}

/** UTF-16 units sort as code points do once surrogates, which stand for 0x10000 and above, go after all others. */
function codePointRank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}

/** A value as it stands in a message: nothing when it is absent, lists and objects as JSON. */
export function messageText(value: JsonValue | object | undefined): string {
  if (value === undefined) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
