/** Findings for programs; the shape is documented in docs/evolution.md. */
import type { Judged, Place } from "@esdl/evolution";
import { jsonText } from "../json-text.js";
import { type DiffReport, standingOf, summariseDiff } from "./report.js";

/** Changes when readers of the older form would misread the newer one. */
export const diffFormatVersion = 1;

export function json(report: DiffReport): string {
  return jsonText({
    formatVersion: diffFormatVersion,
    against: report.against,
    mode: report.mode,
    findings: report.findings.map(finding),
    summary: summariseDiff(report),
  });
}

const optional = (key: string, value: unknown): object => (value === undefined ? {} : { [key]: value });

function finding(one: Judged): object {
  return {
    rule: one.rule,
    row: one.row,
    subject: one.subject,
    ...optional("path", one.path),
    message: one.message,
    verdict: { backward: one.backward, forward: one.forward, inMode: one.verdict },
    enforced: one.enforced,
    standing: standingOf(one),
    ...optional("versions", one.versions),
    ...optional("old", one.old && placed(one.old)),
    ...optional("now", one.now && placed(one.now)),
    uses: one.uses,
    touches: one.touches.map(({ kind, name, foreign, place }) => ({
      kind,
      name,
      foreign,
      ...optional("place", place && placed(place)),
    })),
    ...optional("action", one.action),
    ...optional("clause", one.clause),
    ...optional("suppressed", one.suppressed),
    fingerprint: one.fingerprint,
  };
}

const placed = ({ file, range: [startLine, startColumn, endLine, endColumn] }: Place): object => ({
  file,
  range: { start: { line: startLine, column: startColumn }, end: { line: endLine, column: endColumn } },
});
