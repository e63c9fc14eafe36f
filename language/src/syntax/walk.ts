/** A walk over a tree that needs no stack of its own and little time: every file is walked after parsing. */
import type { AstNode } from "langium";
import { isAstNode } from "langium";

/** Calls `visit` for each node, parents first. A child that `visit` adds to its node is visited too. */
export function walk(root: AstNode, visit: (node: AstNode, depth: number) => void): void {
  const nodes: AstNode[] = [root];
  const depths: number[] = [0];
  for (let node = nodes.pop(); node !== undefined; node = nodes.pop()) {
    const depth = depths.pop() ?? 0;
    visit(node, depth);
    for (const key in node) {
      if (key.startsWith("$")) continue;
      const value: unknown = Reflect.get(node, key);
      if (typeof value !== "object") continue;
      for (const child of Array.isArray(value) ? (value as unknown[]) : [value]) {
        if (!isAstNode(child)) continue;
        nodes.push(child);
        depths.push(depth + 1);
      }
    }
  }
}
