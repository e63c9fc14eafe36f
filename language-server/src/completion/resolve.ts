/** The documentation of a declaration that was offered: its text, doc comment, history and users. */
import { type CompletionItem, MarkupKind } from "vscode-languageserver";
import type { Project } from "@esdl/language/editing";
import { symbolCard } from "../describe/card.js";
import type { ProposalData } from "./proposal.js";

/** `projects`: those that the item may have come from. */
export function resolved(item: CompletionItem, projects: readonly Project[]): CompletionItem {
  const data: unknown = item.data;
  if (item.documentation !== undefined || !isData(data)) return item;
  for (const project of projects) {
    const analysis = project.analyse(data.path);
    const symbols = data.kind === "role" ? analysis?.names.roles : analysis?.names.symbols;
    const symbol = symbols?.get(data.ref);
    if (analysis === undefined || symbol?.kind !== data.kind) continue;
    return {
      ...item,
      documentation: { kind: MarkupKind.Markdown, value: symbolCard(symbol, analysis, project) },
    };
  }
  return item;
}

/** It has been to the editor and back. */
function isData(data: unknown): data is ProposalData {
  if (typeof data !== "object" || data === null) return false;
  const { path, kind, ref } = data as Partial<Record<keyof ProposalData, unknown>>;
  return typeof path === "string" && typeof kind === "string" && typeof ref === "string";
}
