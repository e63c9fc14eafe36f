/** What generated arbitraries are made with. */
import { normaliseDecimal, ValueError, type JsonValue, type Problem } from "../values/index.js";

/**
 * What becomes of conditions that chance does not meet: `strict` gives up with an error rather than hang; `lenient` lets a
 * value through that breaks them, which is good enough for input.
 */
export type Care = "strict" | "lenient";

/** How often in a row a condition may refuse what was made up for it. */
const patience: Readonly<Record<Care, number>> = { strict: 10_000, lenient: 200 };

/**
 * A predicate for `filter` that never hangs: see `Care`.
 *
 * @throws Error when it is strict and has refused ten thousand values in a row
 */
export function such<T, U extends T>(
  is: (value: T) => value is U,
  name: string,
  care: Care,
): (value: T) => value is U {
  const passes = patiently(is, name, care);
  return (value): value is U => passes(value);
}

/** The same for a value that a generated check judges. */
export function sound<T>(
  check: (value: T, problems: Problem[]) => void,
  name: string,
  care: Care,
): (value: T) => boolean {
  return patiently(
    (value) => {
      const problems: Problem[] = [];
      check(value, problems);
      return problems.length === 0;
    },
    name,
    care,
  );
}

function patiently<T>(meets: (value: T) => boolean, name: string, care: Care): (value: T) => boolean {
  let refused = 0;
  return (value) => {
    if (judged(meets, value)) {
      refused = 0;
      return true;
    }
    if (++refused <= patience[care]) return false;
    refused = 0;
    if (care === "lenient") return true;
    throw new Error(
      `No ${name} was found among ${String(patience.strict)} that were made up: its conditions are met by chance too seldom. Use an arbitrary of your own where the test needs one.`,
    );
  };
}

/** A condition may overflow on what chance makes up. */
function judged<T>(meets: (value: T) => boolean, value: T): boolean {
  try {
    return meets(value);
  } catch (error) {
    if (error instanceof ValueError) return false;
    throw error;
  }
}

/** JSON as a store gives it back. */
export function jsonOf(value: unknown): JsonValue;
export function jsonOf(value: unknown): unknown {
  const read: unknown = JSON.parse(JSON.stringify(value));
  return read;
}

/** A decimal as a number of units of its last digit: `decimalOf(1250, 2)` is `12.5`. */
export function decimalOf(units: number, digits: number): string {
  const all = String(Math.abs(units)).padStart(digits + 1, "0");
  const at = all.length - digits;
  const text = digits === 0 ? all : `${all.slice(0, at)}.${all.slice(at)}`;
  return normaliseDecimal(units < 0 ? `-${text}` : text);
}

/** The first of what there must be one of. */
export function first<T>(items: readonly T[]): T {
  const [item] = items;
  if (item === undefined) throw new TypeError("there is nothing to take");
  return item;
}

/** Stands in for a function that a test never calls. */
export function fails(message: string): never {
  throw new Error(message);
}
