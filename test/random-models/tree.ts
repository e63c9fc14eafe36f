/**
 * Source text as a tree that knows what may be taken out of it: what a model loses while a failure is shrunk. Expressions
 * know their type and how tightly they bind, so that any of them may stand in for another one.
 */
import type { Type } from "./types.js";

/** How tightly an expression binds, from loosest to tightest. */
export const Level = {
  whole: 0,
  or: 1,
  and: 2,
  not: 3,
  comparison: 4,
  coalesce: 5,
  sum: 6,
  product: 7,
  minus: 8,
  number: 9,
  postfix: 10,
} as const;

export type Part = string | Tree | Operand;

/** An expression inside of another one: in parentheses where it binds less tightly than it must. */
export interface Operand {
  readonly operand: Tree;
  readonly least: number;
}

export interface Tree {
  readonly parts: readonly Part[];
  /** The parts are items: what stands between those that print something. */
  readonly join?: string;
  /** What stands around the items, if there are any. `indent`: each on a line of its own, further to the right. */
  readonly around?: readonly [before: string, after: string];
  readonly indent?: true;
  /** Declarations without which this cannot be: it goes with them, or becomes the simplest expression of its type. */
  readonly mentions?: readonly string[];
  /** What it declares; all that mentions it goes with it. */
  readonly declares?: string;
  /** It can go by itself. */
  readonly free?: true;
  readonly expr?: { readonly type: Type; readonly level: number };
}

export const tree = (...parts: readonly Part[]): Tree => ({ parts });
export const free = (...parts: readonly Part[]): Tree => ({ parts, free: true });
/** A part that stands or falls with some declarations. */
export const about = (mentions: readonly string[], ...parts: readonly Part[]): Tree => ({ parts, mentions });
export const freeAbout = (mentions: readonly string[], ...parts: readonly Part[]): Tree => ({
  parts,
  mentions,
  free: true,
});
/** A declaration, which may go. */
export const declare = (symbol: string, mentions: readonly string[], ...parts: readonly Part[]): Tree => ({
  parts,
  mentions,
  declares: symbol,
  free: true,
});
/** `{ … }` with one item a line. */
export const block = (items: readonly Part[]): Tree => ({
  parts: items,
  join: "\n",
  around: ["{\n", "\n}"],
  indent: true,
});
export const lines = (items: readonly Part[]): Tree => ({ parts: items, join: "\n" });
export const listed = (items: readonly Part[], around?: readonly [before: string, after: string]): Tree => ({
  parts: items,
  join: ", ",
  ...(around === undefined ? {} : { around }),
});

export const expr = (type: Type, level: number, ...parts: readonly Part[]): Tree => ({
  parts,
  expr: { type, level },
});
export const operand = (of: Tree, least: number): Operand => ({ operand: of, least });

export function print(part: Part): string {
  if (typeof part === "string") return part;
  if ("operand" in part) {
    const text = print(part.operand);
    const level = part.operand.expr?.level ?? Level.postfix;
    return level < part.least ? `(${text})` : text;
  }
  if (part.join === undefined) return part.parts.map(print).join("");
  const items = part.parts.map(print).filter((text) => text !== "");
  const [before, after] = part.around ?? ["", ""];
  if (items.length === 0)
    return part.indent === true ? "{ }" : before === "(" || before === "[" ? before + after : "";
  const text = items.join(part.join);
  return before + (part.indent === true ? indented(text) : text) + after;
}

const indented = (text: string): string =>
  text
    .split("\n")
    .map((line) => (line === "" ? line : `  ${line}`))
    .join("\n");

/** The part as a tree, and how to put another one in its place. */
export const treeIn = (part: Part): Tree | undefined =>
  typeof part === "string" ? undefined : "operand" in part ? part.operand : part;

export const withTree = (part: Part, other: Tree): Part =>
  typeof part === "string" ? part : "operand" in part ? { ...part, operand: other } : other;

/** The same tree with every tree in it put through `change`; `undefined` takes one out. Parents before what they hold. */
export function rewrite(root: Tree, change: (tree: Tree) => Tree | undefined): Tree | undefined {
  const changed = change(root);
  if (changed === undefined) return undefined;
  const parts = changed.parts.flatMap((part): readonly Part[] => {
    const inner = treeIn(part);
    if (inner === undefined) return [part];
    const next = rewrite(inner, change);
    return next === undefined ? [] : next === inner ? [part] : [withTree(part, next)];
  });
  const isSame =
    parts.length === changed.parts.length && parts.every((part, at) => part === changed.parts[at]);
  return isSame ? changed : { ...changed, parts };
}

/** Every tree in a tree, parents first. */
export function* treesIn(root: Tree): Generator<Tree> {
  yield root;
  for (const part of root.parts) {
    const inner = treeIn(part);
    if (inner !== undefined) yield* treesIn(inner);
  }
}
