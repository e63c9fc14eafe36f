/**
 * What validators report: a list of problems, each with the place it is at.
 *
 * A reader appends to the list it is given. Places are written from the leaf up, and only when something is wrong:
 * whoever calls a reader for a member notices that the list has grown and puts the member's name before the paths
 * of what was added (`under`). So a valid input pays one comparison per member and builds no string.
 */

/**
 * What is wrong, stable for programs:
 *
 * - `missing`: a member that must be there is absent
 * - `unknown`: a member that the type does not have
 * - `type`: another kind of JSON value than the type's
 * - `format`: a text that is no decimal, uuid, instant, date, duration, enum member
 * - `constraint`: a `where`, an invariant or the scale of a `decimal(n)` does not hold
 * - `duplicate`: two equal elements of a set, two entities with one key
 * - `tooLarge`: longer, deeper or more than the limits allow
 */
export type ProblemCode = "missing" | "unknown" | "type" | "format" | "constraint" | "duplicate" | "tooLarge";

/** One thing that is wrong with a value. */
export interface Problem {
  /** Where, as a JSON Pointer (RFC 6901): `""` is the whole value, `/lines/0/sku` a member of an element. */
  readonly path: string;
  /** What kind of mistake it is. */
  readonly code: ProblemCode;
  /** What is wrong and what would be right, without the path: `must be a number`. */
  readonly message: string;
}

/** How many problems are reported of one value; readers of lists stop there. */
export const maxProblems = 100;

/**
 * Appends a problem with the value at hand.
 *
 * @returns `undefined`, which is what a reader answers for a value that it refuses
 */
export function refuse(problems: Problem[], code: ProblemCode, message: string, path = ""): undefined {
  problems.push({ path, code, message });
  return undefined;
}

/**
 * Puts a member's name or an element's index before the paths of all problems from the `mark`th on.
 *
 * @returns the number of problems, the next mark
 */
export function under(problems: Problem[], mark: number, member: string | number): number {
  const prefix = `/${escapePointer(String(member))}`;
  for (let at = mark; at < problems.length; at++) {
    const problem = problems[at];
    if (problem !== undefined) problems[at] = { ...problem, path: prefix + problem.path };
  }
  return problems.length;
}

/** A name as one step of a JSON Pointer: `~` and `/` are escaped. */
export function escapePointer(name: string): string {
  return name.includes("~") || name.includes("/") ? name.replaceAll("~", "~0").replaceAll("/", "~1") : name;
}

/** Refuses input of another type than the expected one, or that is absent. */
export function refuseType(input: unknown, problems: Problem[], expected: string): undefined {
  if (input === undefined) refuse(problems, "missing", `is missing; must be ${expected}`);
  else if (input === null)
    refuse(problems, "type", `must be ${expected}; what is absent is left out, not null`);
  else refuse(problems, "type", `must be ${expected}`);
  return undefined;
}
