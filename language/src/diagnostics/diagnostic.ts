/** What the compiler says of a model: plain data, positions as people count them. */

export type Severity = "error" | "warning";

/** Line and column from 1; columns in UTF-16 units. */
export interface Position {
  /** The line, from 1. */
  readonly line: number;
  /** The column, from 1, in UTF-16 units. */
  readonly column: number;
}

/** `end` is exclusive. */
export interface Range {
  /** Where it begins. */
  readonly start: Position;
  /** The first position after it. */
  readonly end: Position;
}

/** A change that mends the mistake; the texts replace the ranges, which do not overlap. */
export interface Fix {
  /** What it does, as an instruction. */
  readonly title: string;
  /** It is almost certainly what was meant, whatever else is offered. */
  readonly preferred?: true;
  /** The texts that replace ranges, by file. */
  readonly edits: readonly { readonly file: string; readonly range: Range; readonly text: string }[];
}

/** One thing that is wrong with a model, or that somebody should look at. */
export interface Diagnostic {
  /** As the source was named when it was given to the compiler. */
  readonly file: string;
  /** An error keeps the model from compiling; a warning does not. */
  readonly severity: Severity;
  /** `ESDL2003`: stable for ever. */
  readonly code: string;
  /** What is wrong, in one sentence without a full stop at its end. */
  readonly message: string;
  /** As small as the mistake. */
  readonly range: Range;
  /** What to do, in words. */
  readonly help?: string;
  /** Changes that mend it, the likeliest first; absent where there are none. */
  readonly fixes?: readonly Fix[];
}
