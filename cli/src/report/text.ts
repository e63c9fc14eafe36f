/** Diagnostics for people: a heading, the place, a code frame and the fix. The line that counts them is the verb's ending. */
import type { Diagnostic } from "@esdl/language";
import { visible, type Style } from "../style.js";
import { codeFrame } from "./frame.js";
import type { Report } from "./report.js";

export function text(report: Report, style: Style): string {
  return report.diagnostics.map((diagnostic) => `${block(diagnostic, report, style)}\n`).join("");
}

function block(diagnostic: Diagnostic, report: Report, style: Style): string {
  const { severity, code, message, file, range, help, fixes = [] } = diagnostic;
  const paint = style[severity];
  const lines = [
    `${paint(`${severity}[${code}]`)}: ${style.strong(visible(message))}`,
    `  ${style.faint("at")} ${visible(file)}:${range.start.line}:${range.start.column}`,
    codeFrame(report.sources.get(file) ?? "", range, style, paint),
  ];
  if (help !== undefined)
    lines.push(`  ${style.good("help")}: ${visible(help).replace(/\n(?=\S)/g, "\n    ")}`);
  for (const { title } of fixes) if (title !== help) lines.push(`  ${style.good("fix")}: ${visible(title)}`);
  return `${lines.join("\n")}\n`;
}
