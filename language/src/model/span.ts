/**
 * Where something stands in the source. Compact, because a model holds many: the file as an index into `Model.files`,
 * then start line, start column, end line, end column; lines and columns from 1, columns in UTF-16 units, end exclusive.
 */
export type Span = readonly [
  file: number,
  startLine: number,
  startColumn: number,
  endLine: number,
  endColumn: number,
];

/** What every declaration, field, member and parameter carries. */
export interface Documented {
  readonly name: string;
  /** The `///` lines before it, joined by newlines, without the slashes. */
  readonly doc?: string;
  /** The whole construct. */
  readonly span: Span;
  /** The name alone: where "go to definition" lands. */
  readonly nameSpan: Span;
}
