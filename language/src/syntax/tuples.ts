/**
 * Gives the first item of a tuple its own range. The grammar learns only at the comma that a parenthesis opened a tuple,
 * so the parser counts the parenthesis to what stood there before: the first item.
 */
import type { AstNode } from "langium";
import { CompositeCstNodeImpl } from "langium";
import { isTupleExpr } from "../generated/ast.js";

/** Mends one node in place, if it is a tuple. */
export function mendTuple(node: AstNode): void {
  if (!isTupleExpr(node)) return;
  const [first] = node.items;
  const wide = first?.$cstNode;
  const tuple = wide?.container;
  if (!(wide instanceof CompositeCstNodeImpl) || !(tuple instanceof CompositeCstNodeImpl)) return;
  const own = wide.content.find((child) => child instanceof CompositeCstNodeImpl);
  if (first === undefined || own === undefined || tuple.content[0] !== wide) return;
  for (const child of wide.content) Reflect.set(child, "container", tuple);
  tuple.content.splice(0, 1, ...wide.content);
  own.astNode = first;
  Reflect.set(first, "$cstNode", own);
}
