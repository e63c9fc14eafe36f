/** When a value of one type may stand where another is expected, and what it has to go through. */
import type { ConvertExpr, Expr } from "../model/expressions.js";
import type { Ref, Type } from "../model/types.js";
import { sameType } from "./equal.js";
import { isScalar } from "./scalars.js";

/** What is declared about nominal types. */
export interface Nominal {
  /** What an `id` or `type` is made of; undefined when its declaration is wrong. */
  baseOf(brand: Ref): Type | undefined;
}

/** One conversion after the other; none of them is written for `T` to `T?`. */
export interface Step {
  readonly how: Exclude<ConvertExpr["how"], "check">;
  readonly to: Type;
}

/** The steps from one type to another, innermost first: `[]` where nothing has to be done, undefined where it cannot be. */
export function assignable(from: Type, to: Type, nominal: Nominal): readonly Step[] | undefined {
  if (sameType(from, to)) return [];
  if (from.kind === "none") return to.kind === "optional" || to.kind === "none" ? [] : undefined;
  if (to.kind === "optional") {
    if (from.kind !== "optional") return assignable(from, to.of, nominal);
    const steps = assignable(from.of, to.of, nominal);
    return steps?.map(({ how, to: of }) => ({ how, to: { kind: "optional", of } }));
  }
  if ((from.kind === "list" && to.kind === "list") || (from.kind === "set" && to.kind === "set"))
    return within(from.of, to.of, to, nominal);
  if (from.kind === "map" && to.kind === "map")
    return sameType(from.key, to.key) ? within(from.value, to.value, to, nominal) : undefined;
  return scalarSteps(from, to, nominal);
}

/** What a list, set or map holds may be taken as its base, which changes nothing about it. */
function within(from: Type, to: Type, whole: Type, nominal: Nominal): readonly Step[] | undefined {
  if (from.kind === "none") return [];
  const steps = assignable(from, to, nominal);
  if (steps?.every(({ how }) => how === "unbrand") !== true) return undefined;
  return steps.length === 0 ? [] : [{ how: "unbrand", to: whole }];
}

function scalarSteps(from: Type, to: Type, nominal: Nominal): readonly Step[] | undefined {
  if (from.kind === "brand") {
    const base = nominal.baseOf(from.ref);
    // A brand never becomes another brand by itself, but what that other is made of.
    if (base === undefined || (to.kind === "brand" && !isMadeOf(from, to, nominal))) return undefined;
    const rest = assignable(base, to, nominal);
    return rest && [{ how: "unbrand", to: base }, ...rest];
  }
  if (isScalar(from, "int") && isScalar(to, "decimal")) return [{ how: "intToDecimal", to }];
  if (isScalar(from, "decimal") && to.kind === "scalar" && to.name === "decimal")
    return fits(from, to) ? [] : [{ how: "brand", to }];
  if (to.kind === "brand" && (isScalar(from, "int") || isScalar(from, "decimal"))) {
    const base = nominal.baseOf(to.ref);
    const steps = base && assignable(from, base, nominal);
    return steps && [...steps, { how: "brand", to }];
  }
  return undefined;
}

/** Whether `from` is a brand over `to`, directly or through others. */
function isMadeOf(from: Type, to: Type, nominal: Nominal): boolean {
  if (sameType(from, to)) return true;
  const base = from.kind === "brand" ? nominal.baseOf(from.ref) : undefined;
  return base !== undefined && isMadeOf(base, to, nominal);
}

/** Every value of the decimal type `from` has few enough fraction digits for `to`. */
function fits(from: Type, to: Type): boolean {
  if (from.kind !== "scalar" || to.kind !== "scalar") return false;
  return to.scale === undefined || (from.scale !== undefined && from.scale <= to.scale);
}

/** `expr` taken through the steps. */
export function convert(expr: Expr, steps: readonly Step[]): Expr {
  return steps.reduce<Expr>(
    (value, { how, to }) =>
      how === "intToDecimal" && to.kind === "optional"
        ? optionalToDecimal(value, to.of)
        : { kind: "convert", type: to, how, value },
    expr,
  );
}

/** A number that may be absent changes its representation only where it is there. */
function optionalToDecimal(value: Expr, decimal: Type): Expr {
  if (value.type.kind !== "optional") return value;
  const type: Type = { kind: "optional", of: decimal };
  const there: Expr = { kind: "present", type: value.type.of, value };
  return {
    kind: "if",
    type,
    condition: {
      kind: "binary",
      type: { kind: "scalar", name: "bool" },
      op: "==",
      on: "value",
      left: value,
      right: { kind: "none", type: value.type },
    },
    then: { kind: "none", type },
    else: { kind: "convert", type: decimal, how: "intToDecimal", value: there },
  };
}

/** Whether what a type is made of could not be made out, which has been reported where it is declared. */
export function isBroken(type: Type, nominal: Nominal): boolean {
  switch (type.kind) {
    case "brand":
      return underlying(type, nominal).kind === "brand";
    case "optional":
    case "list":
    case "set":
      return isBroken(type.of, nominal);
    case "map":
      return isBroken(type.key, nominal) || isBroken(type.value, nominal);
    default:
      return false;
  }
}

/** The type without its brands: what it is made of in the end. */
export function underlying(type: Type, nominal: Nominal): Type {
  if (type.kind !== "brand") return type;
  const base = nominal.baseOf(type.ref);
  return base === undefined ? type : underlying(base, nominal);
}
