/** From the compiler's findings and fixes to the protocol's. */
import type { Diagnostic, Fix, Range } from "@esdl/language";
import {
  type Diagnostic as LspDiagnostic,
  DiagnosticSeverity,
  type Range as LspRange,
  type WorkspaceEdit,
} from "vscode-languageserver";

/** Lines and columns from 0. */
export const lspRange = ({ start, end }: Range): LspRange => ({
  start: { line: start.line - 1, character: start.column - 1 },
  end: { line: end.line - 1, character: end.column - 1 },
});

/** What to do stands under what is wrong, as the command line prints it. */
export const lspDiagnostic = ({ range, severity, code, message, help }: Diagnostic): LspDiagnostic => ({
  range: lspRange(range),
  severity: severity === "error" ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning,
  code,
  source: "esdl",
  message: help === undefined ? message : `${message}\n${help}`,
});

export function editOfFix(fix: Fix, uriOf: (path: string) => string): WorkspaceEdit {
  const changes: Record<string, { range: LspRange; newText: string }[]> = {};
  for (const { file, range, text } of fix.edits)
    (changes[uriOf(file)] ??= []).push({ range: lspRange(range), newText: text });
  return { changes };
}
