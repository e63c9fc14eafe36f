/** Members of shapes, by name: in versions, indexes, `unique`. */
import { CompletionItemKind } from "vscode-languageserver";
import { ast, type AstNode, caretName, type FieldSignature } from "@esdl/language/editing";
import type { Proposal } from "../proposal.js";
import { around, type Spot } from "../spot.js";
import { aggregateAt, type Member, named } from "./common.js";

/** The fields of the innermost shape around the place. */
export function fieldsAround(spot: Spot): readonly FieldSignature[] {
  const { names, signatures } = spot.analysis;
  for (let at: AstNode | undefined = spot.place.node; at !== undefined; at = at.$container) {
    if (ast.isStateBlock(at) && ast.isAggregateDecl(at.$container)) return stateFields(spot);
    if (ast.isCommandDecl(at)) return commandOf(at, spot)?.params ?? [];
    if (!ast.isNamed(at)) continue;
    const symbol = names.declaredBy(at);
    switch (symbol?.kind) {
      case "event":
        return signatures.event(symbol.ref)?.fields ?? [];
      case "value":
        return signatures.value(symbol.ref)?.fields ?? [];
      case "entity":
        return signatures.entity(symbol.ref)?.fields ?? [];
      case "saga":
        return signatures.saga(symbol.ref)?.state.fields ?? [];
      case "projection":
        return signatures.projection(symbol.ref)?.row.fields ?? [];
      default:
    }
  }
  return [];
}

export const commandOf = (node: ast.CommandDecl, { analysis: { names, signatures } }: Spot) => {
  const symbol = names.declaredBy(node);
  return symbol && signatures.command(symbol.ref);
};

export const stateFields = (spot: Spot): readonly FieldSignature[] => aggregateAt(spot)?.state.fields ?? [];

export function rowFields(spot: Spot): readonly Member[] {
  const node = around(spot, ast.isProjectionDecl);
  const symbol = node && spot.analysis.names.declaredBy(node);
  const signature = symbol && spot.analysis.signatures.projection(symbol.ref);
  return signature === undefined ? [] : [...signature.keys, ...signature.row.members.values()];
}

export function enumMembers(spot: Spot): readonly Proposal[] {
  const node = around(spot, ast.isEnumDecl);
  return (node?.members ?? [])
    .filter(({ name }) => name !== caretName)
    .map((member, order) => named(member.name, CompletionItemKind.EnumMember, { order, node: member }));
}
