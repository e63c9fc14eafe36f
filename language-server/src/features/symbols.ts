/** What a file declares, and where in all files something is declared. */
import { type DocumentSymbol, SymbolTag, type WorkspaceSymbol } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { OpenModel } from "../models.js";
import { outlineOf, type Outlined } from "../outline/outline.js";
import { search } from "../outline/search.js";
import { type FileRequest, rangeOf } from "../request.js";
import type { Feature } from "./feature.js";

export const symbolsFeature: Feature = {
  capabilities: { documentSymbolProvider: true, workspaceSymbolProvider: true },
  register: (connection, serve) => {
    connection.onDocumentSymbol(serve.soon.file(documentSymbols));
    connection.onWorkspaceSymbol(serve.models((models, { query }) => workspaceSymbols(models, query)));
  },
};

export function documentSymbols({ project, path, document }: FileRequest): DocumentSymbol[] {
  const file = project.files.get(path);
  return file === undefined ? [] : outlineOf(file).map((one) => symbolOf(one, document));
}

const symbolOf = (one: Outlined, document: TextDocument): DocumentSymbol => ({
  name: one.name,
  ...(one.detail === "" ? {} : { detail: one.detail }),
  kind: one.kind,
  ...tagsOf(one),
  range: rangeOf(document, one.range),
  selectionRange: rangeOf(document, one.selection),
  children: one.children.map((child) => symbolOf(child, document)),
});

const tagsOf = ({ isDeprecated }: Outlined): { readonly tags?: [SymbolTag] } =>
  isDeprecated ? { tags: [SymbolTag.Deprecated] } : {};

export function workspaceSymbols(models: readonly OpenModel[], query: string): WorkspaceSymbol[] {
  return models.flatMap((model) =>
    search(model.project, query).map(({ path, found, within }) => ({
      name: found.name,
      kind: found.kind,
      ...tagsOf(found),
      ...(within.length === 0 ? {} : { containerName: within.join(".") }),
      location: { uri: model.uriOf(path), range: rangeOf(model.documentOf(path), found.selection) },
    })),
  );
}
