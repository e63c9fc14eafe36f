/** How two types relate: what JSON of the older one means to a reader of the newer one. */
import type { Ref } from "@esdl/language/model";
import type { Facts } from "../facts/facts.js";
import { parseType, showType, type TextType } from "../text/types.js";

export type Relation =
  | { readonly kind: "same" | "widened" | "narrowed" | "brand" | "required" | "optional" | "changed" }
  /** Another version of an embedded value or entity. */
  | { readonly kind: "version"; readonly ref: Ref; readonly from: number; readonly to: number }
  | { readonly kind: "element"; readonly of: "items" | "keys" | "values"; readonly inner: Relation };

/** The facts on both sides: what names mean there. */
export interface Sides {
  readonly old: Facts;
  readonly now: Facts;
}

export function relate(oldText: string, nowText: string, sides: Sides): Relation {
  if (oldText === nowText) return { kind: "same" };
  const [old, now] = [parseType(oldText), parseType(nowText)];
  return old === undefined || now === undefined ? { kind: "changed" } : relateTypes(old, now, sides);
}

function relateTypes(old: TextType, now: TextType, sides: Sides): Relation {
  if (showType(old) === showType(now)) return { kind: "same" };
  if (old.kind === "optional" || now.kind === "optional") return relateOptionals(old, now, sides);
  if (isCollection(old) && isCollection(now)) {
    const inner = relateTypes(old.of, now.of, sides);
    if (inner.kind !== "same") return element("items", inner);
    return { kind: old.kind === "set" ? "widened" : "narrowed" };
  }
  if (old.kind === "map" && now.kind === "map") {
    const key = relateTypes(old.key, now.key, sides);
    const value = relateTypes(old.value, now.value, sides);
    if (key.kind === "same") return element("values", value);
    return value.kind === "same" ? element("keys", key) : { kind: "changed" };
  }
  if (old.kind === "named" && now.kind === "named" && old.ref === now.ref && old.version !== now.version) {
    return { kind: "version", ref: now.ref, from: old.version ?? 1, to: now.version ?? 1 };
  }
  const [before, after] = [scalarOf(old, sides.old), scalarOf(now, sides.now)];
  if (before === undefined || after === undefined) {
    return { kind: after?.name === "json" ? "widened" : before?.name === "json" ? "narrowed" : "changed" };
  }
  return relateScalars(before, after);
}

const element = (of: "items" | "keys" | "values", inner: Relation): Relation =>
  // Versions of what is embedded go through every list and map.
  inner.kind === "version" ? inner : { kind: "element", of, inner };

const isCollection = (type: TextType): type is Extract<TextType, { kind: "list" | "set" | "optional" }> =>
  type.kind === "list" || type.kind === "set";

function relateOptionals(old: TextType, now: TextType, sides: Sides): Relation {
  const [before, after] = [present(old), present(now)];
  const inner = relateTypes(before, after, sides);
  if (old.kind === now.kind) return inner;
  if (inner.kind === "same") return { kind: now.kind === "optional" ? "optional" : "required" };
  return { kind: "changed" };
}

const present = (type: TextType): TextType => (type.kind === "optional" ? type.of : type);

type Scalar = Extract<TextType, { kind: "scalar" }>;

/** What a type is in JSON, as a scalar; undefined for enums, values and collections. */
export function scalarOf(type: TextType, facts: Facts): Scalar | undefined {
  if (type.kind === "scalar") return type;
  if (type.kind !== "named") return undefined;
  const base = facts.brands.get(type.ref)?.base;
  const parsed = base === undefined ? undefined : parseType(base);
  return parsed && scalarOf(parsed, facts);
}

/** Scalars that are texts in JSON, each read by `string`. */
const texts: ReadonlySet<string> = new Set(["string", "uuid", "instant", "date", "duration", "decimal"]);

function relateScalars(old: Scalar, now: Scalar): Relation {
  if (showType(old) === showType(now)) return { kind: "brand" };
  if (old.name === "decimal" && now.name === "decimal") {
    const [before, after] = [old.scale ?? Infinity, now.scale ?? Infinity];
    return { kind: after > before ? "widened" : "narrowed" };
  }
  if (now.name === "json" || (now.name === "string" && texts.has(old.name))) return { kind: "widened" };
  if (old.name === "json" || (old.name === "string" && texts.has(now.name) && now.name !== "decimal")) {
    return { kind: "narrowed" };
  }
  return { kind: "changed" };
}

/** Changes that leave every stored value valid. */
export const isWidening = (relation: Relation): boolean =>
  relation.kind === "same" ||
  relation.kind === "widened" ||
  relation.kind === "optional" ||
  (relation.kind === "element" && isWidening(relation.inner) && relation.inner.kind !== "optional");
