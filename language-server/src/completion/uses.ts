/** The edit that lets a file use another context. */
import type { TextEdit } from "vscode-languageserver";
import { leavesOf } from "@esdl/language/editing";
import type { Spot } from "./spot.js";

/** Behind the contexts that are used already, or on a line of its own under the header; undefined without a header. */
export function usesEdit({ request, expected, analysis }: Spot, context: string): TextEdit[] | undefined {
  const { root } = analysis.file;
  const last = root.uses.at(-1)?.$cstNode;
  const header = leafOfHeader(root);
  const at = last?.end ?? header;
  // The header is in front of the place, so that offsets are those of the text without the probe.
  if (at === undefined || at > expected.caret) return undefined;
  const position = request.document.positionAt(at);
  return [
    {
      range: { start: position, end: position },
      newText: last === undefined ? `\nuses ${context}` : `, ${context}`,
    },
  ];
}

function leafOfHeader(root: Parameters<typeof leavesOf>[0]): number | undefined {
  for (const { node, property, end } of leavesOf(root))
    return node === root && property === "name" ? end : undefined;
  return undefined;
}
