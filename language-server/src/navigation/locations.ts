/** Where declarations stand, as editors are told. */
import type { ast } from "@esdl/language/editing";
import type { Location } from "vscode-languageserver";
import { type FileRequest, rangeOf } from "../request.js";

/** The name of a declaration. */
export function locationOf(
  { analysis, uriOf, documentOf }: Pick<FileRequest, "analysis" | "uriOf" | "documentOf">,
  node: ast.Named,
): Location {
  const place = analysis.locate.offsets({ node, property: "name" });
  return { uri: uriOf(place.file), range: rangeOf(documentOf(place.file), place) };
}
