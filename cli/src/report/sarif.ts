/** Diagnostics as SARIF 2.1.0, which code-scanning dashboards read. */
import { diagnostics as table, type Diagnostic } from "@esdl/language";
import { version } from "../version.js";
import type { Report } from "./report.js";

export function sarif(report: Report): string {
  const codes = [...new Set(report.diagnostics.map(({ code }) => code))].sort();
  const rows: Readonly<Record<string, { readonly title: string; readonly page: { readonly why: string } }>> =
    table;
  const rules = codes.map((id) => {
    const row = rows[id];
    return row === undefined
      ? { id }
      : { id, shortDescription: { text: row.title }, fullDescription: { text: row.page.why } };
  });
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "esdl", version, rules } },
        columnKind: "utf16CodeUnits",
        results: report.diagnostics.map((diagnostic) => result(diagnostic, codes.indexOf(diagnostic.code))),
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

function result({ severity, code, message, file, range, help }: Diagnostic, ruleIndex: number): object {
  return {
    ruleId: code,
    ruleIndex,
    level: severity,
    message: { text: help === undefined ? message : `${message}. ${help}` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: encodeURI(file).replaceAll("#", "%23").replaceAll("?", "%3F") },
          region: {
            startLine: range.start.line,
            startColumn: range.start.column,
            endLine: range.end.line,
            endColumn: range.end.column,
          },
        },
      },
    ],
  };
}
