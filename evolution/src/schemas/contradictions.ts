/** Facts that exclude each other: whether no value can fit schema objects by their own keywords. */
import { factsOnItem } from "./arrays.js";
import { empty, factors, ofIntegers } from "./bounds.js";
import { deeper, impossible, type Comparison } from "./comparison.js";
import type { Known } from "./facts.js";
import { isMultiple } from "./json.js";
import { factsOn, membersOf, requiredNames } from "./members.js";
import { knownNumbers } from "./scalars.js";
import { sizeOf, sizes } from "./sizes.js";
import { typeBits } from "./types.js";
import { finiteValues } from "./values.js";

/** Type → whether no value of it fits. Null and boolean leave nothing to exclude but by a list of values. */
const excluded: readonly (readonly [type: number, no: (c: Comparison, known: Known) => boolean])[] = [
  [typeBits.fraction, (_, known) => empty(knownNumbers(known))],
  [typeBits.integer, (_, known) => noInteger(known)],
  [typeBits.string, (_, known) => empty(sizeOf(known, sizes[0]))],
  [
    typeBits.array,
    (c, known) => {
      const bounds = sizeOf(known, sizes[1]);
      if (empty(bounds)) return true;
      const least = Math.min(bounds.low.value, 20);
      return [...Array(Math.max(0, Math.ceil(least))).keys()].some((index) =>
        deeper(c, () => impossible(c, factsOnItem(known, index))),
      );
    },
  ],
  [
    typeBits.object,
    (c, known) => {
      if (empty(sizeOf(known, sizes[2]))) return true;
      const members = membersOf(known);
      return [...requiredNames(known)].some((name) =>
        deeper(c, () => impossible(c, factsOn(members, name).facts)),
      );
    },
  ],
];

function noInteger(known: Known): boolean {
  const bounds = ofIntegers(knownNumbers(known));
  if (empty(bounds)) return true;
  // The one integer that there is has to be a multiple.
  return (
    bounds.low.value === bounds.high.value &&
    factors(known.atoms).some((factor) => !isMultiple(bounds.low.value, factor))
  );
}

export function contradicts(c: Comparison, known: Known): boolean {
  if (finiteValues(c, known)?.values.length === 0) return true;
  let left = known.types;
  for (const [type, no] of excluded) if (left & type && no(c, known)) left &= ~type;
  return left === 0;
}
