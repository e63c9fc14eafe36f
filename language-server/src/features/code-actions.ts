/** Quick fixes: what the compiler offers for what is underlined at a place, and all fixes of one kind at once. */
import type { Diagnostic, Fix } from "@esdl/language";
import { type CodeAction, CodeActionKind, type Range } from "vscode-languageserver";
import { editOfFix, lspDiagnostic, lspRange } from "../lsp-diagnostics.js";
import type { FileRequest } from "../request.js";
import type { Feature } from "./feature.js";

export const codeActionsFeature: Feature = {
  capabilities: { codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix] } },
  register: (connection, serve) => {
    connection.onCodeAction(
      serve.file(async (request, { range, context }) => {
        if (context.only?.some((kind) => CodeActionKind.QuickFix.startsWith(kind)) === false) return [];
        const model = await serve.modelOf(request.uri);
        return codeActions(request, range, serve.publisher.findings(model, request.path));
      }),
    );
  },
};

/** The fixes of what was found in a range. */
export function codeActions(
  request: FileRequest,
  range: Range,
  findings: readonly Diagnostic[],
): CodeAction[] {
  return findings
    .filter((finding) => touches(lspRange(finding.range), range))
    .flatMap((finding) => (finding.fixes ?? []).map((fix) => quickFix(finding, fix, request)));
}

const quickFix = (finding: Diagnostic, fix: Fix, { uriOf }: FileRequest): CodeAction => ({
  title: fix.title,
  kind: CodeActionKind.QuickFix,
  diagnostics: [lspDiagnostic(finding)],
  edit: editOfFix(fix, uriOf),
  isPreferred: finding.fixes?.length === 1,
});

const isBefore = (a: Range["start"], b: Range["start"]): boolean =>
  a.line < b.line || (a.line === b.line && a.character < b.character);

const touches = (a: Range, b: Range): boolean => !isBefore(a.end, b.start) && !isBefore(b.end, a.start);
