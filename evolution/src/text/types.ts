/** Types as text: fully qualified, with the version of every embedded value, so that texts compare as types do. */
import type { Lookup, Ref, Type } from "@esdl/language/model";

/** The version of a value or entity today. */
export type CurrentVersion = (ref: Ref) => number;

export const currentVersions =
  ({ values, entities }: Lookup): CurrentVersion =>
  (ref) =>
    (values.get(ref) ?? entities.get(ref))?.version ?? 1;

/** `Sales.Money@2[]`. Enums bear no version: their old members are read as new ones wherever they occur. */
export function typeText(type: Type, current: CurrentVersion): string {
  const inner = (of: Type): string => typeText(of, current);
  switch (type.kind) {
    case "scalar":
      return type.scale === undefined ? type.name : `${type.name}(${String(type.scale)})`;
    case "brand":
    case "enum":
      return type.ref;
    case "value":
    case "entity":
      return `${type.ref}@${String(type.version ?? current(type.ref))}`;
    case "optional":
      return `${inner(type.of)}?`;
    case "list":
      return `${inner(type.of)}[]`;
    case "set":
      return `set<${inner(type.of)}>`;
    case "map":
      return `map<${inner(type.key)}, ${inner(type.value)}>`;
    case "record":
      return `{ ${type.fields.map(({ name, type: of }) => `${name}: ${inner(of)}`).join(", ")} }`;
    case "tuple":
      return `(${type.items.map(inner).join(", ")})`;
    case "none":
      return "none";
  }
}

/** A type that was read back from its text. */
export type TextType =
  | { readonly kind: "scalar"; readonly name: string; readonly scale?: number }
  /** A brand, enum, value or entity; those with versions bear one. */
  | { readonly kind: "named"; readonly ref: Ref; readonly version?: number }
  | { readonly kind: "optional" | "list" | "set"; readonly of: TextType }
  | { readonly kind: "map"; readonly key: TextType; readonly value: TextType };

/** The inverse of `typeText`; undefined for what is no type. */
export function parseType(text: string): TextType | undefined {
  if (text.endsWith("?")) return wrapped("optional", parseType(text.slice(0, -1)));
  if (text.endsWith("[]")) return wrapped("list", parseType(text.slice(0, -2)));
  const set = /^set<(.*)>$/.exec(text);
  if (set !== null) return wrapped("set", parseType(set[1] ?? ""));
  const map = /^map<([^,<>]*), (.*)>$/.exec(text);
  if (map !== null) {
    const [key, value] = [parseType(map[1] ?? ""), parseType(map[2] ?? "")];
    return key && value && { kind: "map", key, value };
  }
  const decimal = /^decimal\((\d+)\)$/.exec(text);
  if (decimal !== null) return { kind: "scalar", name: "decimal", scale: Number(decimal[1]) };
  if (/^[a-z]+$/.test(text)) return { kind: "scalar", name: text };
  const named = /^(\w+(?:\.\w+)+)(?:@(\d+))?$/.exec(text);
  if (named === null) return undefined;
  return {
    kind: "named",
    ref: named[1] ?? "",
    ...(named[2] === undefined ? {} : { version: Number(named[2]) }),
  };
}

const wrapped = (kind: "optional" | "list" | "set", of: TextType | undefined): TextType | undefined =>
  of && { kind, of };

export function showType(type: TextType): string {
  switch (type.kind) {
    case "scalar":
      return type.scale === undefined ? type.name : `${type.name}(${String(type.scale)})`;
    case "named":
      return type.version === undefined ? type.ref : `${type.ref}@${String(type.version)}`;
    case "optional":
      return `${showType(type.of)}?`;
    case "list":
      return `${showType(type.of)}[]`;
    case "set":
      return `set<${showType(type.of)}>`;
    case "map":
      return `map<${showType(type.key)}, ${showType(type.value)}>`;
  }
}

/** The named types in a type. */
export function* namedIn(type: TextType): Generator<Extract<TextType, { kind: "named" }>> {
  if (type.kind === "named") yield type;
  else if (type.kind === "map") {
    yield* namedIn(type.key);
    yield* namedIn(type.value);
  } else if (type.kind !== "scalar") yield* namedIn(type.of);
}
