/** Diagnostics as SARIF 2.1.0, which code-scanning dashboards read. */
import { ruleOf, rules } from "@esdl/evolution";
import { diagnostics as table, type Diagnostic } from "@esdl/language";
import { version } from "../version.js";
import type { Report } from "./report.js";

export function sarif(report: Report): string {
  const rows: Readonly<Record<string, { readonly title: string; readonly page: { readonly why: string } }>> =
    table;
  return sarifLog(report.diagnostics, (code) => {
    const row = rows[code];
    if (row !== undefined) return { title: row.title, why: row.page.why };
    const rule = ruleOf(code);
    return rule && rules[rule];
  });
}

interface RuleText {
  readonly title: string;
  readonly why: string;
}

/** `extras`: more properties of each result, in the order of the diagnostics. */
export function sarifLog(
  diagnostics: readonly Diagnostic[],
  textOf: (rule: string) => RuleText | undefined,
  extras: readonly object[] = [],
): string {
  const codes = [...new Set(diagnostics.map(({ code }) => code))].sort();
  const described = codes.map((id) => {
    const row = textOf(id);
    return row === undefined
      ? { id }
      : { id, shortDescription: { text: row.title }, fullDescription: { text: row.why } };
  });
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "esdl", version, rules: described } },
        columnKind: "utf16CodeUnits",
        results: diagnostics.map((diagnostic, index) => ({
          ...result(diagnostic, codes.indexOf(diagnostic.code)),
          ...extras[index],
        })),
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
