/** Types of the model as types of TypeScript, and what generated code needs to know of them. */
import {
  baseOf,
  entityOf,
  holdsSet,
  isConditional,
  mayBeLeftOut,
  shapeOf,
  unwrapped,
  type EntityType,
  type Field,
  type Lookup,
  type Ref,
  type Type,
  type ValueType,
} from "@esdl/language/model";
import { memberName, isIdentifier } from "../names/index.js";
import { stringLiteral } from "../escape/index.js";
import type { File } from "./file.js";
import { atVersion, type Sym, type Symbols } from "./symbols.js";

export { baseOf, entityOf, holdsSet, isConditional, mayBeLeftOut, shapeOf, unwrapped };

/** Every object has members of these names, so that an absent one would seem to be there. */
export const inherited: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Object.prototype));

/** Whether the type of input lets a field be left out: TypeScript would miss none that every object has. */
export function inputMayLack(field: Field): boolean {
  return mayBeLeftOut(field) && !inherited.has(field.name);
}

/** The version that a type says, if it is not the current one: what is generated of it stands in `upcasters.ts`. */
export function olderVersion(type: ValueType | EntityType, lookup: Lookup): number | undefined {
  return type.version === shapeOf(type.ref, lookup).version ? undefined : type.version;
}

/** Where the type that an enum reference means is declared: a declaration, or an aggregate's `Status`. */
export function enumSymbol(ref: Ref, symbols: Symbols): Sym {
  if (symbols.lookup.lifecycles.has(ref)) {
    return { module: symbols.aggregateModule(aggregateOf(ref)), name: "Status" };
  }
  return symbols.of("declared", ref);
}

/** `Sales.Order` of `Sales.Order.Status`. */
export function aggregateOf(ref: Ref): Ref {
  return ref.slice(0, ref.lastIndexOf("."));
}

/** How the text of a type is used: as a value holds it, or as input is written. */
export type Flavour = "read" | "input";

/** A type of the model in TypeScript, as values have it: readonly throughout. */
export function typeText(type: Type, file: File, flavour: Flavour = "read"): string {
  const { symbols } = file;
  switch (type.kind) {
    case "scalar":
      return scalarText(type.name, file);
    case "brand": {
      const brand = symbols.lookup.brands.get(type.ref);
      // Ids are told apart in input too; a person writes any other brand as its base.
      if (flavour === "input" && brand?.isId !== true && brand !== undefined) {
        return typeText(baseOf(brand.base, symbols.lookup), file, flavour);
      }
      return file.type(symbols.of("declared", type.ref));
    }
    case "enum":
      return file.type(enumSymbol(type.ref, symbols));
    case "value":
    case "entity": {
      const older = olderVersion(type, symbols.lookup);
      if (older !== undefined) return file.type(symbols.of("version", atVersion(type.ref, older)));
      return file.type(symbols.of(flavour === "input" ? "input" : "declared", type.ref));
    }
    case "optional":
      return `${typeText(type.of, file, flavour)} | undefined`;
    case "list":
    case "set":
      return `readonly ${itemText(type.of, file, flavour)}[]`;
    case "map":
      return `Readonly<Record<string, ${typeText(type.value, file, flavour)}>>`;
    case "record": {
      const members = type.fields.map((field) => memberText(field.name, field.type, file, flavour));
      return members.length === 0 ? "Readonly<Record<never, never>>" : `{ ${members.join("; ")} }`;
    }
    case "tuple":
      return `readonly [${type.items.map((item) => typeText(item, file, flavour)).join(", ")}]`;
    case "none":
      return "undefined";
  }
}

/** An element's type where `[]` follows. */
export function itemText(type: Type, file: File, flavour: Flavour = "read"): string {
  const text = typeText(type, file, flavour);
  return /[ |&]/u.test(text) && !text.startsWith("{") ? `(${text})` : text;
}

function scalarText(name: string, file: File): string {
  if (name === "int") return "number";
  if (name === "bool") return "boolean";
  return name === "json" ? file.valueType("JsonValue") : "string";
}

/** `name` as a property's name is written. */
export function propertyName(name: string): string {
  const member = memberName(name);
  return isIdentifier(member) ? member : stringLiteral(member);
}

/** `name` as a method's name is written in an interface, where a bare `new` would say how the whole is constructed. */
export function methodName(name: string): string {
  const written = propertyName(name);
  return written === "new" ? stringLiteral(written) : written;
}

/** `readonly amount: Amount`, `readonly note?: string`; input may say `undefined` for what it leaves out. */
export function memberText(name: string, type: Type, file: File, flavour: Flavour = "read"): string {
  const inner = typeText(unwrapped(type), file, flavour);
  const optional = type.kind === "optional";
  if (!optional) return `readonly ${propertyName(name)}: ${inner}`;
  return `readonly ${propertyName(name)}?: ${inner}${flavour === "input" ? " | undefined" : ""}`;
}

/** Whether values of the type are arrays or objects: what could be shared by mistake. */
export function isComposite(type: Type, lookup: Lookup): boolean {
  const inner = baseOf(unwrapped(type), lookup);
  return !["scalar", "enum", "none"].includes(inner.kind);
}

/** Whether a value of the type can break a rule after it was read: a `where`, a scale or an invariant. */
export function isConstrained(type: Type, lookup: Lookup): boolean {
  switch (type.kind) {
    case "scalar":
      return type.scale !== undefined;
    case "brand": {
      const brand = lookup.brands.get(type.ref);
      return brand !== undefined && (brand.where !== undefined || isConstrained(brand.base, lookup));
    }
    case "optional":
    case "list":
    case "set":
      return isConstrained(type.of, lookup);
    case "map":
      // Keys come from events, which are judged with all that is in them.
      return isConstrained(type.value, lookup);
    case "value":
    case "entity": {
      const shape = shapeOf(type.ref, lookup);
      return (
        shape.invariants.length > 0 ||
        shape.fields.some((field) => field.where !== undefined || isConstrained(field.type, lookup))
      );
    }
    default:
      return false;
  }
}
