/** Contexts and what a file uses of them. */
import { CompletionItemKind } from "vscode-languageserver";
import { ast, caretName, contextRoles } from "@esdl/language/editing";
import type { Proposal } from "../proposal.js";
import type { Spot } from "../spot.js";
import { named } from "./common.js";

export function contextNames({ analysis: { names } }: Spot): readonly Proposal[] {
  return [...names.contexts.keys()]
    .filter((name) => name !== caretName && name !== "")
    .map((name) => named(name, CompletionItemKind.Module, { type: "context" }));
}

export function usableContexts({ analysis: { names, file }, from }: Spot): readonly Proposal[] {
  const used = new Set(file.root.uses.map(({ context }) => context.$refText));
  return [...names.contexts.keys()]
    .filter((name) => name !== from.context && name !== "" && !used.has(name))
    .map((name) => named(name, CompletionItemKind.Module, { type: "context" }));
}

export function roleWords({ place: { node } }: Spot): readonly Proposal[] {
  if (!ast.isUsedContext(node)) return [];
  const [first] = node.roleWords;
  return [...contextRoles].flatMap((role) => {
    if (first === caretName || first === undefined) return [named(role, CompletionItemKind.Keyword)];
    const [word, rest] = role.split(" ");
    return word === first && rest !== undefined ? [named(rest, CompletionItemKind.Keyword)] : [];
  });
}
