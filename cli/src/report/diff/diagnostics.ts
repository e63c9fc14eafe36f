/** Findings as diagnostics, for the formats that both have: GitHub's annotations and SARIF. */
import type { Diagnostic } from "@esdl/language";
import type { Judged } from "@esdl/evolution";
import { github as githubOf } from "../github.js";
import { sarifLog } from "../sarif.js";
import { type DiffReport, named, standingOf, verdicts } from "./report.js";
import { rules } from "@esdl/evolution";

/** Compatible changes annotate nothing. */
const annotated = (report: DiffReport): readonly Judged[] =>
  report.findings.filter((finding) => ["fails", "warns"].includes(standingOf(finding)));

function diagnosticOf(finding: Judged): Diagnostic {
  const [startLine, startColumn, endLine, endColumn] = finding.now?.range ?? [1, 1, 1, 1];
  const help = [finding.action, finding.clause, `Fingerprint ${finding.fingerprint}`].filter(
    (one) => one !== undefined,
  );
  return {
    file: finding.now?.file ?? "",
    severity: finding.fails ? "error" : "warning",
    code: finding.rule,
    message: `${named(finding)}: ${finding.message} (${verdicts(finding)})`,
    range: { start: { line: startLine, column: startColumn }, end: { line: endLine, column: endColumn } },
    help: help.join("\n"),
  };
}

const reportOf = (report: DiffReport) => ({
  diagnostics: annotated(report).map(diagnosticOf),
  sources: report.sources,
});

export const github = (report: DiffReport): string => githubOf(reportOf(report));

export const sarif = (report: DiffReport): string => {
  const fingerprints = annotated(report).map(({ fingerprint }) => ({
    partialFingerprints: { "esdl/v1": fingerprint },
  }));
  return sarifLog(
    reportOf(report).diagnostics,
    (rule) => {
      const row = Object.entries(rules).find(([id]) => id === rule)?.[1];
      return row && { title: row.title, why: row.why };
    },
    fingerprints,
  );
};
