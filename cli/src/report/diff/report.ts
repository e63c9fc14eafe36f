/** What every format of `diff` prints from. */
import type { Finding, Judged, Mode, Verdict } from "@esdl/evolution";
import type { Style } from "../../style.js";
import { count } from "../report.js";

export interface DiffReport {
  /** What was compared with. */
  readonly against: string;
  readonly mode: Mode;
  /** Files relative to the working directory, with `/`; in the order of the new model. */
  readonly findings: readonly Judged[];
  /** The texts of the new model, by the names that places use. */
  readonly sources: ReadonlyMap<string, string>;
}

export type DiffFormat = (report: DiffReport, style: Style) => string;

/** What a reader has to do about a finding. */
export type Standing = "fails" | "suppressed" | "warns" | "passes";

export const standingOf = ({ fails, suppressed, verdict, backward, forward }: Judged): Standing => {
  if (fails) return "fails";
  if (suppressed !== undefined) return "suppressed";
  const grave = (one: Verdict): boolean => one === "danger" || one === "rebuild";
  return grave(verdict) || (verdict !== "break" && (grave(backward) || grave(forward))) ? "warns" : "passes";
};

export interface DiffSummary {
  readonly findings: number;
  readonly failing: number;
  readonly warnings: number;
  readonly suppressed: number;
}

export function summariseDiff({ findings }: DiffReport): DiffSummary {
  const standing = findings.map(standingOf);
  const of = (kind: Standing): number => standing.filter((one) => one === kind).length;
  return {
    findings: findings.length,
    failing: of("fails"),
    warnings: of("warns"),
    suppressed: of("suppressed"),
  };
}

export const headings: Readonly<Record<Standing, string>> = {
  fails: "Breaking",
  warns: "To be looked at",
  suppressed: "Suppressed",
  passes: "Compatible",
};
export const order: readonly Standing[] = ["fails", "warns", "suppressed", "passes"];

/** `2 breaking, 1 to be looked at, 3 compatible`. */
export function tally(report: DiffReport): string {
  const { failing, warnings, suppressed, findings } = summariseDiff(report);
  const parts = [
    [failing, "breaking"],
    [warnings, "to be looked at"],
    [suppressed, "suppressed"],
    [findings - failing - warnings - suppressed, "compatible"],
  ] as const;
  const shown = parts.filter(([number]) => number > 0).map(([number, word]) => `${number} ${word}`);
  return `${count(findings, "change")} since ${report.against}${shown.length === 0 ? "" : `: ${shown.join(", ")}`} (mode ${report.mode})`;
}

export const named = ({ subject, path }: Finding): string =>
  path === undefined ? subject : `${subject}.${path}`;
/** `backward upcast, forward break`. */
export const verdicts = ({ backward, forward }: Finding): string =>
  `backward ${backward}, forward ${forward}`;

export const touchesText = ({ touches }: Finding): string =>
  touches
    .map(({ kind, name, foreign }) => `${kind} ${name}${foreign ? " (another context)" : ""}`)
    .join(", ");
