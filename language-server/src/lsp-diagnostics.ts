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

/** What to do stands under what is wrong, as the command line prints it. `page`: the address of what explains the code. */
export const lspDiagnostic = (
  { range, severity, code, message, help }: Diagnostic,
  page?: string,
): LspDiagnostic => ({
  range: lspRange(range),
  severity: severity === "error" ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning,
  code,
  source: "esdl",
  message: help === undefined ? message : `${message}\n${help}`,
  ...(page === undefined ? {} : { codeDescription: { href: page } }),
});

/**
 * The address of a diagnostic's page. `pattern`: that of all of them, with `{code}` for the code; editors open what they are
 * given, so that it has to be one of the web.
 */
export function pageOf(pattern: unknown, code: string): string | undefined {
  if (typeof pattern !== "string" || !/^https?:\/\/[^{]*\{code\}[^{]*$/.test(pattern)) return undefined;
  return /^ESDL\d+$/.test(code) ? pattern.replace("{code}", code) : undefined;
}
