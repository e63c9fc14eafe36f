/** Joins the tree of what was read of a damaged file before its first mistake with those of the declarations behind it. */
import { type CompositeCstNode, type CstNode, isCompositeCstNode } from "langium";
import type { Declaration, Model } from "../generated/ast.js";
import type { Region } from "./structure.js";

/** How places are put into a tree and taken out of it. */
interface Builder {
  appendChild(parent: CompositeCstNode, child: CstNode): void;
  removeNode(node: CstNode): void;
}

/**
 * How many regions at the beginning are sound. `root` is what was read up to the first mistake: a region is sound where
 * declarations begin with it and with the next one, since all between them was read; the header, where one begins after it.
 */
export function soundRegions({ declarations }: Model, regions: readonly Region[]): number {
  const starts = new Set(declarations.map(({ $cstNode: place }) => place?.offset));
  const isStart = (region: Region | undefined): boolean => starts.has(region?.[0]?.startOffset);
  let count = 0;
  while ((count === 0 || isStart(regions[count])) && isStart(regions[count + 1])) count++;
  return count;
}

/** Takes away the declarations from an offset on. */
export function truncate(root: Model, offset: number, builder: Builder): void {
  root.declarations = root.declarations.filter(
    ({ $cstNode: place }) => place !== undefined && place.offset < offset,
  );
  const place = placeOf(root);
  for (
    let last = place?.content.at(-1);
    last !== undefined && last.offset >= offset;
    last = place?.content.at(-1)
  )
    builder.removeNode(last);
}

/** Moves declarations that stand further down into the tree, from one of their own. */
export function append(root: Model, declarations: readonly Declaration[], builder: Builder): void {
  const place = placeOf(root);
  for (const node of declarations) {
    Object.assign(node, { $container: root, $containerIndex: root.declarations.length });
    root.declarations.push(node);
    if (place !== undefined && node.$cstNode !== undefined) builder.appendChild(place, node.$cstNode);
  }
}

const placeOf = ({ $cstNode: place }: Model): CompositeCstNode | undefined =>
  place !== undefined && isCompositeCstNode(place) ? place : undefined;
