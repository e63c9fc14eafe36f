/** Keys of rows and arguments of queries, as they come from outside: read by generated readers, made canonical. */
import { validate, type Reader } from "../values/index.js";

/**
 * A part of a key, or an argument of a query, in canonical form.
 *
 * @throws TypeError when it is none of its type
 */
export function argument<T>(name: string, read: Reader<T>, input: unknown): T {
  const result = validate(read, input);
  if (result.ok) return result.value;
  const [problem] = result.problems;
  const where = problem === undefined || problem.path === "" ? name : `${name}${problem.path}`;
  throw new TypeError(`${where} ${problem?.message ?? "is not valid"}`);
}

/**
 * An argument that may be left out.
 *
 * @throws TypeError when it is there and none of its type
 */
export function optionalArgument<T>(name: string, read: Reader<T>, input: unknown): T | undefined {
  return input === undefined ? undefined : argument(name, read, input);
}
