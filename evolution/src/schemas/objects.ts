/** Objects: members by name, by pattern and of the rest, required names, names, dependencies. */
import { breaks, type SchemaRule } from "./difference.js";
import {
  broken,
  compare,
  deeper,
  difference,
  impossible,
  placeOf,
  strictly,
  type Comparison,
  type Differences,
} from "./comparison.js";
import { child, follow, type Place } from "./document.js";
import { is, type Facts, type Known } from "./facts.js";
import { isArray, isObject, own, show, step, type SchemaObject } from "./json.js";
import {
  declares,
  factsOn,
  factsOnOthers,
  membersOf,
  namesOf,
  patternsOf,
  requiredNames,
  restOfObject,
  schemasOn,
  textsOf,
  type Member,
  type Rest,
} from "./members.js";
import { typeBits, typesWithin } from "./types.js";
import { isValid } from "./validity.js";

export function compareObjects(c: Comparison, known: Known, newer: Place): Differences {
  const { schema } = newer;
  if (!isObject(schema) || (known.types & typeBits.object) === 0) return [];
  const members = membersOf(known);
  return [
    ...compareRequired(c, known, newer, schema),
    ...compareMembers(c, known, members, newer),
    ...compareNames(c, known, members, newer),
    ...compareDependencies(c, known, members, newer, schema),
  ];
}

function compareRequired(c: Comparison, known: Known, newer: Place, schema: SchemaObject): Differences {
  const had = requiredNames(known);
  const demanded = textsOf(own(schema, "required"));
  const at = known.atoms[0];
  const added = demanded
    .filter((name) => !had.has(name))
    .map((name) => {
      const pointer = newer.pointer + step("required");
      const value = c.exact ? undefined : defaultOf(c, newer, name);
      return value
        ? difference(
            c,
            "REQUIRED_PROPERTY_WITH_DEFAULT_ADDED",
            pointer,
            at,
            `The newer schema requires ${show(name)}; readers that fill in its default ${show(value.default)} read data without it.`,
          )
        : difference(
            c,
            "REQUIRED_PROPERTY_ADDED",
            pointer,
            at,
            `The newer schema requires ${show(name)}, which the older one lets data leave out; there is no default to fill in.`,
          );
    });
  if (c.partial) return added;
  const now = new Set(demanded);
  const removed = [...had]
    .filter((name) => !now.has(name) && declares(newer, name))
    .map((name) =>
      difference(
        c,
        "REQUIRED_PROPERTY_REMOVED",
        newer.pointer,
        at,
        `The newer schema does not require ${show(name)} any more.`,
      ),
    );
  return [...added, ...removed];
}

/** The default of a property, unless it is known to be no valid value of it. */
function defaultOf(c: Comparison, newer: Place, name: string): { default: unknown } | undefined {
  if (!declares(newer, name)) return undefined;
  const property = child(newer, "properties", name);
  let at: Place | undefined = property;
  for (let hops = 0; at && hops < 20; hops += 1) {
    if (!isObject(at.schema)) return undefined;
    if (Object.hasOwn(at.schema, "default")) {
      const value = at.schema["default"];
      return isValid(property, value, { left: Math.min(c.budget, 5_000) }) === false
        ? undefined
        : { default: value };
    }
    const reference = own(at.schema, "$ref");
    const target: Place | string | undefined =
      typeof reference === "string" ? follow(at, reference) : undefined;
    at = typeof target === "string" ? undefined : target;
  }
  return undefined;
}

function compareMembers(c: Comparison, known: Known, members: readonly Member[], newer: Place): Differences {
  const rest = restOfObject(newer, "possibly");
  // Named by anybody who has a say on one of the sides.
  const names = new Set(namesOf(newer));
  for (const member of members) {
    for (const name of namesOf(member.place)) names.add(name);
    for (const name of member.rest?.names ?? []) names.add(name);
  }
  // Members that refer to the same schema share their differences.
  const shared = new Set<Differences[number]>();
  for (const name of names) {
    for (const one of deeper(c, () => compareMember(c, members, newer, rest, name))) shared.add(one);
  }
  const differences = [...shared];
  if (!c.partial) differences.push(...removed(c, members, newer, rest, names));
  for (const pattern of patternsOf(newer)) {
    const place = child(newer, "patternProperties", pattern);
    for (const facts of factsOnOthers(members, pattern, [])) {
      differences.push(...deeper(c, () => compareOthers(c, known, facts, place, patternRules)));
    }
  }
  if (rest) {
    for (const facts of factsOnOthers(members, undefined, rest.patterns)) {
      differences.push(
        ...deeper(c, () => compareOthers(c, known, facts, rest.place, restRules[rest.keyword])),
      );
    }
  }
  return differences;
}

function compareMember(
  c: Comparison,
  members: readonly Member[],
  newer: Place,
  all: Rest | undefined,
  name: string,
): Differences {
  const { facts, declared } = factsOn(members, name);
  const { named, rest } = schemasOn(newer, all, name, "possibly");
  const older = placeOf(facts);
  const onNamed = named.flatMap((place): Differences => {
    const found = compare(c, facts, place);
    if (declared) return found;
    if (facts.length === 0) {
      if (!broken(found)) return found;
      const message = `The older schema is open: it accepts any value under ${show(name)}, which it does not name. The newer one refuses some.`;
      return [
        difference(c, "PROPERTY_ADDED_TO_OPEN_CONTENT_MODEL", place.pointer, members[0]?.place, message),
      ];
    }
    if (broken(found) || place.pointer !== newer.pointer + step("properties") + step(name)) return found;
    const message = `The newer schema names ${show(name)}; data under the older one has nothing there that the newer one refuses.`;
    return [...found, difference(c, "PROPERTY_ADDED_TO_CLOSED_CONTENT_MODEL", place.pointer, older, message)];
  });
  // What nobody names is compared once for all.
  if (!rest || facts.length === 0) return onNamed;
  if (rest.schema !== false) return [...onNamed, ...compare(c, facts, rest)];
  if (strictly(c, () => impossible(c, facts))) return onNamed;
  const message = `The older schema accepts ${show(name)}; the newer one does not name it and accepts no other properties.`;
  return [
    ...onNamed,
    difference(c, "PROPERTY_REMOVED_FROM_CLOSED_CONTENT_MODEL", rest.pointer, older, message),
  ];
}

/** Notes on what the newer schema lets stand that the older one had a say on. */
function removed(
  c: Comparison,
  members: readonly Member[],
  newer: Place,
  rest: Rest | undefined,
  names: ReadonlySet<string>,
): Differences {
  const gone = [...names].filter((name) => !declares(newer, name));
  const notes = gone.flatMap((name) => {
    const had = members.find(({ place }) => declares(place, name));
    const now = schemasOn(newer, rest, name, "possibly");
    if (!had || now.rest || now.named.length > 0) return [];
    const message = `The newer schema does not name ${show(name)} any more and accepts any value there.`;
    return [
      difference(
        c,
        "PROPERTY_REMOVED_FROM_OPEN_CONTENT_MODEL",
        newer.pointer,
        child(had.place, "properties", name),
        message,
      ),
    ];
  });
  const closed = members.find((member) => member.rest)?.rest;
  if (rest || !closed || closed.place.schema === true) return notes;
  const message = `The newer schema accepts any other properties; the older one had a say on them.`;
  return [...notes, difference(c, "ADDITIONAL_PROPERTIES_EXTENDED", newer.pointer, closed.place, message)];
}

interface Rules {
  readonly none: SchemaRule;
  readonly some: SchemaRule;
  readonly what: string;
}

const restRules: Record<Rest["keyword"], Rules> = {
  additionalProperties: {
    none: "ADDITIONAL_PROPERTIES_REMOVED",
    some: "ADDITIONAL_PROPERTIES_NARROWED",
    what: "properties that neither schema names",
  },
  unevaluatedProperties: {
    none: "UNEVALUATED_PROPERTIES_REMOVED",
    some: "UNEVALUATED_PROPERTIES_NARROWED",
    what: "properties that neither schema names",
  },
};
const patternRules: Rules = {
  none: "PATTERN_PROPERTY_ADDED_TO_OPEN_CONTENT_MODEL",
  some: "PATTERN_PROPERTY_ADDED_TO_OPEN_CONTENT_MODEL",
  what: "properties whose names match the pattern",
};

/** Compares what holds for members that nobody names. */
function compareOthers(c: Comparison, known: Known, facts: Facts, place: Place, rules: Rules): Differences {
  const found = compare(c, facts, place);
  if (!found.some(breaks)) return found;
  const older = placeOf(facts) ?? placeOf(known.facts);
  if (place.schema === false) {
    return [
      difference(
        c,
        rules.none,
        place.pointer,
        older,
        `The older schema accepts ${rules.what}; the newer one accepts none.`,
      ),
    ];
  }
  if (facts.length > 0) return found;
  return [
    difference(
      c,
      rules.some,
      place.pointer,
      older,
      `The older schema accepts any values in ${rules.what}; the newer one refuses some.`,
    ),
  ];
}

function compareNames(c: Comparison, known: Known, members: readonly Member[], newer: Place): Differences {
  if (!isObject(newer.schema) || own(newer.schema, "propertyNames") === undefined) return [];
  const place = child(newer, "propertyNames");
  const had = known.atoms.filter(
    ({ schema }) => isObject(schema) && own(schema, "propertyNames") !== undefined,
  );
  const facts: Facts = [
    { kind: "types", mask: typeBits.string },
    ...had.map((older) => is(child(older, "propertyNames"))),
  ];
  const found = deeper(c, () => compare(c, facts, place));
  if (!broken(found)) return found;
  const closed = members.find(({ rest }) => rest?.place.schema === false && rest.patterns.length === 0);
  if (closed?.rest) {
    const possible = [...closed.rest.names].filter(
      (name) => !deeper(c, () => impossible(c, factsOn(members, name).facts)),
    );
    const refused = possible.find((name) => isValid(place, name, { left: 5_000 }) !== true);
    if (refused === undefined) return [];
  }
  if (had.length > 0) return found;
  return [
    difference(
      c,
      "PROPERTY_NAMES_ADDED",
      place.pointer,
      known.atoms[0],
      "The older schema accepts names of properties that the newer one refuses.",
    ),
  ];
}

function compareDependencies(
  c: Comparison,
  known: Known,
  members: readonly Member[],
  newer: Place,
  schema: SchemaObject,
): Differences {
  const required = requiredNames(known);
  return ["dependencies", "dependentRequired", "dependentSchemas"].flatMap((keyword) => {
    const map = own(schema, keyword);
    return (isObject(map) ? Object.keys(map) : []).flatMap((name): Differences => {
      const demanded = own(map as SchemaObject, name);
      const had = dependenciesOn(known, name);
      const at = had.places[0] ?? known.atoms[0];
      const pointer = newer.pointer + step(keyword) + step(name);
      const rule = had.places.length > 0 ? "DEPENDENCY_CHANGED" : "DEPENDENCY_ADDED";
      if (deeper(c, () => strictly(c, () => impossible(c, factsOn(members, name).facts)))) return [];
      if (isArray(demanded)) {
        const missing = textsOf(demanded).filter(
          (other) => other !== name && !required.has(other) && !had.names.has(other),
        );
        if (missing.length === 0) return [];
        const message = `The newer schema demands ${missing.map(show).join(", ")} beside ${show(name)}; the older one does not.`;
        return [difference(c, rule, pointer, at, message)];
      }
      const place = child(newer, keyword, name);
      const facts = had.schemas.map(is);
      const alone = compare(c, facts, place);
      if (!broken(alone)) return alone;
      // What the older side says besides helps only where the dependencies speak of objects at all.
      const objects = [place, ...had.schemas].every(
        (one) => (typesWithin(one, c.types) & typeBits.object) !== 0,
      );
      const found = objects ? compare(c, [...known.facts, ...facts], place) : alone;
      if (!broken(found) || had.schemas.length > 0) return found;
      const message = `The newer schema demands more of data that has ${show(name)}; the older one does not.`;
      return [difference(c, rule, pointer, at, message)];
    });
  });
}

/** What the older side demands of data that has a name. */
function dependenciesOn(
  known: Known,
  name: string,
): { names: Set<string>; schemas: Place[]; places: Place[] } {
  const found = { names: new Set<string>(), schemas: [] as Place[], places: [] as Place[] };
  for (const place of known.atoms) {
    for (const keyword of ["dependencies", "dependentRequired", "dependentSchemas"]) {
      const map = isObject(place.schema) ? own(place.schema, keyword) : undefined;
      const demanded = isObject(map) ? own(map, name) : undefined;
      if (demanded === undefined) continue;
      found.places.push(child(place, keyword, name));
      if (isArray(demanded)) for (const other of textsOf(demanded)) found.names.add(other);
      else found.schemas.push(child(place, keyword, name));
    }
  }
  return found;
}
