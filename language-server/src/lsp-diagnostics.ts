/** From the compiler's findings to the protocol's. */
import type { Diagnostic, Range } from "@esdl/language";
import {
  type Diagnostic as LspDiagnostic,
  DiagnosticSeverity,
  type Range as LspRange,
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
