/**
 * Judging what was computed: arithmetic yields the base of a brand, and nothing is checked on the way, so that the state a
 * command leads to may break a `where`, a scale or an invariant. Nothing is asked here that a type cannot break.
 */
import {
  baseOf,
  describeCondition,
  shapeOf,
  unwrapped,
  type Field,
  type Ref,
  type Type,
} from "@esdl/language/model";
import {
  hasDecimalScale,
  isWellFormed,
  parseDecimal,
  refuse,
  under,
  type Problem,
} from "@esdl/runtime/values";
import type { Frame } from "../expressions/frame.js";
import { once } from "../lazy.js";
import { Fault } from "../stops.js";
import { invariantsOf } from "./read.js";
import type { Rules } from "./rules.js";
import { dataOf, isData, listOf, memberReader, textOf, type Data, type Value } from "./value.js";

/** Appends what is wrong with a value. */
export type Check = (value: Value, problems: Problem[], frame: Frame) => void;

const scaleRule = (digits: number): string => `must have at most ${String(digits)} digits after the point`;

/** Whether a value of its base is one of the brand: its base's rules, its scale, its `where`. */
export function brandCondition(ref: Ref, rules: Rules): (value: Value, frame: Frame) => boolean {
  const { base, where } = brandOf(ref, rules);
  const inner: (value: Value, frame: Frame) => boolean =
    base.kind === "brand" ? rules.brandHolds(base.ref) : fits(base);
  if (where === undefined) return inner;
  const { it, holds } = rules.condition(where);
  return (value, frame) => {
    if (typeof value === "string" && value === frame.madeUp) return true;
    if (!inner(value, frame)) return false;
    it.value = value;
    return holds(frame);
  };
}

/** What arithmetic and text methods can make of a scalar that its type does not allow. */
function fits(type: Type): (value: Value) => boolean {
  if (type.kind !== "scalar") return () => true;
  const { name, scale } = type;
  if (name === "decimal") {
    return (value) => {
      const text = textOf(value);
      return parseDecimal(text) === text && (scale === undefined || hasDecimalScale(text, scale));
    };
  }
  return name === "string" ? (value) => isWellFormed(textOf(value)) : () => true;
}

function brandOf(ref: Ref, { lookup }: Rules) {
  const brand = lookup.brands.get(ref);
  if (brand === undefined) throw new Fault(`there is no ${ref}`);
  return brand;
}

export function checkOfBrand(ref: Ref, rules: Rules): Check | undefined {
  if (!isConstrained({ kind: "brand", ref }, rules)) return undefined;
  const { base, where } = brandOf(ref, rules);
  const words = [
    ...(where === undefined ? [] : [describeCondition(where)]),
    ...(base.kind === "scalar" && base.scale !== undefined ? [scaleRule(base.scale)] : []),
  ].join("; ");
  const holds = rules.brandHolds(ref);
  return (value, problems, frame) => {
    if (!holds(value, frame)) refuse(problems, "constraint", words);
  };
}

/** Whether a value of the type can break a rule. */
function isConstrained(type: Type, rules: Rules): boolean {
  switch (type.kind) {
    case "scalar":
      return type.scale !== undefined;
    case "brand": {
      const { base, where } = brandOf(type.ref, rules);
      return where !== undefined || isConstrained(base, rules);
    }
    case "optional":
    case "list":
    case "set":
      return isConstrained(type.of, rules);
    case "map":
      return isConstrained(type.value, rules);
    case "value":
    case "entity": {
      const shape = shapeOf(type.ref, rules.lookup);
      return (
        shape.invariants.length > 0 ||
        shape.fields.some((field) => field.where !== undefined || isConstrained(field.type, rules))
      );
    }
    default:
      return false;
  }
}

export function checkOfShape(ref: Ref, rules: Rules): Check | undefined {
  if (!isConstrained({ kind: "value", ref }, rules)) return undefined;
  const shape = shapeOf(ref, rules.lookup);
  const check = once(() => ({
    fields: fieldChecks(shape.fields, rules),
    invariants: invariantsOf(shape, rules),
  }));
  return (value, problems, frame) => {
    const { fields, invariants } = check();
    const data = dataOf(value);
    fields(data, problems, frame);
    invariants(data, problems, frame);
  };
}

/** Judges fields, each under its name: first what is in them, then the rules that stand on the fields themselves. */
export function fieldChecks(
  fields: readonly Field[],
  rules: Rules,
): (data: Data, problems: Problem[], frame: Frame) => void {
  const inside = fields.flatMap(({ name, type }) => {
    const inner = unwrapped(type);
    const check = inner.kind === "scalar" ? undefined : checkOf(inner, rules);
    return check === undefined ? [] : [{ name, read: memberReader(name), check }];
  });
  const direct = fields.flatMap((field) => {
    const check = checkOfField(field, rules);
    return check === undefined ? [] : [{ name: field.name, read: memberReader(field.name), check }];
  });
  const all = [...inside, ...direct];
  return (data, problems, frame) => {
    let mark = problems.length;
    for (const { name, read, check } of all) {
      const value = read(data);
      if (value === undefined) continue;
      check(value, problems, frame);
      if (problems.length > mark) mark = under(problems, mark, name);
    }
  };
}

/** The scale and the `where` of a field. */
function checkOfField({ type, where }: Field, rules: Rules): Check | undefined {
  const inner = unwrapped(type);
  const scale = inner.kind === "scalar" ? inner.scale : undefined;
  if (scale === undefined && where === undefined) return undefined;
  const condition =
    where === undefined ? undefined : { ...rules.condition(where), words: describeCondition(where) };
  return (value, problems, frame) => {
    if (scale !== undefined && !hasDecimalScale(textOf(value), scale))
      refuse(problems, "constraint", scaleRule(scale));
    if (condition === undefined) return;
    condition.it.value = value;
    if (!condition.holds(frame)) refuse(problems, "constraint", condition.words);
  };
}

function checkOf(type: Type, rules: Rules): Check | undefined {
  if (!isConstrained(type, rules)) return undefined;
  switch (type.kind) {
    case "scalar": {
      const { scale } = type;
      if (scale === undefined) return undefined;
      return (value, problems) => {
        if (!hasDecimalScale(textOf(value), scale)) refuse(problems, "constraint", scaleRule(scale));
      };
    }
    case "brand":
    case "value":
    case "entity":
      return rules.check(type.ref);
    case "optional":
      return checkOf(type.of, rules);
    case "list":
    case "set": {
      const check = checkOf(type.of, rules);
      return (value, problems, frame) => {
        checkEach([...listOf(value).entries()], check, problems, frame);
      };
    }
    case "map": {
      // Keys come from events, which are judged with all that is in them.
      const check = checkOf(type.value, rules);
      return (value, problems, frame) => {
        if (isData(value)) checkEach(Object.entries(value), check, problems, frame);
      };
    }
    default:
      return undefined;
  }
}

function checkEach(
  entries: readonly (readonly [string | number, Value])[],
  check: Check | undefined,
  problems: Problem[],
  frame: Frame,
): void {
  let mark = problems.length;
  frame.meter.step(entries.length);
  for (const [at, value] of entries) {
    check?.(value, problems, frame);
    if (problems.length > mark) mark = under(problems, mark, at);
  }
}

/** The base of a type, where it is a scalar. */
export function scalarOf(type: Type, rules: Rules): string | undefined {
  const base = baseOf(unwrapped(type), rules.lookup);
  return base.kind === "scalar" ? base.name : undefined;
}
