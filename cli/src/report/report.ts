/** What every format of `check` prints from. */
import type { Diagnostic } from "@esdl/language";
import type { Style } from "../style.js";

export interface Report {
  /** Files relative to the working directory, with `/`. */
  readonly diagnostics: readonly Diagnostic[];
  /** The text of every file that was read, by the same names. */
  readonly sources: ReadonlyMap<string, string>;
}

export type Format = (report: Report, style: Style) => string;

export interface Summary {
  readonly errors: number;
  readonly warnings: number;
  readonly files: number;
}

export function summarise(report: Report): Summary {
  const errors = report.diagnostics.filter(({ severity }) => severity === "error").length;
  return { errors, warnings: report.diagnostics.length - errors, files: report.sources.size };
}

/** `1 error`, `2 errors`. */
export const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? "" : "s"}`;
