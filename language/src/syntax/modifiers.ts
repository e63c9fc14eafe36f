/** Modifiers of a field or type that stand twice: the grammar lets them stand in any order, and once each. */
import type { AstNode } from "langium";
import type { Modifier } from "../generated/ast.js";
import { isField, isIdDecl, isParameter, isTypeDecl } from "../generated/ast.js";
import { problem, type SyntaxProblem } from "./problem.js";

const keyword: Readonly<Record<Modifier["$type"], string>> = {
  InModifier: "in",
  PersonalModifier: "personal",
  WhereModifier: "where",
};

/** Those of one node. */
export function doubleModifiers(node: AstNode): SyntaxProblem[] {
  if (!isField(node) && !isParameter(node) && !isTypeDecl(node) && !isIdDecl(node)) return [];
  if (node.modifiers.length < 2) return [];
  const seen = new Set<string>();
  return node.modifiers.flatMap(({ $type, $cstNode }) => {
    const isDouble = seen.has($type);
    seen.add($type);
    const modifier = keyword[$type];
    const start = $cstNode?.offset ?? 0;
    return isDouble ? [problem("ESDL1013", { modifier }, start, start + modifier.length)] : [];
  });
}
