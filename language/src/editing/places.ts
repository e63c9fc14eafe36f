/** From offsets to the tree, and what of a tree was written where. */
import {
  type AstNode,
  AstUtils,
  type CstNode,
  GrammarAST,
  isCompositeCstNode,
  type Reference,
} from "langium";
import type { TreeLeaf, TreePlace } from "./api.js";

/**
 * The innermost node around an offset, and the name, literal or keyword that the offset is in; else the one that ends
 * there, else the one that begins there. In a file without text, the root.
 */
export function placeAt(root: AstNode, offset: number): TreePlace {
  let best: CstNode | undefined;
  let node = root;
  const visit = (cst: CstNode): void => {
    if (offset < cst.offset || offset > cst.end) return;
    if (isCompositeCstNode(cst)) {
      const { astNode } = cst;
      if (isInside(astNode, node)) node = astNode;
      cst.content.forEach(visit);
    } else if (best === undefined || rank(cst, offset) > rank(best, offset)) best = cst;
  };
  if (root.$cstNode !== undefined) visit(root.$cstNode);
  const leaf = best && leafOf(best);
  return leaf === undefined ? { node } : { node: leaf.node, leaf };
}

const isInside = (node: AstNode, outer: AstNode): boolean => {
  for (let at: AstNode | undefined = node; at !== undefined; at = at.$container)
    if (at === outer) return true;
  return false;
};

const rank = ({ offset: start, end }: CstNode, offset: number): number =>
  start < offset && offset < end ? 3 : end === offset ? 2 : 1;

/** Everything in a tree that was written for a property: names, literals, references, flags; in the order of the text. */
export function* leavesOf(root: AstNode): Generator<TreeLeaf> {
  const stack: CstNode[] = root.$cstNode === undefined ? [] : [root.$cstNode];
  for (let cst = stack.pop(); cst !== undefined; cst = stack.pop()) {
    if (isCompositeCstNode(cst)) {
      for (let index = cst.content.length - 1; index >= 0; index--) {
        const child = cst.content[index];
        if (child !== undefined) stack.push(child);
      }
      continue;
    }
    const leaf = leafOf(cst);
    if (leaf !== undefined) yield leaf;
  }
}

function leafOf(cst: CstNode): TreeLeaf | undefined {
  const { grammarSource, astNode: node, offset: start, end } = cst;
  const assignment = grammarSource && AstUtils.getContainerOfType(grammarSource, GrammarAST.isAssignment);
  if (assignment === undefined) return undefined;
  const reference = referenceOf(node, assignment.feature, start);
  return {
    node,
    property: assignment.feature,
    start,
    end,
    ...(reference === undefined ? {} : { reference }),
  };
}

const isReference = (value: unknown): value is Reference =>
  typeof value === "object" && value !== null && "$refText" in value;

function referenceOf(node: AstNode, property: string, start: number): Reference | undefined {
  const value: unknown = Reflect.get(node, property);
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.filter(isReference).find(({ $refNode }) => $refNode?.offset === start);
}
