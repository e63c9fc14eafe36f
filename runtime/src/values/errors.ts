/**
 * The one error that value arithmetic throws. Expressions of a model are total, so nothing but an impossible
 * number, moment or conversion can stop them; the runtime turns this error into a rejection and stores nothing.
 */

/**
 * What went wrong, stable for programs:
 *
 * - `overflow`: an int outside the safe integers, a decimal of more than 1,000 digits, a duration beyond the range
 * - `divisionByZero`: `/`, `div` or `%` by zero
 * - `outOfRange`: an instant or a date outside the years 0000–9999, an argument outside what a method takes
 * - `invalid`: a text that is no value of its type, or that its type's `where` refuses
 * - `tooLarge`: a value beyond the limits of size or depth
 */
export type ValueErrorCode = "overflow" | "divisionByZero" | "outOfRange" | "invalid" | "tooLarge";

/** Thrown by value arithmetic; `code` says what kind of failure it was, `message` says it to people. */
export class ValueError extends Error {
  override readonly name = "ValueError";
  /** What kind of failure it was; see {@link ValueErrorCode}. */
  readonly code: ValueErrorCode;

  constructor(code: ValueErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** A text as it may stand in a message: quoted, shortened, on one line. */
export function quote(text: string): string {
  const shown = text.length > 60 ? `${text.slice(0, 57)}…` : text;
  return JSON.stringify(shown);
}
