/** Parts of a file that an editor folds, selects and makes into links. */
import type { DocumentLink } from "vscode-languageserver";
import { foldingRanges } from "../ranges/folding.js";
import { linksIn } from "../ranges/links.js";
import { selectionsIn } from "../ranges/selection.js";
import { type FileRequest, rangeOf } from "../request.js";
import type { Feature } from "./feature.js";

export const rangesFeature: Feature = {
  capabilities: {
    foldingRangeProvider: true,
    selectionRangeProvider: true,
    documentLinkProvider: {},
  },
  register: (connection, serve) => {
    connection.onFoldingRanges(serve.soon.file(({ document }) => foldingRanges(document)));
    connection.onSelectionRanges(
      serve.soon.file(({ project, path, document }, { positions }) => {
        const file = project.files.get(path);
        if (file === undefined) return null;
        const selection = selectionsIn(file, document);
        return positions.map((position) => selection(document.offsetAt(position)));
      }),
    );
    connection.onDocumentLinks(serve.file(documentLinks));
  },
};

export function documentLinks({ analysis, document, documentOf, uriOf }: FileRequest): DocumentLink[] {
  return linksIn(analysis).map((link) => {
    const range = rangeOf(document, link);
    if ("address" in link) return { range, target: link.address };
    const place = analysis.locate.offsets({ node: link.symbol.node, property: "name" });
    const { line, character } = documentOf(place.file).positionAt(place.start);
    return {
      range,
      target: `${uriOf(place.file)}#${String(line + 1)},${String(character + 1)}`,
      tooltip: link.symbol.ref,
    };
  });
}
