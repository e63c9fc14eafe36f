/** Modifiers of a field or type that stand twice: the grammar lets them stand in any order, and once each. */
import type { AstNode } from "langium";
import { AstUtils } from "langium";
import type { Modifier } from "../generated/ast.js";
import { isField, isIdDecl, isParameter, isTypeDecl } from "../generated/ast.js";
import { problem, type SyntaxProblem } from "./problem.js";

const keyword: Readonly<Record<Modifier["$type"], string>> = {
  InModifier: "in",
  PersonalModifier: "personal",
  WhereModifier: "where",
};

export function doubleModifiers(root: AstNode): SyntaxProblem[] {
  const problems: SyntaxProblem[] = [];
  for (const node of AstUtils.streamAst(root)) {
    if (!isField(node) && !isParameter(node) && !isTypeDecl(node) && !isIdDecl(node)) continue;
    if (node.modifiers.length < 2) continue;
    const seen = new Set<string>();
    for (const { $type, $cstNode } of node.modifiers) {
      const modifier = keyword[$type];
      const start = $cstNode?.offset ?? 0;
      if (seen.has($type)) problems.push(problem("ESDL1013", { modifier }, start, start + modifier.length));
      seen.add($type);
    }
  }
  return problems;
}
