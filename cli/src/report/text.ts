/** Diagnostics for people: a heading, the place, a code frame and the fix, then one line that counts. */
import type { Diagnostic } from "@esdl/language";
import { visible, type Style } from "../style.js";
import { codeFrame } from "./frame.js";
import { count, summarise, type Report } from "./report.js";

export function text(report: Report, style: Style): string {
  const blocks = report.diagnostics.map((diagnostic) => block(diagnostic, report, style));
  return [...blocks, `${tally(report, style)}\n`].join("\n");
}

function block(diagnostic: Diagnostic, report: Report, style: Style): string {
  const { severity, code, message, file, range, help, fixes = [] } = diagnostic;
  const paint = style[severity];
  const lines = [
    `${paint(`${severity}[${code}]`)}: ${style.strong(visible(message))}`,
    `  ${style.faint("at")} ${visible(file)}:${range.start.line}:${range.start.column}`,
    codeFrame(report.sources.get(file) ?? "", range, style, paint),
  ];
  if (help !== undefined) lines.push(`  ${style.good("help")}: ${visible(help)}`);
  for (const { title } of fixes) if (title !== help) lines.push(`  ${style.good("fix")}: ${visible(title)}`);
  return `${lines.join("\n")}\n`;
}

function tally(report: Report, style: Style): string {
  const { errors, warnings, files } = summarise(report);
  const checked = count(files, "file");
  if (errors === 0 && warnings === 0) return style.good(`No problems in ${checked}.`);
  const found = [
    ...(errors > 0 ? [style.error(count(errors, "error"))] : []),
    ...(warnings > 0 ? [style.warning(count(warnings, "warning"))] : []),
  ].join(" and ");
  const code = report.diagnostics[0]?.code ?? "";
  return `${found} in ${checked}. ${style.faint(`For more on one: esdl explain ${code}`)}`;
}
