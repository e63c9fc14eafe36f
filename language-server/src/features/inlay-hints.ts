/** Inlay hints, as the settings say. */
import {
  type InlayHint,
  InlayHintKind,
  type InlayHintLabelPart,
  MarkupKind,
  type Range,
} from "vscode-languageserver";
import { hintsIn, type Hint } from "../hints/hints.js";
import { locationOf } from "../navigation/locations.js";
import type { FileRequest } from "../request.js";
import type { Feature } from "./feature.js";

export const inlayHintsFeature: Feature = {
  capabilities: { inlayHintProvider: true },
  register: (connection, serve) => {
    connection.languages.inlayHint.on(serve.file((request, { range }) => inlayHints(request, range)));
  },
};

export function inlayHints(request: FileRequest, range: Range): InlayHint[] {
  const { document, settings } = request;
  const [start, end] = [document.offsetAt(range.start), document.offsetAt(range.end)];
  if (!settings.inlayHints.types && !settings.inlayHints.parameterNames) return [];
  return hintsIn(request.analysis, { start, end }, settings.inlayHints).map((hint): InlayHint => ({
    position: document.positionAt(hint.at),
    label: hint.parts.map((part) => labelOf(part, request)),
    kind: hint.kind === "type" ? InlayHintKind.Type : InlayHintKind.Parameter,
    ...(hint.kind === "parameter" ? { paddingRight: true } : {}),
    ...(hint.doc === undefined ? {} : { tooltip: { kind: MarkupKind.Markdown, value: hint.doc } }),
  }));
}

const labelOf = ({ text, symbol }: Hint["parts"][number], request: FileRequest): InlayHintLabelPart =>
  symbol === undefined || !("name" in symbol.node)
    ? { value: text }
    : { value: text, location: locationOf(request, symbol.node) };
