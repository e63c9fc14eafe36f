/** Arbitrary values of a model's types, taken from the checked model. Few values occur often, so that they meet again. */
import {
  fieldsAt,
  type Expr,
  type Field,
  type Lookup,
  type ScalarType,
  type Type,
} from "@esdl/language/model";
import {
  readBool,
  readDate,
  readDecimal,
  readDuration,
  readInstant,
  readInt,
  readJson,
  readText,
  readUuid,
  type Problem,
} from "@esdl/runtime/values";
import fc, { type Arbitrary } from "fast-check";
import { hostileTexts } from "./hostile.js";

/**
 * `given`: as a caller may give it. `edges`: as given, with numbers and lengths at their bounds every other time, or one
 * step from them on either side. `stored`: canonical and whole, as states and events hold it.
 */
export type Form = "given" | "edges" | "stored";

/**
 * Input of a type that its reader should take; a `where` that says more than a pattern and bounds may still refuse it.
 *
 */
export function valueOf(type: Type, lookup: Lookup, where?: Expr, form: Form = "given"): Arbitrary<unknown> {
  switch (type.kind) {
    case "scalar":
      return scalarOf(type, where, form);
    case "brand": {
      const { base, where: own } = lookup.brands.get(type.ref)!;
      const few = often(valueOf(base, lookup, own, form === "edges" ? "given" : form));
      // Of three values that occur mostly, none may be at a bound.
      return form === "edges"
        ? fc.oneof({ weight: 1, arbitrary: few }, { weight: 3, arbitrary: valueOf(base, lookup, own, form) })
        : few;
    }
    case "enum":
      return fc.constantFrom(...membersOf(type.ref, lookup));
    case "value":
    case "entity":
      return objectOf(fieldsAt(type, lookup), lookup, form);
    case "optional":
      return valueOf(type.of, lookup, where, form);
    case "list": {
      const items = fc.array(valueOf(type.of, lookup, undefined, form), { maxLength: 4 });
      if (type.of.kind !== "entity") return items;
      const [key] = fieldsAt(type.of, lookup);
      return items.map((list) => distinct(list, (item) => Reflect.get(item as object, key!.name)));
    }
    case "set":
      return fc
        .array(valueOf(type.of, lookup, undefined, form), { maxLength: 4 })
        .map((list) => distinct(list, (item) => item));
    case "map":
      return fc
        .array(
          fc.tuple(valueOf(type.key, lookup, undefined, form), valueOf(type.value, lookup, undefined, form)),
          { maxLength: 4 },
        )
        .map((entries) => Object.fromEntries(distinct(entries, ([key]) => key)) as unknown);
    case "record":
    case "tuple":
    case "none":
      throw new Error(`no input has the type ${type.kind}`);
  }
}

/** An object of these fields. What may be left out is left out at times. */
export function objectOf(fields: readonly Field[], lookup: Lookup, form: Form = "given"): Arbitrary<object> {
  const members = Object.fromEntries(
    fields.map(({ name, type, where }) => [name, valueOf(type, lookup, where, form)]),
  );
  const optional = (field: Field): boolean =>
    form === "stored" ? field.type.kind === "optional" : mayBeLeftOut(field);
  const needed = fields.filter((field) => !optional(field)).map(({ name }) => name);
  // Of a null prototype, fc.record would make two kinds of objects.
  return fc.record(members, { requiredKeys: needed, noNullPrototype: true });
}

/** Commands may leave out what is optional, has a default, or is a collection. */
export function mayBeLeftOut({ type, default: preset }: Field): boolean {
  return preset !== undefined || ["optional", "list", "set", "map"].includes(type.kind);
}

/** The members of an enum, or the statuses of a lifecycle. */
export function membersOf(ref: string, lookup: Lookup): readonly string[] {
  return lookup.enums.get(ref)?.members.map(({ name }) => name) ?? lookup.lifecycles.get(ref)?.statuses ?? [];
}

/** The first of those whose keys are written alike in lower case: uuids are equal in either case. */
function distinct<T>(items: readonly T[], keyOf: (item: T) => unknown): T[] {
  const seen = new Set<string>();
  return items.filter((item) => {
    const key = JSON.stringify(keyOf(item)).toLowerCase();
    return seen.size < seen.add(key).size;
  });
}

/** Mostly one of three values. */
function often(arbitrary: Arbitrary<unknown>): Arbitrary<unknown> {
  const few = fc.sample(arbitrary, { numRuns: 3, seed: 7 });
  return fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...few) }, { weight: 1, arbitrary });
}

const uuids = ["a", "b", "c"].map((digit) => `018f6b1c-9a3e-7c54-b2d1-3e5f7a9b1c2${digit}`);
const twoDigits = (max: number, from = 0): Arbitrary<string> =>
  fc.integer({ min: from, max }).map((n) => String(n).padStart(2, "0"));
const days = fc.tuple(fc.integer({ min: 1900, max: 2100 }), twoDigits(12, 1), twoDigits(28, 1));

function scalarOf(type: ScalarType, where: Expr | undefined, form: Form): Arbitrary<unknown> {
  const within = scalarWithin(type, where);
  if (form === "stored") return within.map((value) => canonical(type, value));
  const bounds = form === "edges" ? edgesOf(type, limitsOf(where)) : [];
  return bounds.length === 0 ? within : fc.oneof(within, fc.constantFrom(...bounds));
}

/** The canonical form of input of a scalar. */
function canonical(type: ScalarType, input: unknown): unknown {
  const problems: Problem[] = [];
  const value = readers[type.name](input, problems);
  if (problems.length > 0) throw new Error(`${String(input)} is no ${type.name}`);
  return value;
}

const readers: Readonly<Record<ScalarType["name"], (input: unknown, problems: Problem[]) => unknown>> = {
  string: readText,
  int: readInt,
  decimal: readDecimal,
  bool: readBool,
  uuid: readUuid,
  instant: readInstant,
  date: readDate,
  duration: readDuration,
  json: readJson,
};

/** The values at the bounds of a type, and the nearest ones on either side. */
function edgesOf({ name, scale }: ScalarType, { bounds, shortest, longest }: Limits): readonly unknown[] {
  if (name === "int") return bounds.flatMap((bound) => [bound - 1, bound, bound + 1]);
  if (name === "decimal") {
    const digits = scale ?? 4;
    const step = 10 ** -digits;
    const around = bounds.flatMap((bound) => [-1, 0, 1].map((off) => (bound + off * step).toFixed(digits)));
    return [...around, `0.${"0".repeat(digits)}1`];
  }
  if (name !== "string") return [];
  const lengths = [shortest - 1, shortest, longest, longest + 1].filter((n) => n >= 0 && n < 10_000);
  return lengths.flatMap((length) => ["x".repeat(length), "😀".repeat(length)]);
}

function scalarWithin({ name, scale }: ScalarType, where: Expr | undefined): Arbitrary<unknown> {
  const { pattern, low, high, shortest, longest } = limitsOf(where);
  switch (name) {
    case "string":
      if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern, "u"));
      return textOf(shortest, longest);
    case "int": {
      const min = low ?? -1000;
      return fc.integer({ min, max: Math.max(min, high ?? min + 3000) });
    }
    case "decimal": {
      const digits = Math.min(scale ?? 4, 4);
      const unit = 10 ** digits;
      const min = low === undefined ? -10_000 * unit : Math.ceil(low * unit);
      const max = Math.max(min, high === undefined ? 1_000_000 * unit : Math.floor(high * unit));
      const small = fc.integer({ min, max: Math.min(max, min + 500 * unit) });
      return fc
        .tuple(fc.oneof(small, fc.integer({ min, max })), fc.boolean())
        .map(([n, plain]) => (plain ? (n / unit).toFixed(digits) : String(n / unit)));
    }
    case "bool":
      return fc.boolean();
    case "uuid":
      return fc.oneof(fc.constantFrom(...uuids, ...uuids.map((id) => id.toUpperCase())), fc.uuid());
    case "instant":
      return fc
        .tuple(days, twoDigits(23), twoDigits(59), fc.constantFrom("", ".5", ".25", ".000", ".999"))
        .map(([day, hour, minute, rest]) => `${day.join("-")}T${hour}:${minute}:07${rest}Z`);
    case "date":
      return days.map((day) => day.join("-"));
    case "duration":
      return fc.constantFrom("PT1H30M", "P1D", "-PT0.5S", "PT90M", "P2W", "PT0S", "P1DT24H", "PT0.010S");
    case "json":
      return fc.jsonValue({ maxDepth: 2, noUnicodeString: false });
  }
}

function textOf(shortest: number, longest: number): Arbitrary<string> {
  const text = fc.oneof(
    fc.constantFrom("tea", "cup", "pot"),
    fc.string({ maxLength: 12 }),
    fc.string({ unit: "grapheme-composite", maxLength: 6 }),
    fc.constantFrom(...hostileTexts),
  );
  if (shortest === 0 && longest === Infinity) return text;
  return text.map((value) => {
    const points = Array.from(value.padEnd(shortest, "x"));
    return points.slice(0, Math.min(longest, 200)).join("");
  });
}

/** What a `where` says in constants; the rest of it is left to chance. */
interface Limits {
  readonly pattern?: string;
  readonly low?: number;
  readonly high?: number;
  /** The numbers it compares with, as they are written: `> 0` has its bound at 0. */
  readonly bounds: readonly number[];
  readonly shortest: number;
  readonly longest: number;
}

const free: Limits = { bounds: [], shortest: 0, longest: Infinity };

function limitsOf(where: Expr | undefined): Limits {
  if (where === undefined) return free;
  if (where.kind === "logical" && where.op === "and") {
    const [left, right] = [limitsOf(where.left), limitsOf(where.right)];
    return {
      ...left,
      ...right,
      bounds: [...left.bounds, ...right.bounds],
      shortest: Math.max(left.shortest, right.shortest),
      longest: Math.min(left.longest, right.longest),
    };
  }
  if (where.kind === "matches") return { ...free, pattern: where.source };
  if (where.kind !== "binary") return free;
  const bound = constant(where.right);
  if (bound === undefined) return free;
  const isLength = stripped(where.left).kind === "method";
  const step = where.on === "int" || isLength ? 1 : 0.01;
  const limits = boundsOf(where.op, bound, step);
  if (!isLength) return { ...free, ...limits, bounds: [bound] };
  return { ...free, shortest: limits.low ?? 0, longest: limits.high ?? Infinity };
}

function boundsOf(
  op: string,
  bound: number,
  step: number,
): { readonly low?: number; readonly high?: number } {
  if (op === ">=") return { low: bound };
  if (op === ">") return { low: bound + step };
  if (op === "<=") return { high: bound };
  if (op === "<") return { high: bound - step };
  return op === "==" ? { low: bound, high: bound } : {};
}

function constant(expr: Expr): number | undefined {
  const inner = stripped(expr);
  if (inner.kind === "negate") {
    const value = constant(inner.operand);
    return value === undefined ? undefined : -value;
  }
  if (inner.kind !== "literal") return undefined;
  const value = Number(inner.value);
  return Number.isFinite(value) ? value : undefined;
}

function stripped(expr: Expr): Expr {
  return expr.kind === "convert" || expr.kind === "present" ? stripped(expr.value) : expr;
}
