/** Changes of files: each says of which version it is, so that an editor refuses what has become stale. */
import type { ClientCapabilities, TextDocumentEdit, TextEdit, WorkspaceEdit } from "vscode-languageserver";
import type { FileRequest } from "./request.js";

export interface VersionedEdit extends WorkspaceEdit {
  readonly documentChanges: TextDocumentEdit[];
}

/** `edits`: each with the path of its file. */
export function versionedEdit(
  edits: readonly (readonly [path: string, edit: TextEdit])[],
  { uriOf, versionOf }: Pick<FileRequest, "uriOf" | "versionOf">,
): VersionedEdit {
  const files = new Map<string, TextEdit[]>();
  for (const [path, edit] of edits) files.set(path, [...(files.get(path) ?? []), edit]);
  return {
    documentChanges: [...files].map(([path, ofFile]) => ({
      textDocument: { uri: uriOf(path), version: versionOf(path) },
      edits: ofFile,
    })),
  };
}

/** As an editor understands it: not all know versions. */
export function editFor({ workspace }: ClientCapabilities, edit: VersionedEdit): WorkspaceEdit {
  if (workspace?.workspaceEdit?.documentChanges === true) return edit;
  const changes = edit.documentChanges.map(({ textDocument, edits }) => [
    textDocument.uri,
    edits.filter((each): each is TextEdit => "newText" in each),
  ]);
  return { changes: Object.fromEntries(changes) as Record<string, TextEdit[]> };
}
