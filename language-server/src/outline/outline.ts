/** The outline of a file: what it declares, as a tree. Of a half-typed file, as much as could be read. */
import type { SymbolKind } from "vscode-languageserver";
import {
  type AstNode,
  ast,
  AstUtils,
  findProperty,
  type ProjectFile,
  startWithDoc,
} from "@esdl/language/editing";
import { passed, rowOf } from "./rows.js";

export interface Extent {
  readonly start: number;
  readonly end: number;
}

export interface Outlined {
  readonly node: AstNode;
  readonly kind: SymbolKind;
  readonly name: string;
  readonly detail: string;
  readonly isDeprecated: boolean;
  /** All of it, with what documents it. */
  readonly range: Extent;
  /** Its name, or the word that it begins with. */
  readonly selection: Extent;
  readonly children: readonly Outlined[];
}

const known = new WeakMap<AstNode, readonly Outlined[]>();

/** A context around all that is declared in it; what is declared, where the context has no name yet. */
export function outlineOf({ root, text }: ProjectFile): readonly Outlined[] {
  let outline = known.get(root);
  if (outline === undefined) known.set(root, (outline = read(root, text)));
  return outline;
}

function read(root: ast.Model, text: string): readonly Outlined[] {
  const children = childrenOf(root);
  const whole = outlined(root, children);
  return whole === undefined || root.name === ""
    ? children
    : [{ ...whole, range: { start: 0, end: text.length } }];
}

function childrenOf(node: AstNode): readonly Outlined[] {
  const found = AstUtils.streamContents(node)
    .toArray()
    .flatMap((child) => {
      if (passed.has(child.$type)) return childrenOf(child);
      return outlined(child) ?? [];
    });
  // Statuses and steps may be mentioned many times, and are declared by the first one.
  const first = new Set<string>();
  return found
    .sort((a, b) => a.range.start - b.range.start)
    .filter(({ node: one, name }) => !ast.isStatus(one) || (!first.has(name) && first.add(name)));
}

function outlined(node: AstNode, children?: readonly Outlined[]): Outlined | undefined {
  const row = rowOf(node);
  const place = node.$cstNode;
  if (row === undefined || place === undefined) return undefined;
  const { isLeaf, ...rest } = row;
  return {
    ...rest,
    node,
    range: { start: startWithDoc(node), end: place.end },
    selection: nameOf(node) ?? { start: place.offset, end: place.offset + wordLength(place.text) },
    children: children ?? (isLeaf ? [] : childrenOf(node)),
  };
}

function nameOf(node: AstNode): Extent | undefined {
  const name = findProperty({ node, property: "name" });
  return name && { start: name.offset, end: name.end };
}

const wordLength = (text: string): number => /^\w*/.exec(text)?.[0].length ?? 0;
