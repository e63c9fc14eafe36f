/** Diagnostics for programs; the shape is documented in docs/cli.md and does not change within a major version. */
import { jsonText } from "./json-text.js";
import { summarise, type Report } from "./report.js";

export function json(report: Report): string {
  const diagnostics = report.diagnostics.map(({ file, severity, code, message, range, help, fixes }) => ({
    file,
    severity,
    code,
    message,
    range,
    ...(help === undefined ? {} : { help }),
    ...(fixes === undefined || fixes.length === 0 ? {} : { fixes }),
  }));
  return jsonText({ diagnostics, summary: summarise(report) });
}
