/** The types of the models that are made up, as their declarations know one another. */

export type Scalar =
  "string" | "int" | "decimal" | "bool" | "uuid" | "instant" | "date" | "duration" | "json";

export type Type =
  | { readonly kind: "scalar"; readonly name: Scalar; readonly scale?: number }
  | { readonly kind: "brand"; readonly of: Brand }
  | { readonly kind: "enum"; readonly of: Enum }
  | { readonly kind: "value" | "entity"; readonly of: Shape }
  | { readonly kind: "optional" | "list" | "set"; readonly of: Type }
  | { readonly kind: "map"; readonly key: Type; readonly of: Type };

/** Something with a name in a context; `owner` is the aggregate that it belongs to. */
export interface Named {
  readonly context: string;
  readonly owner?: string;
  readonly name: string;
  /** Another context may name it. */
  readonly shown: boolean;
}

export interface Brand extends Named {
  readonly base: Type;
  /** Literals of the base that its conditions let through; undefined: any. */
  readonly samples: readonly string[] | undefined;
}

export interface Enum extends Named {
  readonly members: readonly string[];
}

export interface Field {
  readonly name: string;
  readonly type: Type;
  /** What shrinking calls it. */
  readonly symbol: string;
  /** Literals that its own `where` lets through; undefined: there is none. */
  readonly samples?: readonly string[];
  readonly hasDefault: boolean;
  /** The statuses in which it exists. */
  readonly in?: readonly string[];
}

export interface Shape extends Named {
  /** The key first, for an entity. */
  readonly fields: readonly Field[];
  readonly getters: readonly Field[];
  readonly key?: Field;
}

export const scalar = (name: Scalar, scale?: number): Type =>
  scale === undefined ? { kind: "scalar", name } : { kind: "scalar", name, scale };
export const optional = (of: Type): Type => ({ kind: "optional", of });
export const listOf = (of: Type): Type => ({ kind: "list", of });
export const setOf = (of: Type): Type => ({ kind: "set", of });

export const string = scalar("string");
export const int = scalar("int");
export const decimal = scalar("decimal");
export const bool = scalar("bool");
export const instant = scalar("instant");
export const date = scalar("date");
export const duration = scalar("duration");
export const uuid = scalar("uuid");

/** Where something is written: names of other contexts are qualified there. */
export interface Place {
  readonly context: string;
  readonly owner?: string;
}

/** A declaration's name as it must be written in a place. */
export function nameOf(named: Named, place: Place): string {
  const own = named.context === place.context;
  const owner = named.owner === undefined || (own && named.owner === place.owner) ? [] : [named.owner];
  return [...(own ? [] : [named.context]), ...owner, named.name].join(".");
}

export function show(type: Type, place: Place): string {
  switch (type.kind) {
    case "scalar":
      return type.scale === undefined ? type.name : `${type.name}(${String(type.scale)})`;
    case "brand":
    case "enum":
    case "value":
    case "entity":
      return nameOf(type.of, place);
    case "optional":
      return `${show(type.of, place)}?`;
    case "list":
      return `${show(type.of, place)}[]`;
    case "set":
      return `set<${show(type.of, place)}>`;
    case "map":
      return `map<${show(type.key, place)}, ${show(type.of, place)}>`;
  }
}

const nowhere: Place = { context: "" };
export const same = (a: Type, b: Type): boolean => a === b || show(a, nowhere) === show(b, nowhere);

/** What a type is made of, brands aside. */
export const baseOf = (type: Type): Type => (type.kind === "brand" ? baseOf(type.of.base) : type);

export const isScalar = (type: Type, ...names: readonly Scalar[]): boolean =>
  type.kind === "scalar" && names.includes(type.name);

export const isOrdered = (type: Type): boolean =>
  isScalar(baseOf(type), "string", "int", "decimal", "uuid", "instant", "date", "duration");

/** It is empty when nothing is given. */
export const isEmptyByItself = (type: Type): boolean =>
  ["optional", "list", "set", "map"].includes(type.kind);

/** Whether an expression of `from` may stand where `to` is expected. */
export function fits(from: Type, to: Type): boolean {
  if (same(from, to)) return true;
  if (to.kind === "optional") return fits(from.kind === "optional" ? from.of : from, to.of);
  if (from.kind === "optional") return false;
  if ((from.kind === "list" || from.kind === "set") && from.kind === to.kind)
    return fitsInside(from.of, to.of);
  if (from.kind === "map" && to.kind === "map") return same(from.key, to.key) && fitsInside(from.of, to.of);
  if (isScalar(to, "decimal") && isScalar(baseOf(from), "int", "decimal")) return true;
  if (to.kind === "brand") {
    if (from.kind === "brand") return madeOf(from, to);
    // A number converts to a brand over it, and is checked when the command runs.
    return isScalar(from, "int", "decimal") && fits(from, to.of.base);
  }
  return from.kind === "brand" && fits(from.of.base, to);
}

/** The number type that an operator on two of them answers. */
export function numberAfter(sign: string, left: Type, right: Type): Type {
  const [a, b] = [scaleOf(left), scaleOf(right)];
  if (sign === "/" || a === undefined || b === undefined) return decimal;
  return scalar("decimal", sign === "*" ? a + b : Math.max(a, b));
}

/** How many digits a number has at most after its point. */
export function scaleOf(type: Type): number | undefined {
  const base = baseOf(type);
  if (base.kind !== "scalar") return undefined;
  return base.name === "int" ? 0 : base.scale;
}

const madeOf = (from: Type, to: Type): boolean =>
  same(from, to) || (from.kind === "brand" && madeOf(from.of.base, to));

/** In a collection nothing is converted: a brand may stand for its base, a narrower decimal for a wider one. */
function fitsInside(from: Type, to: Type): boolean {
  if (same(from, to)) return true;
  if (from.kind === "brand") return fitsInside(from.of.base, to);
  if (isScalar(from, "decimal") && to.kind === "scalar" && to.name === "decimal")
    return (
      to.scale === undefined || (from.kind === "scalar" && from.scale !== undefined && from.scale <= to.scale)
    );
  return false;
}

/** Whether the type can be left to its reader: nothing of it is written in a model. */
export function isWritable(type: Type): boolean {
  switch (type.kind) {
    case "scalar":
      return type.name !== "json";
    case "map":
      return false;
    case "value":
    case "entity":
      return type.of.fields.every(
        (field) => field.hasDefault || isEmptyByItself(field.type) || isWritable(field.type),
      );
    case "brand":
      return isWritable(type.of.base);
    default:
      return true;
  }
}
