/** What a newer schema demands by alternatives, by `not` and by conditions. */
import {
  broken,
  compare,
  difference,
  impossible,
  placeOf,
  strictly,
  type Comparison,
  type Differences,
} from "./comparison.js";
import { because, breaks } from "./difference.js";
import { child, type Place } from "./document.js";
import { is, isNot, type Known } from "./facts.js";
import { isObject, own, step } from "./json.js";
import { schemasOf } from "./types.js";

export function compareCombinators(c: Comparison, known: Known, newer: Place): Differences {
  if (!isObject(newer.schema)) return [];
  return [
    ...compareAlternatives(c, known, newer, "anyOf"),
    ...compareAlternatives(c, known, newer, "oneOf"),
    ...compareNot(c, known, newer),
    ...compareCondition(c, known, newer),
  ];
}

function compareAlternatives(
  c: Comparison,
  known: Known,
  newer: Place,
  keyword: "anyOf" | "oneOf",
): Differences {
  const branches = schemasOf(newer, keyword);
  if (branches.length === 0) return [];
  const older = placeOf(known.facts);
  let closest: Differences | undefined;
  let overlapping: Place | undefined;
  for (const branch of branches) {
    const found = compare(c, known.facts, branch);
    if (broken(found)) {
      if (!closest || found.filter(breaks).length < closest.filter(breaks).length) closest = found;
      continue;
    }
    overlapping =
      keyword === "anyOf" || c.reading === "lenient"
        ? undefined
        : branches.find(
            (other) => other !== branch && !strictly(c, () => impossible(c, [...known.facts, is(other)])),
          );
    if (overlapping) break;
    return extended(c, known, newer, keyword, branches, found);
  }
  const pointer = newer.pointer + step(keyword);
  if (overlapping) {
    const message = `What the older schema accepts fits an alternative of the newer one, but may fit the one at ${overlapping.pointer} as well, and oneOf refuses what fits two.`;
    return [difference(c, "SUM_TYPE_OVERLAPS", pointer, older, message)];
  }
  // The only alternative says itself what it refuses.
  if (branches.length === 1 && closest) return closest;
  const message = `No alternative of the newer schema accepts all that the older one accepts.${because(closest ?? [])}`;
  return [difference(c, "SUM_TYPE_CHANGED", pointer, older, message)];
}

/** A note that there are alternatives now that there were not. */
function extended(
  c: Comparison,
  known: Known,
  newer: Place,
  keyword: "anyOf" | "oneOf",
  branches: readonly Place[],
  found: Differences,
): Differences {
  const had = Math.max(1, ...known.atoms.map((place) => schemasOf(place, keyword).length));
  if (branches.length <= had) return found;
  const message = `The newer schema has ${branches.length} alternatives, the older one ${had}.`;
  return [
    ...found,
    difference(c, "SUM_TYPE_EXTENDED", newer.pointer + step(keyword), placeOf(known.facts), message),
  ];
}

function compareNot(c: Comparison, known: Known, newer: Place): Differences {
  if (!isObject(newer.schema) || own(newer.schema, "not") === undefined) return [];
  const place = child(newer, "not");
  if (strictly(c, () => impossible(c, [...known.facts, is(place)]))) return [];
  const message = "The newer schema refuses, by not, some of what the older one accepts.";
  return [difference(c, "NOT_TYPE_EXTENDED", place.pointer, known.not[0] ?? placeOf(known.facts), message)];
}

function compareCondition(c: Comparison, known: Known, newer: Place): Differences {
  const { schema } = newer;
  if (!isObject(schema) || own(schema, "if") === undefined) return [];
  const test = child(newer, "if");
  return (["then", "else"] as const).flatMap((keyword) => {
    if (own(schema, keyword) === undefined) return [];
    const facts = [...known.facts, keyword === "then" ? is(test) : isNot(test)];
    const found = compare(c, facts, child(newer, keyword));
    if (!broken(found)) return [];
    const message = `The newer schema demands, by if and ${keyword}, more than the older one.${because(found)}`;
    return [difference(c, "CONDITION_CHANGED", newer.pointer + step(keyword), placeOf(known.facts), message)];
  });
}
