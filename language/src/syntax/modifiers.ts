/** Modifiers of a field or type that stand twice: the grammar lets them stand in any order, and once each. */
import type { AstNode } from "langium";
import type { Modifier, WhereModifier } from "../generated/ast.js";
import { isField, isIdDecl, isParameter, isTypeDecl, isWhereModifier } from "../generated/ast.js";
import type { SyntaxFix } from "./fixes.js";
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
  const seen = new Map<string, Modifier>();
  return node.modifiers.flatMap((own) => {
    const { $type, $cstNode } = own;
    const first = seen.get($type);
    seen.set($type, first ?? own);
    const modifier = keyword[$type];
    const start = $cstNode?.offset ?? 0;
    const fixes = first === undefined ? [] : [joined(first, own)];
    return first === undefined
      ? []
      : [problem("ESDL1013", { modifier }, start, start + modifier.length, fixes)];
  });
}

/** One modifier that says what both say, in the place of the first. */
function joined(first: Modifier, second: Modifier): SyntaxFix {
  const [kept, gone] = [first.$cstNode, second.$cstNode];
  const removed = { start: gone?.offset ?? 0, end: gone?.end ?? 0, remove: true } as const;
  const at = kept?.end ?? 0;
  const rest = gone?.text.slice(keyword[second.$type].length).trim() ?? "";
  if (second.$type === "PersonalModifier") return { title: "Remove it", edits: [removed] };
  if (second.$type === "InModifier")
    return { title: "Join the two", edits: [{ start: at, end: at, text: ` | ${rest}` }, removed] };
  const [open, close] = isWhereModifier(first) && isLoose(first) ? ["(", ")"] : ["", ""];
  const begin = isWhereModifier(first) ? (first.condition.$cstNode?.offset ?? at) : at;
  const text = `${close} and ${isLoose(second) ? `(${rest})` : rest}`;
  const edits = open === "" ? [] : [{ start: begin, end: begin, text: open }];
  return { title: "Join the two", edits: [...edits, { start: at, end: at, text }, removed] };
}

/** Whether `and` would take a part of the condition for the whole. */
const isLoose = ({ condition }: WhereModifier): boolean =>
  condition.$type === "IfExpr" || (condition.$type === "BinaryExpr" && condition.operator === "or");
