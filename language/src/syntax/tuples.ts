/**
 * Gives the first item of a tuple its own range. The grammar learns only at the comma that a parenthesis opened a tuple,
 * so the parser counts the parenthesis to what stood there before: the first item.
 */
import type { AstNode } from "langium";
import { isCompositeCstNode } from "langium";
import { isTupleExpr } from "../generated/ast.js";

/** Mends one node in place, if it is a tuple. */
export function mendTuple(node: AstNode): void {
  if (!isTupleExpr(node)) return;
  const [first] = node.items;
  const wide = first?.$cstNode;
  const tuple = wide?.container;
  if (!isCompositeCstNode(wide) || !isCompositeCstNode(tuple)) return;
  const own = wide.content.find(isCompositeCstNode);
  if (first === undefined || own === undefined || tuple.content[0] !== wide) return;
  for (const child of wide.content) Reflect.set(child, "container", tuple);
  Reflect.set(tuple, "content", [...wide.content, ...tuple.content.slice(1)]);
  Reflect.set(own, "astNode", first);
  Reflect.set(first, "$cstNode", own);
}
