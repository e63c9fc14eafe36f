/** What the compiler says of a model: plain data, positions as people count them. */

export type Severity = "error" | "warning";

/** Line and column from 1; columns in UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** `end` is exclusive. */
export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** A change that mends the mistake; the texts replace the ranges, which do not overlap. */
export interface Fix {
  readonly title: string;
  /** It is almost certainly what was meant, whatever else is offered. */
  readonly preferred?: true;
  readonly edits: readonly { readonly file: string; readonly range: Range; readonly text: string }[];
}

export interface Diagnostic {
  /** As the source was named when it was given to the compiler. */
  readonly file: string;
  readonly severity: Severity;
  /** `ESDL2003`: stable for ever. */
  readonly code: string;
  /** What is wrong, in one sentence without a full stop at its end. */
  readonly message: string;
  /** As small as the mistake. */
  readonly range: Range;
  /** What to do, in words. */
  readonly help?: string;
  readonly fixes?: readonly Fix[];
}
