/**
 * The engine: is every value of which the facts hold valid under the newer schema? A proof by the newer schema's keywords, each of
 * which the facts have to imply; where they do not as they stand, by their cases. Recursive schemas are compared coinductively: a pair
 * that is met again deeper in the data holds if all else does, since data is finite. What cannot be proved counts as a difference,
 * so that a gap in the proof never calls a break compatible.
 */
import { compareArrays } from "./arrays.js";
import { compareCombinators } from "./combinators.js";
import {
  because,
  breaks,
  verdictOf,
  type Reading,
  type SchemaDifference,
  type SchemaRule,
} from "./difference.js";
import type { Place } from "./document.js";
import { contradicts } from "./contradictions.js";
import { cases, factsKey, know, referencesOf, type Facts, type Known } from "./facts.js";
import { isObject, own, type SchemaObject } from "./json.js";
import { compareObjects } from "./objects.js";
import { same, type SamePairs } from "./same.js";
import { compareScalars } from "./scalars.js";
import { assertions, schemasOf } from "./types.js";
import { compareTypes } from "./type-differences.js";
import { compareValues } from "./values.js";

export type Differences = readonly SchemaDifference[];

/** What one comparison keeps while it runs. */
export interface Comparison {
  reading: Reading;
  /** Whether the question is about validity alone; otherwise readers fill in defaults. */
  exact: boolean;
  /** Steps that are left: hostile schemas make proofs grow exponentially. */
  budget: number;
  /** How many values deep the proof is: a pair met again deeper is assumed, met again here it leads nowhere. */
  depth: number;
  /** Whether the newer schema at hand is one part of several, so that what it lacks may stand in another one. */
  partial: boolean;
  readonly open: Map<string, number>;
  readonly settled: Map<string, Differences | boolean>;
  /** Keys of what holds, in the order found: what fails takes back what was found under its assumption. */
  readonly trail: string[];
  readonly types: Map<Place, number>;
  readonly pairs: SamePairs;
}

const deepest = 200;

/** Builds a difference; the older place is left out where there is none. */
export function difference(
  c: Comparison,
  rule: SchemaRule,
  pointer: string,
  older: Place | string | undefined,
  message: string,
): SchemaDifference {
  const olderPointer = typeof older === "string" ? older : older?.pointer;
  return {
    rule,
    verdict: verdictOf(rule, c.reading),
    pointer,
    ...(olderPointer !== undefined && { olderPointer }),
    message,
  };
}

export const broken = (differences: Differences): boolean => differences.some(breaks);

/** Where the facts stand, for messages: the first place that is known. */
export const placeOf = (facts: Facts): Place | undefined => {
  const fact = facts.find(({ kind }) => kind === "is");
  return fact && fact.kind !== "types" ? fact.place : undefined;
};

/** Answers a question once, and assumes the answer where the question is met again inside of itself, deeper in the data. */
function settle<T extends Differences | boolean>(
  c: Comparison,
  key: string,
  cost: number,
  assumed: T,
  failed: () => T,
  holds: (answer: T) => boolean,
  ask: () => T,
): T {
  const known = c.settled.get(key);
  if (known !== undefined) return known as T;
  const since = c.open.get(key);
  if (since !== undefined) return since < c.depth ? assumed : failed();
  c.budget -= cost;
  if (c.budget < 0 || c.open.size > deepest * 3 || c.depth > deepest) return failed();
  const mark = c.trail.length;
  c.open.set(key, c.depth);
  const answer = ask();
  c.open.delete(key);
  if (holds(answer)) c.trail.push(key);
  else for (const fallen of c.trail.splice(mark)) c.settled.delete(fallen);
  c.settled.set(key, answer);
  return answer;
}

/** Asks a question about the values inside of the ones at hand. */
export function deeper<T>(c: Comparison, ask: () => T): T {
  const { partial } = c;
  c.depth += 1;
  c.partial = false;
  const answer = ask();
  c.depth -= 1;
  c.partial = partial;
  return answer;
}

/** Asks about one part of several. */
function partially<T>(c: Comparison, partial: boolean, ask: () => T): T {
  const before = c.partial;
  c.partial ||= partial;
  const answer = ask();
  c.partial = before;
  return answer;
}

/** Asks for the plain truth, whatever the reading: a proof that something is impossible needs it. */
export function strictly<T>(c: Comparison, ask: () => T): T {
  const { reading, exact } = c;
  c.reading = "strict";
  c.exact = true;
  const answer = ask();
  c.reading = reading;
  c.exact = exact;
  return answer;
}

/** The differences between what the facts say and what the newer schema demands; none that breaks if every value is valid. */
export function compare(c: Comparison, facts: Facts, newer: Place): Differences {
  if (newer.schema === true) return [];
  return settle<Differences>(
    c,
    `${c.reading}${c.exact ? "!" : ""}${c.partial ? "+" : ""}:${factsKey(facts)}<${newer.id}`,
    facts.length,
    [],
    () => [
      difference(
        c,
        "COMPARISON_TOO_COMPLEX",
        newer.pointer,
        placeOf(facts),
        "The schemas nest too deeply, refer to themselves without end or have too many combinations of alternatives to be compared here: taken for incompatible.",
      ),
    ],
    (answer) => !broken(answer),
    () => prove(c, facts, newer),
  );
}

/** Whether the schema demands nothing that the facts do not promise. */
export const implies = (c: Comparison, facts: Facts, newer: Place): boolean =>
  strictly(c, () => !broken(compare(c, facts, newer)));

/** Whether no value at all fits the facts. */
export function impossible(c: Comparison, facts: Facts): boolean {
  return settle<boolean>(
    c,
    `none:${factsKey(facts)}`,
    facts.length,
    true,
    () => false,
    (answer) => answer,
    () => {
      const known = know(facts, c.types);
      if (known.never || contradicts(c, known)) return true;
      if (known.not.some((place) => implies(c, without(facts, place), place))) return true;
      const split = cases(known);
      return split?.every((one) => impossible(c, one.facts)) ?? false;
    },
  );
}

const without = (facts: Facts, denied: Place): Facts =>
  facts.filter((fact) => fact.kind !== "not" || fact.place !== denied);

function prove(c: Comparison, facts: Facts, newer: Place): Differences {
  if (facts.some((fact) => fact.kind === "is" && same(fact.place, newer, c.pairs))) return [];
  const known = know(facts, c.types);
  // A whole schema that accepts nothing is a mistake, not a promise that anything can be read: unless it says so.
  const whole = c.depth === 0 && facts.length === 1 && !c.exact;
  if (known.never && !(whole && known.never.schema !== false)) return [];
  if (newer.schema === undefined) {
    const message =
      "What stands here is no schema (an object or a boolean), so nothing can be said of what it accepts.";
    return [difference(c, "INVALID_SCHEMA", newer.pointer, placeOf(facts), message)];
  }
  // Leniently, what the older side says nothing of may change: then its cases have to speak first.
  const first = c.reading === "lenient" ? byCases(c, known, newer) : undefined;
  if (first) return first;
  const direct = demands(c, known, newer);
  if (!broken(direct)) return direct;
  if (!whole && strictly(c, () => impossible(c, facts))) return [];
  return byCases(c, known, newer) ?? [...direct, ...unresolved(c, known, newer)];
}

/** Everything that a newer schema demands by its own keywords, its references and its parts. */
function demands(c: Comparison, known: Known, newer: Place): Differences {
  if (newer.schema === false) {
    return [
      difference(
        c,
        "NOTHING_ACCEPTED",
        newer.pointer,
        placeOf(known.facts),
        "The newer schema accepts nothing here; the older one accepts something.",
      ),
    ];
  }
  const listed = compareValues(c, known, newer);
  if (listed) return listed;
  const { targets, unresolved: missing } = referencesOf(newer);
  const types = compareTypes(c, known, newer);
  if (broken(types)) return types;
  const parts = [...targets, ...schemasOf(newer, "allOf")];
  const several = assertions(newer).length > 1 || parts.length > 1;
  const alternatives = hasAlternatives(newer) || own(newer.schema as SchemaObject, "if") !== undefined;
  return [
    ...types,
    ...partially(c, parts.length > 0 || alternatives, () => [
      ...compareScalars(c, known, newer),
      ...compareObjects(c, known, newer),
      ...compareArrays(c, known, newer),
    ]),
    ...partially(c, several, () => [
      ...parts.flatMap((part) => compare(c, known.facts, part)),
      ...compareCombinators(c, known, newer),
    ]),
    ...missing
      .filter((uri) => !known.unresolved.has(uri))
      .map((uri) =>
        difference(
          c,
          "UNRESOLVABLE_REFERENCE",
          newer.pointer,
          placeOf(known.facts),
          `The newer schema refers to ${JSON.stringify(shown(uri))}, which is not in it, so what it accepts is unknown.`,
        ),
      ),
  ];
}

/** A URI without the name that documents without an `$id` get. */
const shown = (uri: string): string => uri.replace(/^schema:\/\/nameless\/?/, "");

const unresolved = (c: Comparison, known: Known, newer: Place): Differences =>
  [...known.unresolved].map(([uri, place]) =>
    difference(
      c,
      "UNRESOLVABLE_REFERENCE",
      newer.pointer,
      place,
      `The older schema refers to ${JSON.stringify(shown(uri))}, which is not in it, so what it accepts is unknown.`,
    ),
  );

const hasAlternatives = ({ schema }: Place): boolean =>
  isObject(schema) && ["anyOf", "oneOf"].some((keyword) => own(schema, keyword) !== undefined);

/** Proves by cases; undefined where there are none. Several types are cases too, where the newer side has alternatives. */
function byCases(c: Comparison, known: Known, newer: Place): Differences | undefined {
  const split = cases(known) ?? (alternatives(newer) ? byType(known) : undefined);
  if (!split) return undefined;
  const failing = split.flatMap((one) => {
    const differences = partially(c, true, () => compare(c, one.facts, newer));
    return broken(differences) ? [{ place: one.place, differences }] : [];
  });
  const [first] = failing;
  if (!first) return [];
  if (!hasAlternatives(newer)) return first.differences;
  return failing.map(({ place, differences }) => {
    return difference(
      c,
      "SUM_TYPE_NARROWED",
      newer.pointer,
      place,
      `The newer schema has no alternative for values that the older one accepts here.${because(differences)}`,
    );
  });
}

const alternatives = (place: Place, depth = 0): boolean =>
  depth < 10 &&
  (hasAlternatives(place) ||
    [...referencesOf(place).targets, ...schemasOf(place, "allOf")].some((part) =>
      alternatives(part, depth + 1),
    ));

/** Cases by type, numbers as one. */
function byType(known: Known): ReturnType<typeof cases> {
  const place = placeOf(known.facts);
  const masks = [1, 2, 12, 16, 32, 64].map((mask) => mask & known.types).filter((mask) => mask !== 0);
  if (masks.length < 2 || !place) return undefined;
  return masks.map((mask) => ({ facts: [...known.facts, { kind: "types", mask }], place }));
}
