/** Values as JSON text. */
import { replaceUnseen, unicodeEscape } from "./unseen.js";

/** JSON in two-space layout that ends in a newline; what cannot be seen is escaped. Members keep their order. */
export function jsonText(value: unknown): string {
  return `${replaceUnseen(JSON.stringify(value, undefined, 2), unicodeEscape)}\n`;
}
