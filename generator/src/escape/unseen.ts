/**
 * Characters that a reader cannot see or that change how the rest of a line is shown: controls, format characters (they can
 * make code look like other code), line separators, and halves of surrogate pairs, which UTF-8 cannot hold.
 */

/** First and last code unit of each range. Tab, line feed and carriage return are left to the callers. */
const ranges: readonly (readonly [first: number, last: number])[] = [
  [0x00, 0x08],
  [0x0b, 0x0c],
  [0x0e, 0x1f],
  [0x7f, 0x9f],
  [0xad, 0xad],
  [0x034f, 0x034f],
  [0x061c, 0x061c],
  [0x115f, 0x1160],
  [0x17b4, 0x17b5],
  [0x180b, 0x180f],
  [0x200b, 0x200f],
  [0x2028, 0x202e],
  [0x2060, 0x206f],
  [0x3164, 0x3164],
  [0xfeff, 0xfeff],
  [0xffa0, 0xffa0],
  [0xfff0, 0xffff],
];

const loneSurrogate = "[\\ud800-\\udbff](?![\\udc00-\\udfff])|(?<![\\ud800-\\udbff])[\\udc00-\\udfff]";
const classes = ranges.map(([first, last]) => `${unicodeEscape(first)}-${unicodeEscape(last)}`);
const unseen = new RegExp(`[${classes.join("")}]|${loneSurrogate}`, "g");

/** Writes each such code unit by `write`. */
export function replaceUnseen(text: string, write: (unit: number) => string): string {
  return text.replace(unseen, (character) => write(character.charCodeAt(0)));
}

/** `\u202e`, as TypeScript and JSON write it. */
export function unicodeEscape(unit: number): string {
  return `\\u${unit.toString(16).padStart(4, "0")}`;
}

/** `[U+202E]`, for text that has no escapes. */
export function visible(unit: number): string {
  return `[U+${unit.toString(16).toUpperCase().padStart(4, "0")}]`;
}

/** The lines of a text, whatever ends them. */
export function linesOf(text: string): string[] {
  return text.split(/\r\n|[\n\r\u2028\u2029]/u);
}
