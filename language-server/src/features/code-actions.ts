/** Quick fixes: what the compiler offers for what is underlined at a place, and all fixes of one kind at once. */
import { canonicalFix, type Diagnostic, type Fix } from "@esdl/language";
import { type CodeAction, CodeActionKind, type Range } from "vscode-languageserver";
import { editFor, type VersionedEdit, versionedEdit } from "../edits.js";
import { lspDiagnostic, lspRange } from "../lsp-diagnostics.js";
import type { FileRequest } from "../request.js";
import type { Feature } from "./feature.js";

/** What an editor may be set to do whenever a file is saved. */
const fixAllKind = `${CodeActionKind.SourceFixAll}.esdl`;

export const codeActionsFeature: Feature = {
  capabilities: { codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, fixAllKind] } },
  register: (connection, serve) => {
    connection.onCodeAction(
      serve.file(async (request, { range, context }) => {
        const wants = (kind: string): boolean =>
          context.only?.some((wanted) => kind === wanted || kind.startsWith(`${wanted}.`)) !== false;
        const model = await serve.modelOf(request.uri);
        const findings = serve.publisher.findings(model, request.path);
        const actions = [
          ...(wants(CodeActionKind.QuickFix) ? codeActions(request, range, findings) : []),
          // Offered to who asks for it, as editors do when they save: not beside every quick fix.
          ...(context.only !== undefined && wants(fixAllKind) ? fixAll(request, findings) : []),
        ];
        return actions.map((action) => ({ ...action, edit: editFor(serve.client(), action.edit) }));
      }),
    );
  },
};

type Mending = CodeAction & { readonly edit: VersionedEdit };

/** Mistakes that can be meant in one way only. */
const unmistakable: ReadonlySet<string> = new Set([
  "ESDL1008",
  "ESDL1106",
  "ESDL1107",
  "ESDL1115",
  "ESDL1116",
  "ESDL1201",
  "ESDL1203",
  "ESDL1207",
  "ESDL2014",
  "ESDL2035",
  "ESDL3003",
  "ESDL3020",
  "ESDL3024",
  "ESDL4001",
]);

/** One action for all that can be mended in one way only. */
export function fixAll(request: FileRequest, findings: readonly Diagnostic[]): Mending[] {
  const edit = together(
    findings.filter(({ code }) => unmistakable.has(code)),
    request,
  );
  return edit === undefined ? [] : [{ title: "Mend all that is clear", kind: fixAllKind, edit }];
}

/** The only fix of each finding, those left out that would touch what another one changes. */
function together(findings: readonly Diagnostic[], request: FileRequest): VersionedEdit | undefined {
  const edits: Fix["edits"][number][] = [];
  for (const { fixes = [] } of findings) {
    const [only, ...others] = fixes;
    if (only === undefined || others.length > 0) continue;
    const isFree = only.edits.every(({ file, range }) =>
      edits.every((edit) => edit.file !== file || !touches(lspRange(edit.range), lspRange(range))),
    );
    if (isFree) edits.push(...only.edits);
  }
  return edits.length === 0 ? undefined : editOf({ title: "", edits }, request);
}

/** The edit of a fix, which leaves the layout as it should be where it was so. */
function editOf(fix: Fix, request: FileRequest): VersionedEdit {
  const paths = [...new Set(fix.edits.map(({ file }) => file))];
  const sources = paths.map((path) => ({ path, text: request.documentOf(path).getText() }));
  const { edits } = canonicalFix(sources, fix);
  return versionedEdit(
    edits.map(({ file, range, text }) => [file, { range: lspRange(range), newText: text }]),
    request,
  );
}

/** All of one kind at once, where there are several. */
function likeIt(findings: readonly Diagnostic[], code: string, request: FileRequest): Mending[] {
  const alike = findings.filter((finding) => finding.code === code && finding.fixes?.length === 1);
  const edit = alike.length < 2 ? undefined : together(alike, request);
  return edit === undefined
    ? []
    : [
        {
          title: `Mend all ${String(alike.length)} of this kind in the file`,
          kind: CodeActionKind.QuickFix,
          edit,
        },
      ];
}

/** The fixes of what was found in a range. */
export function codeActions(request: FileRequest, range: Range, findings: readonly Diagnostic[]): Mending[] {
  const here = findings.filter((finding) => touches(lspRange(finding.range), range));
  return [
    ...here.flatMap((finding) => (finding.fixes ?? []).map((fix) => quickFix(finding, fix, request))),
    ...[...new Set(here.map(({ code }) => code))].flatMap((code) => likeIt(findings, code, request)),
  ];
}

const quickFix = (finding: Diagnostic, fix: Fix, request: FileRequest): Mending => ({
  title: fix.title,
  kind: CodeActionKind.QuickFix,
  diagnostics: [lspDiagnostic(finding)],
  edit: editOf(fix, request),
  isPreferred: fix.preferred ?? finding.fixes?.length === 1,
});

const isBefore = (a: Range["start"], b: Range["start"]): boolean =>
  a.line < b.line || (a.line === b.line && a.character < b.character);

const touches = (a: Range, b: Range): boolean => !isBefore(a.end, b.start) && !isBefore(b.end, a.start);
