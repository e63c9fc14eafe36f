/** What was expected beside what came: lines as the language writes them. */
import type { Argument, Field, Lookup } from "@esdl/language/model";
import { sameOf } from "../values/equality.js";
import type { Writer } from "../values/text.js";
import { isData, isList, memberOf, type Data, type Value } from "../values/value.js";
import type { Constants } from "./constants.js";
import type { Line } from "./result.js";

/** A field by name and type. */
export type Typed = Pick<Field, "name" | "type">;

export interface Comparison {
  readonly lookup: Lookup;
  readonly constants: Constants;
  readonly writer: Writer;
}

/** Whether all fields that are given are as given; those left out are not compared. */
export function agrees(
  args: readonly Argument[],
  data: Data,
  fields: readonly Typed[],
  { lookup, constants }: Comparison,
): boolean {
  return args.every(({ name, value }) => {
    const field = fields.find((each) => each.name === name);
    if (field === undefined) return false;
    const [expected, actual] = [constants.value(value), memberOf(data, name)];
    const same = sameOf({ kind: "optional", of: field.type }, lookup);
    return same(expected, actual) || sameButForCallers(expected, actual, constants);
  });
}

/** Whether both are one but for texts that name a caller where the caller's id came. */
function sameButForCallers(expected: Value, actual: Value, constants: Constants): boolean {
  if (typeof expected === "string" && typeof actual === "string")
    return expected === actual || constants.isCaller(expected, actual);
  const inside = (a: Value, b: Value): boolean => sameButForCallers(a, b, constants);
  if (isList(expected) && isList(actual))
    return expected.length === actual.length && expected.every((item, at) => inside(item, actual[at]));
  if (isData(expected) && isData(actual)) {
    const names = new Set([...Object.keys(expected), ...Object.keys(actual)]);
    return [...names].every((name) => inside(memberOf(expected, name), memberOf(actual, name)));
  }
  return expected === actual;
}

/** A line for each field that is expected, and for what it is instead. */
export function fieldLines(
  args: readonly Argument[],
  data: Data,
  fields: readonly Typed[],
  comparison: Comparison,
): { readonly expected: readonly Line[]; readonly actual: readonly Line[] } {
  const { writer, constants } = comparison;
  const lines = args.flatMap((arg) => {
    const field = fields.find(({ name }) => name === arg.name);
    if (field === undefined) return [];
    const matches = agrees([arg], data, [field], comparison);
    const line = (value: Parameters<Writer["value"]>[1]): Line => ({
      text: `${field.name}: ${writer.value(field.type, value)}`,
      matches,
    });
    return [{ expected: line(constants.value(arg.value)), actual: line(memberOf(data, field.name)) }];
  });
  return { expected: lines.map((line) => line.expected), actual: lines.map((line) => line.actual) };
}

/** Two lists in order: which of each have their like in the other. Each takes the next that fits. */
export function aligned<A, B>(
  expected: readonly A[],
  actual: readonly B[],
  fits: (a: A, b: B) => boolean,
): { readonly expected: readonly boolean[]; readonly actual: readonly boolean[] } {
  // The longest row of pairs, by the table of those of all ends of both.
  const lengths = Array.from({ length: expected.length + 1 }, () =>
    Array.from({ length: actual.length + 1 }, () => 0),
  );
  const pairs = expected.map((a) => actual.map((b) => fits(a, b)));
  const lengthAt = (i: number, j: number): number => lengths[i]?.[j] ?? 0;
  for (let i = expected.length - 1; i >= 0; i--) {
    const row = lengths[i];
    for (let j = actual.length - 1; j >= 0 && row !== undefined; j--) {
      row[j] =
        pairs[i]?.[j] === true
          ? lengthAt(i + 1, j + 1) + 1
          : Math.max(lengthAt(i + 1, j), lengthAt(i, j + 1));
    }
  }
  const [left, right] = [expected.map(() => false), actual.map(() => false)];
  let [i, j] = [0, 0];
  while (i < expected.length && j < actual.length) {
    if (pairs[i]?.[j] === true) {
      left[i++] = true;
      right[j++] = true;
    } else if (lengthAt(i + 1, j) >= lengthAt(i, j + 1)) i++;
    else j++;
  }
  return { expected: left, actual: right };
}
