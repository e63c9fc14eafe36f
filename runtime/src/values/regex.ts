/**
 * The regular expressions of `matches`: Unicode, and unanchored, so they may match anywhere in the text.
 */

const compiled = new Map<string, RegExp>();

/** The regular expression of a source, compiled once. The compiler has checked that it is valid. */
export function regex(source: string): RegExp {
  let expression = compiled.get(source);
  if (expression === undefined) {
    // Neither `g` nor `y`, so the object keeps no position and may be shared.
    expression = new RegExp(source, "u");
    compiled.set(source, expression);
  }
  return expression;
}

/** `text matches /source/`. */
export function matches(text: string, source: string): boolean {
  return regex(source).test(text);
}
