/** What can be seen from a node of a tree. */
import type { AstNode } from "@esdl/language/editing";
import { ast, type Env, type Observed } from "@esdl/language/editing";

/** What the innermost expression, argument list, statement or body around a node can see. */
export function envAt(node: AstNode, { expressions, args, statements, blocks }: Observed): Env | undefined {
  for (let at: AstNode | undefined = node; at !== undefined; at = at.$container) {
    const seen =
      expressions.get(at) ??
      (ast.isArguments(at) ? args.get(at) : undefined) ??
      (ast.isStatement(at) ? statements.get(at) : undefined) ??
      (ast.isBlock(at) ? blocks.get(at) : undefined);
    if (seen !== undefined) return seen.env;
  }
  return undefined;
}
