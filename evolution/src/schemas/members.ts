/** The members of objects: which schemas a schema object lays on a member of a name, and on those that it does not name. */
import { child, type Place } from "./document.js";
import { is, referencesOf, type Facts, type Known } from "./facts.js";
import { isArray, isObject, own } from "./json.js";
import { matches } from "./pattern.js";
import { assertions, schemasOf } from "./types.js";

const keysOf = (place: Place, keyword: string): string[] => {
  const map = isObject(place.schema) ? own(place.schema, keyword) : undefined;
  return isObject(map) ? Object.keys(map) : [];
};

/** The names under `properties`. */
export const namesOf = (place: Place): string[] => keysOf(place, "properties");
export const patternsOf = (place: Place): string[] => keysOf(place, "patternProperties");

export const declares = (place: Place, name: string): boolean => {
  const map = isObject(place.schema) ? own(place.schema, "properties") : undefined;
  return isObject(map) && Object.hasOwn(map, name);
};

/** What holds for the members that are neither named nor matched by a pattern. */
export interface Rest {
  readonly keyword: "additionalProperties" | "unevaluatedProperties";
  readonly place: Place;
  readonly names: ReadonlySet<string>;
  readonly patterns: readonly string[];
}

/**
 * How much is said: what `surely` applies (known of the older side, where less is safe), or all that `possibly` does (demanded by the
 * newer side, where more is safe).
 */
export type Certainty = "surely" | "possibly";

/** What holds for the members that a schema object does not name, if it says so. */
export function restOfObject(place: Place, certainty: Certainty): Rest | undefined {
  const { schema } = place;
  if (!isObject(schema)) return undefined;
  const keyword = (["additionalProperties", "unevaluatedProperties"] as const).find(
    (one) => own(schema, one) !== undefined,
  );
  if (!keyword) return undefined;
  const parts =
    keyword === "additionalProperties" ? [place] : evaluatingParts(place, certainty, evaluatesAll);
  // Another part evaluates whatever there is.
  if (!parts) return undefined;
  return {
    keyword,
    place: child(place, keyword),
    names: new Set(parts.flatMap(namesOf)),
    patterns: parts.flatMap(patternsOf),
  };
}

const evaluatesAll = (place: Place): boolean =>
  isObject(place.schema) &&
  (Object.hasOwn(place.schema, "additionalProperties") ||
    Object.hasOwn(place.schema, "unevaluatedProperties"));

/**
 * The schema and its parts that evaluate the same value: if the unevaluated rest is to apply surely, all parts that possibly evaluate
 * something; if possibly, only those that always apply. Undefined if one of them evaluates everything.
 */
export function evaluatingParts(
  place: Place,
  certainty: Certainty,
  everything: (part: Place) => boolean,
): Place[] | undefined {
  const parts = new Set<Place>();
  const waiting = [place];
  for (let part = waiting.pop(); part; part = waiting.pop()) {
    if (parts.has(part)) continue;
    parts.add(part);
    const { schema } = part;
    if (!isObject(schema)) continue;
    if (part !== place && everything(part)) return undefined;
    const references = referencesOf(part);
    waiting.push(...references.targets, ...schemasOf(part, "allOf"));
    if (certainty === "possibly") continue;
    if (references.unresolved.length > 0) return undefined;
    for (const keyword of ["anyOf", "oneOf"]) waiting.push(...schemasOf(part, keyword));
    for (const keyword of ["if", "then", "else"]) {
      if (own(schema, keyword) !== undefined) waiting.push(child(part, keyword));
    }
    for (const keyword of ["dependentSchemas", "dependencies"]) {
      for (const name of keysOf(part, keyword)) waiting.push(child(part, keyword, name));
    }
  }
  return [...parts];
}

/** The schemas that a schema object lays on the member of a name: by its name, by patterns, or as one of the rest. */
export function schemasOn(
  place: Place,
  rest: Rest | undefined,
  name: string,
  certainty: Certainty,
): { named: Place[]; rest?: Place } {
  const named = declares(place, name) ? [child(place, "properties", name)] : [];
  for (const pattern of patternsOf(place)) {
    const fits = matches(pattern, name);
    if (fits ?? certainty === "possibly") named.push(child(place, "patternProperties", pattern));
  }
  if (!rest || rest.names.has(name)) return { named };
  const among = rest.patterns.every((pattern) => {
    const fits = matches(pattern, name);
    return certainty === "surely" ? fits === false : fits !== true;
  });
  return among ? { named, rest: rest.place } : { named };
}

/** An older schema object with its rest, worked out once. */
export interface Member {
  readonly place: Place;
  readonly rest: Rest | undefined;
}

export const membersOf = (known: Known): Member[] =>
  known.atoms.map((place) => ({ place, rest: restOfObject(place, "surely") }));

/** What the older side says of the member of a name, and whether it names it. */
export function factsOn(members: readonly Member[], name: string): { facts: Facts; declared: boolean } {
  let declared = false;
  const facts = members.flatMap(({ place, rest: all }) => {
    const { named, rest } = schemasOn(place, all, name, "surely");
    declared ||= named.length > 0;
    return [...named, ...(rest && says(rest) ? [rest] : [])].map(is);
  });
  return { facts, declared };
}

/** Whether a schema says anything at all. */
const says = (place: Place): boolean => place.schema === false || assertions(place).length > 0;

const most = 32;

/**
 * What the older side says of the members that nobody names: alternatives, of which one holds for each such member, by which patterns
 * its name matches. `matching` is the pattern that the name is known to match; names matching one of `except` are somebody else's.
 */
export function factsOnOthers(
  members: readonly Member[],
  matching: string | undefined,
  except: readonly string[],
): readonly Facts[] {
  let alternatives: Facts[] = [[]];
  for (const { place, rest } of members) {
    const patterns = patternsOf(place);
    const under = (pattern: string): Facts =>
      patterns.includes(pattern) ? [is(child(place, "patternProperties", pattern))] : [];
    const choices: Facts[] =
      matching !== undefined && patterns.includes(matching)
        ? [under(matching)]
        : rest
          ? [
              says(rest.place) ? [is(rest.place)] : [],
              ...rest.patterns.filter((pattern) => !except.includes(pattern)).map(under),
            ]
          : [[]];
    if (alternatives.length * choices.length > most) continue;
    alternatives = alternatives.flatMap((facts) => choices.map((choice) => [...facts, ...choice]));
  }
  return alternatives;
}

/** The names that every object has. */
export function requiredNames(known: Known): Set<string> {
  const names = new Set<string>();
  for (const { schema } of known.atoms) {
    for (const name of isObject(schema) ? textsOf(own(schema, "required")) : []) names.add(name);
  }
  return names;
}

/** The texts in a list. */
export const textsOf = (value: unknown): string[] =>
  isArray(value) ? value.filter((item) => typeof item === "string") : [];
