/** The one type that two values have in common, and which types are ordered. */
import type { Type } from "../model/types.js";
import { type Nominal, assignable, underlying } from "./assignable.js";
import { decimalOf, optionalOf, presentOf } from "./scalars.js";

/**
 * The type that values of both types can be taken as: the same, a base, a wider decimal, an optional. A value never
 * becomes a brand to meet one. Undefined when they have nothing in common.
 */
export function commonType(a: Type, b: Type, nominal: Nominal): Type | undefined {
  if (a.kind === "none") return optionalOf(b);
  if (b.kind === "none") return optionalOf(a);
  if (a.kind === "optional" || b.kind === "optional") {
    const inner = commonType(presentOf(a), presentOf(b), nominal);
    return inner && optionalOf(inner);
  }
  if (loses(a, b, nominal) === false) return b;
  if (loses(b, a, nominal) === false) return a;
  // Two nominal types have nothing in common, though they be made of the same.
  if (a.kind === "brand" && b.kind === "brand") return undefined;
  const [left, right] = [underlying(a, nominal), underlying(b, nominal)];
  if (left !== a || right !== b) return commonType(left, right, nominal);
  if (
    left.kind === "scalar" &&
    right.kind === "scalar" &&
    left.name === "decimal" &&
    right.name === "decimal"
  )
    return decimalOf(widerScale(left.scale, right.scale));
  return undefined;
}

/** Whether going from one type to the other takes a brand; undefined when it cannot be gone at all. */
function loses(from: Type, to: Type, nominal: Nominal): boolean | undefined {
  const steps = assignable(from, to, nominal);
  return steps?.some(({ how }) => how === "brand");
}

export const widerScale = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined || b === undefined ? undefined : Math.max(a, b);

const orderedScalars: ReadonlySet<string> = new Set([
  "string",
  "int",
  "decimal",
  "uuid",
  "instant",
  "date",
  "duration",
]);

/** What `<`, `min` and `sortBy` compare: scalars that have an order, and brands over them. */
export function isOrdered(type: Type, nominal: Nominal): boolean {
  const base = underlying(type, nominal);
  return base.kind === "scalar" && orderedScalars.has(base.name);
}
