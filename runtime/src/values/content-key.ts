/**
 * A key for a value's content, so that `Map` and `Set` can find equal values.
 */
import { canonicalJson } from "./canonical.js";

/** What a map may be keyed by. */
export type Key = string | number | boolean;

/**
 * A key that two values of one type share exactly when they are structurally equal: a scalar is its own key, and what
 * is composed has its canonical JSON, behind a character that keeps it apart from strings (which double it).
 */
export function contentKey(value: unknown): Key {
  switch (typeof value) {
    case "string":
      return value.charCodeAt(0) === 0 ? `\u0000${value}` : value;
    case "number":
    case "boolean":
      return value;
    default:
      return `\u0000${canonicalJson(value)}`;
  }
}
