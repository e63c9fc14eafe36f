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

/** `no problems`, `2 errors and 1 warning`. */
export function problems(report: Report): string {
  const { errors, warnings } = summarise(report);
  const found = [
    ...(errors > 0 ? [count(errors, "error")] : []),
    ...(warnings > 0 ? [count(warnings, "warning")] : []),
  ];
  return found.length === 0 ? "no problems" : found.join(" and ");
}

/** Where to read on about the gravest of them. */
export function readOn({ diagnostics }: Report): string | undefined {
  const gravest = diagnostics.find(({ severity }) => severity === "error") ?? diagnostics[0];
  return gravest === undefined ? undefined : `\`esdl explain ${gravest.code}\` tells more.`;
}

/** The colour of a verb's ending. */
export function toneOf(report: Report): "good" | "warning" | "error" {
  const { errors, warnings } = summarise(report);
  return errors > 0 ? "error" : warnings > 0 ? "warning" : "good";
}

/** `1 error`, `2 errors`. */
export const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? "" : "s"}`;
