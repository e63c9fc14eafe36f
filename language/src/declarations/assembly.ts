/** What assembling the model of one check works with, and how parts of it are made from the syntax. */
import type { AstNode } from "langium";
import type { Locator } from "../diagnostics/locate.js";
import type { Report } from "../diagnostics/report.js";
import type { Elaborator } from "../elaborate/api.js";
import type { Named } from "../generated/ast.js";
import type { Declaration, Documented } from "../model/index.js";
import type { Names, SymbolOf, DeclaredKind } from "../names/api.js";
import type { Signatures } from "../signatures/api.js";
import { docOf } from "../syntax/doc.js";

export interface Assembly {
  readonly names: Names;
  readonly signatures: Signatures;
  readonly elaborate: Elaborator;
  readonly report: Report;
  readonly locate: Locator;
  /** The syntax that each part of the model was made from, for checks that point at it. */
  readonly origins: Map<object, AstNode>;
  /**
   * For editors: looks at a body that cannot be judged, because something that it builds on is wrong. What is reported
   * inside of `node` meanwhile is not kept.
   */
  readonly unjudged?: ((node: AstNode, look: () => void) => void) | undefined;
}

/**
 * Gathers the parts of a construct. A part that is undefined has been reported; the construct is whole if none was.
 */
export interface Parts {
  /** `value` itself; undefined makes the construct incomplete. */
  need<T>(value: T | undefined): T | undefined;
  /** Those that are there; a missing one makes the construct incomplete. */
  all<T>(values: readonly (T | undefined)[]): readonly T[];
  isWhole(): boolean;
}

export function createParts(): Parts {
  let whole = true;
  const need = <T>(value: T | undefined): T | undefined => {
    if (value === undefined) whole = false;
    return value;
  };
  return {
    need,
    all: <T>(values: readonly (T | undefined)[]): readonly T[] => {
      const there: T[] = [];
      for (const value of values) if (need(value) !== undefined && value !== undefined) there.push(value);
      return there;
    },
    isWhole: () => whole,
  };
}

/** Remembers where a part came from. */
export function from<T extends object>(assembly: Assembly, part: T, node: AstNode): T {
  assembly.origins.set(part, node);
  return part;
}

/** Name, doc and places of what `node` declares. */
export function documented({ locate }: Assembly, node: AstNode & { readonly name: string }): Documented {
  const nameSpan = locate.span({ node, property: "name" });
  return { name: node.name, ...docAt(node), span: locate.span(node), nameSpan };
}

/** `{ doc }` when there is one. */
export function docAt(node: AstNode): { readonly doc?: string } {
  const doc = docOf(node);
  return doc === undefined ? {} : { doc };
}

export function declaration(
  assembly: Assembly,
  symbol: SymbolOf<DeclaredKind>,
  node: Named = symbol.node as Named,
): Declaration {
  return { ...documented(assembly, node), ref: symbol.ref, public: symbol.public };
}

/** `{ [key]: value }` unless the value is undefined: optional members are absent, not undefined. */
export function optional<K extends string, V>(key: K, value: V | undefined): Partial<Readonly<Record<K, V>>> {
  const members: Partial<Record<K, V>> = {};
  if (value !== undefined) members[key] = value;
  return members;
}
