/** Compares two JSON Schemas: can what is valid under the older one still be read by the newer one? */
import { broken, compare, difference, type Comparison } from "./comparison.js";
import { breaks, type Reading, type SchemaDifference } from "./difference.js";
import { readDocument } from "./document.js";
import { is } from "./facts.js";
import { identical } from "./json.js";
import { noPairs } from "./same.js";

/** How to compare. */
export interface CompareOptions {
  /** Which data there is: all that the older schema accepts (`strict`, the default), or what its writers meant (`lenient`). */
  readonly reading?: Reading;
}

/** The answer of a comparison. */
export interface SchemaComparison {
  /** Whether data that is valid under the older schema stays readable under the newer one. */
  readonly compatible: boolean;
  /** What changed, the breaks first. Compatible changes are listed as far as they are of interest. */
  readonly differences: readonly SchemaDifference[];
}

/**
 * Compares two JSON Schemas of draft 7 or 2020-12 (or both), whoever wrote them. The answer is `compatible` only if every value that is
 * valid under `older` is valid under `newer`, once readers have filled in defaults of required properties that are missing; what
 * cannot be proved counts as incompatible and says so. The `lenient` reading also forgives what hurts only data that nobody meant.
 *
 * Nothing is fetched: a reference that leads out of its schema is a difference of the verdict `unknown`. It never throws, and takes
 * bounded time whatever the schemas hold.
 */
export function compareSchemas(
  older: boolean | object,
  newer: boolean | object,
  { reading = "strict" }: CompareOptions = {},
): SchemaComparison {
  if (identical(older, newer)) return { compatible: true, differences: [] };
  let id = 0;
  const nextId = (): number => (id += 1);
  const [from, to] = [readDocument(older, nextId), readDocument(newer, nextId)];
  const c: Comparison = {
    reading,
    exact: false,
    budget: 20_000 + 50 * (from.size + to.size),
    depth: 0,
    partial: false,
    open: new Map(),
    settled: new Map(),
    trail: [],
    types: new Map(),
    pairs: noPairs(),
  };
  const found = overflowing(
    () => compare(c, [is(from.root)], to.root),
    () => [
      difference(
        c,
        "COMPARISON_TOO_COMPLEX",
        "",
        "",
        "The schemas nest too deeply to be compared: taken for incompatible.",
      ),
    ],
  );
  const differences = distinct(found).sort((a, b) => Number(breaks(b)) - Number(breaks(a)));
  return { compatible: !broken(differences), differences };
}

/** Hostile schemas overflow the stack where no count of ours looks. */
function overflowing<T>(ask: () => T, otherwise: () => T): T {
  try {
    return ask();
  } catch (error) {
    if (error instanceof RangeError) return otherwise();
    throw error;
  }
}

/** One difference a rule and pair of places: several proofs can meet the same one. */
const distinct = (differences: readonly SchemaDifference[]): SchemaDifference[] =>
  [
    ...new Map(
      [...new Set(differences)]
        .reverse()
        .map((one) => [`${one.rule} ${one.pointer} ${one.olderPointer ?? "-"}`, one]),
    ).values(),
  ].reverse();
