/**
 * What is known of a value on the older side: that it is valid under some schemas and not under others. Facts are taken apart into
 * atoms, schema objects with the keywords that they hold themselves.
 */
import { child, follow, type Place } from "./document.js";
import { isObject, own } from "./json.js";
import { anyType, assertions, schemasOf, typesExactly, typesWithin } from "./types.js";

/** `is` and `not` speak of validity; `split` says that a case of this disjunction has been chosen; `types` names the types. */
export type Fact =
  | { readonly kind: "is"; readonly place: Place }
  | { readonly kind: "not"; readonly place: Place }
  | { readonly kind: "split"; readonly place: Place }
  | { readonly kind: "types"; readonly mask: number };

export type Facts = readonly Fact[];

export const is = (place: Place): Fact => ({ kind: "is", place });
export const isNot = (place: Place): Fact => ({ kind: "not", place });

/** A text that equal sets of facts share. */
export const factsKey = (facts: Facts): string =>
  [...new Set(facts.map((fact) => `${fact.kind}${fact.kind === "types" ? fact.mask : fact.place.id}`))]
    .sort()
    .join(",");

/** Facts, taken apart. */
export interface Known {
  readonly facts: Facts;
  /** Schema objects that the value is valid under, each for its own keywords. */
  readonly atoms: readonly Place[];
  /** Schemas that it is not valid under. */
  readonly not: readonly Place[];
  /** Nothing is valid under this one. */
  readonly never: Place | undefined;
  /** References that lead out of the document: URIs. */
  readonly unresolved: ReadonlyMap<string, Place>;
  /** Disjunctions of which a case has been chosen. */
  readonly split: ReadonlySet<Place>;
  readonly types: number;
}

/** References of a place: where they lead, statically. A dynamic one leads to the one anchor of its name. */
export function referencesOf(place: Place): { targets: Place[]; unresolved: string[] } {
  const targets: Place[] = [];
  const unresolved: string[] = [];
  if (!isObject(place.schema)) return { targets, unresolved };
  for (const keyword of ["$ref", "$dynamicRef", "$recursiveRef"]) {
    const reference = own(place.schema, keyword);
    if (typeof reference !== "string") continue;
    const target = follow(place, reference);
    if (typeof target === "string") unresolved.push(target);
    else targets.push(target);
  }
  return { targets, unresolved };
}

/** How many facts are taken apart: what hostile schemas pile up beyond is left out. */
const most = 2_000;

/** Takes facts apart. Leaving a fact out is always sound: less is known of the value then. */
export function know(facts: Facts, typesKnown: Map<Place, number>): Known {
  const atoms = new Set<Place>();
  const not = new Set<Place>();
  const unresolved = new Map<string, Place>();
  const split = new Set<Place>();
  let never: Place | undefined;
  let types = anyType;
  const denied = new Set<Place>();
  const waiting: Fact[] = [...facts].reverse();
  let left = most;
  for (let fact = waiting.pop(); fact && left > 0; fact = waiting.pop()) {
    left -= 1;
    if (fact.kind === "types") {
      types &= fact.mask;
      continue;
    }
    const { place } = fact;
    const { schema } = place;
    if (fact.kind === "split") {
      split.add(place);
    } else if (fact.kind === "is") {
      if (schema === false) never = place;
      if (!isObject(schema) || atoms.has(place)) continue;
      atoms.add(place);
      types &= typesWithin(place, typesKnown);
      const references = referencesOf(place);
      for (const uri of references.unresolved) unresolved.set(uri, place);
      waiting.push(...references.targets.map(is), ...schemasOf(place, "allOf").map(is));
      if (own(schema, "not") !== undefined) waiting.push(isNot(child(place, "not")));
    } else {
      if (denied.has(place)) continue;
      denied.add(place);
      const mask = typesExactly(place);
      if (mask !== undefined) types &= anyType & ~mask;
      if (mask === anyType) never = place;
      if (!isObject(schema) || mask !== undefined) continue;
      const said = assertions(place);
      const references = referencesOf(place);
      if (said.length === 1 && said[0] === "not") waiting.push(is(child(place, "not")));
      else if (said.length === 1 && said[0] === "anyOf")
        waiting.push(...schemasOf(place, "anyOf").map(isNot));
      else if (said.length === 1 && references.targets.length === 1)
        waiting.push(...references.targets.map(isNot));
      else not.add(place);
    }
  }
  if (types === 0) never ??= [...atoms][0] ?? [...not][0];
  return { facts, atoms: [...atoms], not: [...not], never, unresolved, split, types };
}

/** One case of a disjunction, and where it stands. */
export interface Case {
  readonly facts: Facts;
  readonly place: Place;
}

/** Splits the first disjunction that has not been split into cases of which one holds; undefined if there is none. */
export function cases(known: Known): readonly Case[] | undefined {
  for (const place of known.atoms) {
    if (known.split.has(place) || !isObject(place.schema)) continue;
    const any = schemasOf(place, "anyOf");
    const one = schemasOf(place, "oneOf");
    const conditional = own(place.schema, "if") !== undefined;
    if (any.length === 0 && one.length === 0 && !conditional) continue;
    const chosen: Fact = { kind: "split", place };
    let found: Case[] = [{ facts: [...known.facts, chosen], place }];
    const multiply = (choices: readonly { place: Place; facts: Facts }[]): void => {
      if (choices.length === 0 || found.length * choices.length > 64) return;
      found = found.flatMap(({ facts }) =>
        choices.map((choice) => ({ facts: [...facts, ...choice.facts], place: choice.place })),
      );
    };
    multiply(any.map((branch) => ({ place: branch, facts: [is(branch)] })));
    multiply(
      one.map((branch) => ({
        place: branch,
        // That no other alternative fits is worth knowing, of a few.
        facts: [is(branch), ...(one.length > 8 ? [] : one.filter((other) => other !== branch).map(isNot))],
      })),
    );
    if (conditional) {
      const test = child(place, "if");
      const then = own(place.schema, "then") === undefined ? [] : [is(child(place, "then"))];
      const otherwise = own(place.schema, "else") === undefined ? [] : [is(child(place, "else"))];
      multiply([
        { place: test, facts: [is(test), ...then] },
        { place: test, facts: [isNot(test), ...otherwise] },
      ]);
    }
    return found;
  }
  return undefined;
}
