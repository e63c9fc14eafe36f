/**
 * The building blocks of generated validators: what a validator is, how one is run, and what the validators of objects
 * are made of. Those of scalars and collections are in read-scalar.ts and read-collection.ts.
 *
 * A *reader* takes unknown input and a list of problems, and answers the value in canonical form (a copy, which shares
 * nothing with the input) or `undefined` after appending what is wrong. It never throws for what JSON can say, and takes
 * each value from one read of its member. Paths are relative to the value that a reader was given; see problems.ts for how they grow.
 *
 * The reader of an object is generated in this pattern, which for valid input costs little more than building the
 * result: one check of the shape, one call and one comparison per member, one count of the members at the end.
 *
 * ```ts
 * export function readMoney(input: unknown, problems: Problem[]): Money | undefined {
 *   if (!isPlainObject(input)) {
 *     refuseObject(input, problems);
 *     return undefined;
 *   }
 *   let mark = problems.length;
 *   let members = 2;                                             // how many members are expected to be there
 *   const amount = readAmount(input["amount"], problems);
 *   if (problems.length > mark) mark = under(problems, mark, "amount");
 *   const currency = readCurrency(input["currency"], problems);
 *   if (problems.length > mark) mark = under(problems, mark, "currency");
 *   let note: string | undefined;                                // optional: absent or valid
 *   if (input["note"] !== undefined) {
 *     members++;
 *     note = readText(input["note"], problems);
 *     if (problems.length > mark) mark = under(problems, mark, "note");
 *   }
 *   if (countMembers(input) !== members) refuseUnknown(input, moneyMembers, problems);   // moneyMembers: a Set
 *   if (amount === undefined || currency === undefined) return undefined;
 *   return note === undefined ? { amount, currency } : { amount, currency, note };
 * }
 * ```
 *
 * A default is like an optional with the default in the place of absence. A field named like a member of
 * `Object.prototype` (`constructor`, `toString`, …) is read by `ownMember(input, "constructor")`. A brand is a type
 * predicate, asked after the reader of its base; `refuse(problems, "constraint", …)` says why it is not one.
 */
import { escapePointer, maxProblems, refuse, refuseType, type Problem } from "./problems.js";

/** Reads unknown input: its value, or `undefined` after appending problems. */
export type Reader<T> = (input: unknown, problems: Problem[]) => T | undefined;

/** What validation answers: the value in canonical form, or what is wrong with the input. */
export type Validated<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problems: readonly Problem[] };

/** Runs a reader on input from outside. Never throws, whatever the input does when it is looked at. */
export function validate<T>(read: Reader<T>, input: unknown): Validated<T> {
  const problems: Problem[] = [];
  let value: T | undefined;
  try {
    value = read(input, problems);
  } catch {
    // Readers throw for nothing; a getter or a proxy in the input may.
    return { ok: false, problems: [{ path: "", code: "type", message: "cannot be read" }] };
  }
  if (problems.length === 0 && value !== undefined) return { ok: true, value };
  return { ok: false, problems: problems.slice(0, maxProblems) };
}

/**
 * How many members an object has. When they are not as many as were read, `refuseUnknown` looks at their names; it
 * passes over members that are `undefined`, which count here.
 */
export function countMembers(input: Readonly<Record<string, unknown>>): number {
  return Object.keys(input).length;
}

/** An own member, for names that `Object.prototype` has too; `undefined` when there is none. */
export function ownMember(input: Readonly<Record<string, unknown>>, name: string): unknown {
  return Object.hasOwn(input, name) ? input[name] : undefined;
}

/** Appends a problem for each member that the type does not have. */
export function refuseUnknown(
  input: Readonly<Record<string, unknown>>,
  known: ReadonlySet<string>,
  problems: Problem[],
): void {
  for (const name of Object.keys(input)) {
    if (known.has(name) || input[name] === undefined) continue;
    refuse(problems, "unknown", "is not a member of this type", `/${escapePointer(name)}`);
    if (problems.length >= maxProblems) return;
  }
}

/** Refuses input that is no plain object. */
export function refuseObject(input: unknown, problems: Problem[]): undefined {
  refuseType(input, problems, "an object");
  return undefined;
}
