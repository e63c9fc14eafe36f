/** Inside texts: the fields that the message of a rejection may show. */
import { CompletionItemKind } from "vscode-languageserver";
import { ast, placeAt } from "@esdl/language/editing";
import { typeText } from "../describe/signature.js";
import type { PlaceRequest } from "../request.js";
import type { Proposal } from "./proposal.js";

/** `"Only {left} can be refunded"`: behind an open brace. */
export function messageFields({ project, path, text, offset }: PlaceRequest): readonly Proposal[] {
  const line = text.slice(text.lastIndexOf("\n", offset - 1) + 1, offset);
  const open = /\{(\w*)$/.exec(line);
  if (open === null) return [];
  const analysis = project.probe(path, text, offset);
  const { node } = placeAt(analysis.file.root, offset);
  if (!ast.isRejectionDecl(node)) return [];
  const symbol = analysis.names.declaredBy(node);
  const fields = symbol === undefined ? [] : (analysis.signatures.rejection(symbol.ref)?.fields ?? []);
  const closed = text[offset] === "}";
  return fields.map(({ name, type, node: field }, order) => ({
    label: name,
    kind: CompletionItemKind.Field,
    rank: "wanted",
    order,
    insert: closed ? name : `${name}}`,
    type: typeText(type, analysis.file.root.name),
    node: field,
    filter: name,
  }));
}
