/** What generated arbitraries are made with. */
import { ValueError, normaliseDecimal, type Problem } from "../values/index.js";

/** How often in a row a condition may refuse what was made up for it. */
const patience = 10_000;

/**
 * A predicate for `filter` that gives up: without it, a condition that is never met by chance would hang.
 *
 * @throws Error when it has refused ten thousand values in a row
 */
export function such<T, U extends T>(is: (value: T) => value is U, name: string): (value: T) => value is U {
  let refused = 0;
  return (value): value is U => {
    if (is(value)) {
      refused = 0;
      return true;
    }
    if (++refused > patience) throw new Error(giveUp(name));
    return false;
  };
}

/** The same for a value that a generated check judges. */
export function sound<T>(
  check: (value: T, problems: Problem[]) => void,
  name: string,
): (value: T) => boolean {
  let refused = 0;
  return (value) => {
    const problems: Problem[] = [];
    try {
      check(value, problems);
    } catch (error) {
      // A condition may overflow on what chance makes up.
      if (!(error instanceof ValueError)) throw error;
      return false;
    }
    refused = problems.length === 0 ? 0 : refused + 1;
    if (refused > patience) throw new Error(giveUp(name));
    return problems.length === 0;
  };
}

const giveUp = (name: string): string =>
  `No ${name} was found among ${String(patience)} that were made up: its conditions are met by chance too seldom. Use an arbitrary of your own where the test needs one.`;

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
