/**
 * Integers that are never wrong: safe integers only, and an error instead of a rounded result.
 *
 * No function answers `-0`, so that equal ints are also identical. Division truncates toward zero and `%` has the
 * sign of the dividend, as TypeScript developers know it: `a == a.div(b) * b + a % b`.
 */
import { ValueError } from "./errors.js";

/** Whether the value is an int: a number that is a safe integer. */
export function isInt(value: unknown): value is number {
  return Number.isSafeInteger(value);
}

function checked(result: number): number {
  // Adding 0 turns -0 into 0.
  if (Number.isSafeInteger(result)) return result + 0;
  throw new ValueError("overflow", "the result is outside the safe integers, ±9,007,199,254,740,991");
}

/** `a + b`. @throws ValueError `overflow` */
export function addInt(a: number, b: number): number {
  return checked(a + b);
}

/** `a - b`. @throws ValueError `overflow` */
export function subInt(a: number, b: number): number {
  return checked(a - b);
}

/** `a * b`. @throws ValueError `overflow` */
export function mulInt(a: number, b: number): number {
  return checked(a * b);
}

/** `a.div(b)`, truncated toward zero. @throws ValueError `divisionByZero` */
export function divInt(a: number, b: number): number {
  if (b === 0) throw new ValueError("divisionByZero", `${String(a)} cannot be divided by zero`);
  // The quotient is rounded, but never up to the next integer: for that |a| would have to exceed 2^53.
  return checked(Math.trunc(a / b));
}

/** `a % b`, with the sign of `a`. @throws ValueError `divisionByZero` */
export function remInt(a: number, b: number): number {
  if (b === 0) throw new ValueError("divisionByZero", `${String(a)} cannot be divided by zero`);
  return checked(a % b);
}

/** `-a`. */
export function negInt(a: number): number {
  return checked(-a);
}

/** The magnitude of `a`. */
export function absInt(a: number): number {
  return checked(Math.abs(a));
}

/** The sum of all, 0 of none. @throws ValueError `overflow` */
export function sumInt(values: readonly number[]): number {
  let total = 0;
  for (const value of values) total = checked(total + value);
  return total;
}

/** Negative, zero or positive as `a` is less than, equal to or greater than `b`. */
export function compareInt(a: number, b: number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** `false` before `true`. */
export function compareBool(a: boolean, b: boolean): number {
  return Number(a) - Number(b);
}
