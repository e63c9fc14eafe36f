/** Arbitraries of types, as expressions: near what conditions ask, so that most of what is made up passes them. */
import type { Expr, Field, ScalarType, Type } from "@esdl/language/model";
import { regexLiteral, stringLiteral } from "../escape/index.js";
import { memberAccess } from "../names/index.js";
import type { File } from "../typescript/file.js";
import { list, type Doc } from "../typescript/layout.js";
import { call, hug, object, property } from "../typescript/syntax.js";
import { baseOf, enumSymbol, inputMayLack, isConstrained, shapeOf } from "../typescript/types.js";
import { limitsOf, type Bound, type Limits } from "./limits.js";
import { isStrange, textsMatching } from "./patterns.js";
import type { ArbitrarySymbols } from "./symbols.js";

export const testing = "@esdl/runtime/testing";

/** A file of arbitraries while it is written. */
export interface ArbitraryFile {
  readonly file: File;
  readonly arbitraries: ArbitrarySymbols;
  /** The argument that says how much care is taken, where this is written. */
  readonly care: string;
}

/** Whether the arbitrary of a type takes an argument that says how much care is taken: chance may not find one. */
export function takesCare(type: Type, file: File): boolean {
  const { lookup } = file.symbols;
  switch (type.kind) {
    case "brand":
      return true;
    case "value":
    case "entity":
      return (
        isConstrained(type, lookup) ||
        shapeOf(type.ref, lookup).fields.some((field) => takesCare(field.type, file))
      );
    case "optional":
    case "list":
    case "set":
      return takesCare(type.of, file);
    case "map":
      return takesCare(type.key, file) || takesCare(type.value, file);
    default:
      return false;
  }
}

/** `fc`, as its users call it. */
export const fc = (file: File): string => file.imported("fast-check", "default");

export const arbitraryType = (of: string, file: File): string =>
  `${file.importedType("fast-check", "Arbitrary")}<${of}>`;

/** An arbitrary of a type. @param where a condition besides those of the type, which most values should meet */
export function arbitrary(type: Type, where: Expr | undefined, owner: ArbitraryFile): Doc {
  const { file, arbitraries } = owner;
  const limits = limitsOf(where);
  switch (type.kind) {
    case "scalar":
      return scalar(type, limits, file);
    case "brand":
    case "value":
    case "entity":
      return `${file.use(arbitraries.of(type.ref))}(${takesCare(type, file) ? owner.care : ""})`;
    case "enum":
      return listed(limits) ?? `${fc(file)}.constantFrom(...${file.use(enumSymbol(type.ref, file.symbols))})`;
    case "optional":
      return arbitrary(type.of, where, owner);
    case "list":
      return items(
        type.of,
        type.of.kind === "entity" ? entityKey(type.of.ref, file) : undefined,
        limits,
        owner,
      );
    case "set":
      return items(type.of, isPlain(type.of, file) ? [] : canonical(file), limits, owner);
    case "map": {
      const options = object([...sizes(limits, "Keys"), "noNullPrototype: true"]);
      const [key, value] = [arbitrary(type.key, undefined, owner), arbitrary(type.value, undefined, owner)];
      return call(`${fc(file)}.dictionary`, [key, value, options]);
    }
    case "record":
    case "tuple":
    case "none":
      throw new Error(`nothing that is stored has the type ${type.kind}`);
  }

  function listed({ values }: Limits): Doc | undefined {
    return values && call(`${fc(file)}.constantFrom`, values.map(literal));
  }
}

/** Fields as an object. `input`: of a command, where what has a default may be left out. */
export function recordOf(fields: readonly Field[], input: boolean, owner: ArbitraryFile): Doc {
  const { file } = owner;
  const isOptional = (field: Field): boolean =>
    input ? inputMayLack(field) : field.type.kind === "optional";
  const required = fields.filter((field) => !isOptional(field)).map(({ name }) => stringLiteral(name));
  const members = fields.map(({ name, type, where }) => {
    const valid = arbitrary(type, where, owner);
    const beyond = input ? edges(type, where, file) : [];
    return property(name, beyond.length === 0 ? valid : mostly(valid, beyond, file));
  });
  const options = object([
    ...(required.length === fields.length ? [] : [["requiredKeys: ", hug(list("[", required, "]"))]]),
    "noNullPrototype: true",
  ]);
  return call(`${fc(file)}.record`, [object(members), options]);
}

function mostly(valid: Doc, beyond: readonly Doc[], file: File): Doc {
  return call(`${fc(file)}.oneof`, [
    object(["weight: 9", ["arbitrary: ", valid]]),
    object(["weight: 1", ["arbitrary: ", call(`${fc(file)}.constantFrom`, beyond)]]),
  ]);
}

// --------------------------------------------------------------------------------------------- collections

function items(of: Type, unique: readonly Doc[] | undefined, limits: Limits, owner: ArbitraryFile): Doc {
  const { file } = owner;
  const item = arbitrary(of, undefined, owner);
  if (unique === undefined) return call(`${fc(file)}.array`, [item, object([...sizes(limits, "Length")])]);
  return call(`${fc(file)}.uniqueArray`, [item, object([...unique, ...sizes(limits, "Length")])]);
}

const few = 4;

function sizes({ shortest = 0, longest = Infinity }: Limits, of: "Length" | "Keys"): readonly Doc[] {
  const most = Math.min(longest, Math.max(few, shortest));
  return [
    ...(shortest > 0 ? [`min${of}: ${String(shortest)}`] : []),
    `max${of}: ${String(Math.max(0, most))}`,
  ];
}

function entityKey(ref: string, file: File): readonly Doc[] {
  const entity = file.symbols.lookup.entities.get(ref);
  return entity === undefined ? [] : [`selector: (item) => item${memberAccess(entity.key.name)}`];
}

const canonical = (file: File): readonly Doc[] => [`selector: ${file.value("canonicalJson")}`];

/** Whether `===` tells values of the type apart. */
function isPlain(type: Type, file: File): boolean {
  const base = baseOf(type, file.symbols.lookup);
  return base.kind === "enum" || (base.kind === "scalar" && base.name !== "json");
}

// ------------------------------------------------------------------------------------------------- scalars

function scalar(type: ScalarType, limits: Limits, file: File): Doc {
  const { values } = limits;
  const [value] = values ?? [];
  // The type of the constants alone would be too narrow to be that of a brand.
  if (values !== undefined && value !== undefined)
    return call(`${fc(file)}.constantFrom<${typeof value}>`, values.map(literal));
  switch (type.name) {
    case "string":
      return text(limits, file);
    case "int": {
      const [min, max] = range(limits, 0, { low: -100, span: 1000 });
      return `${fc(file)}.integer({ min: ${String(min)}, max: ${String(max)} })`;
    }
    case "decimal": {
      const digits = Math.min(type.scale ?? 4, 6);
      const [min, max] = range(limits, digits, { low: -100, span: 1000 });
      const units = `${fc(file)}.integer({ min: ${String(min)}, max: ${String(max)} })`;
      return `${units}.map((units) => ${file.imported(testing, "decimalOf")}(units, ${String(digits)}))`;
    }
    case "bool":
      return `${fc(file)}.boolean()`;
    case "uuid":
      return repeating(
        `${fc(file)}.uuid()`,
        names.map((name) => `${file.imported(testing, "uuidOf")}(${stringLiteral(name)})`),
        file,
      );
    case "instant":
      return `${dates(file)}.map((date) => date.toISOString())`;
    case "date":
      return `${dates(file)}.map((date) => date.toISOString().slice(0, 10))`;
    case "duration":
      return `${fc(file)}.integer({ min: 0, max: 100_000 }).map((seconds) => ${file.value("durationFromMilliseconds")}(seconds * 1000))`;
    case "json":
      return `${fc(file)}.jsonValue({ maxDepth: 2 }).map(${file.imported(testing, "jsonOf")})`;
  }
}

const dates = (file: File): string =>
  `${fc(file)}.date({ min: new Date("2020-01-01"), max: new Date("2030-01-01"), noInvalidDate: true })`;

function text(limits: Limits, file: File): Doc {
  const { patterns, shortest = 0, longest = 200, startsWith, endsWith } = limits;
  const usable = patterns.find((source) => !isStrange(source));
  if (usable !== undefined) {
    const some = textsMatching(patterns, 3, shortest, longest).map(stringLiteral);
    return repeating(`${fc(file)}.stringMatching(${regexLiteral(usable)})`, some, file);
  }
  if (patterns.length > 0) {
    const found = textsMatching(patterns, 5, shortest, longest);
    return call(`${fc(file)}.constantFrom`, (found.length === 0 ? [""] : found).map(stringLiteral));
  }
  const affix = Array.from((startsWith ?? "") + (endsWith ?? "")).length;
  const options = object([
    ...(shortest > affix ? [`minLength: ${String(shortest - affix)}`] : []),
    `maxLength: ${String(Math.max(0, Math.min(longest - affix, Math.max(12, shortest))))}`,
  ]);
  const plain = call(`${fc(file)}.string`, [options]);
  if (affix === 0) return plain;
  const parts = [startsWith, "text", endsWith].flatMap((part, at) =>
    part === undefined ? [] : [at === 1 ? part : stringLiteral(part)],
  );
  return [plain, `.map((text) => ${parts.join(" + ")})`];
}

const names = ["one", "two", "three"];

/** Values of which a few come again and again: what is the same in two places is the same by chance otherwise never. */
function repeating(any: Doc, some: readonly string[], file: File): Doc {
  return some.length === 0 ? any : call(`${fc(file)}.oneof`, [call(`${fc(file)}.constantFrom`, some), any]);
}

/** The bounds of a number in units of its last digit. */
function range(
  { low, high }: Limits,
  digits: number,
  usual: { readonly low: number; readonly span: number },
): readonly [min: number, max: number] {
  const unit = 10 ** digits;
  const least =
    low && unitsOf(low.value, digits, Math.ceil) + (low.open && isWhole(low.value, digits) ? 1 : 0);
  const most =
    high && unitsOf(high.value, digits, Math.floor) - (high.open && isWhole(high.value, digits) ? 1 : 0);
  const min = least ?? Math.min(usual.low * unit, (most ?? Infinity) - usual.span * unit);
  const max = most ?? Math.max(usual.low * unit, min) + (usual.span - usual.low) * unit;
  return [clamp(min), Math.max(clamp(min), clamp(max))];
}

const clamp = (n: number): number => Math.min(Number.MAX_SAFE_INTEGER, Math.max(Number.MIN_SAFE_INTEGER, n));

const isWhole = (value: string, digits: number): boolean => (value.split(".")[1]?.length ?? 0) <= digits;

function unitsOf(value: string, digits: number, round: (n: number) => number): number {
  const [whole = "0", fraction = ""] = value.replace("-", "").split(".");
  const moved = Number(`${whole}${fraction.slice(0, digits).padEnd(digits, "0")}.${fraction.slice(digits)}0`);
  return round(value.startsWith("-") ? -moved : moved);
}

/** What lies just beyond the bounds of a number: input that is nearly right. */
function edges(type: Type, where: Expr | undefined, file: File): readonly Doc[] {
  const { lookup } = file.symbols;
  if (type.kind === "optional") return edges(type.of, where, file);
  if (type.kind === "brand") {
    const brand = lookup.brands.get(type.ref);
    return brand === undefined || brand.isId ? [] : edges(brand.base, brand.where, file);
  }
  if (type.kind !== "scalar" || (type.name !== "int" && type.name !== "decimal")) return [];
  const { low, high } = limitsOf(where);
  const beyond = [...beside(low, -1, type.name), ...beside(high, 1, type.name)];
  return beyond.map(literal);
}

function beside(bound: Bound | undefined, step: number, of: "int" | "decimal"): readonly (string | number)[] {
  if (bound === undefined) return [];
  const { value, open } = bound;
  if (open) return [of === "int" ? Number(value) : value];
  const next = Number(value) + step;
  if (!Number.isSafeInteger(next)) return [];
  return [of === "int" ? next : String(next)];
}

function literal(value: string | number | boolean): string {
  return typeof value === "string" ? stringLiteral(value) : String(value);
}
