/** Arrays: tuples, what follows them, what they contain. */
import type { SchemaRule } from "./difference.js";
import {
  broken,
  compare,
  deeper,
  difference,
  impossible,
  implies,
  placeOf,
  strictly,
  type Comparison,
  type Differences,
} from "./comparison.js";
import { child, type Place } from "./document.js";
import { is, type Facts, type Known } from "./facts.js";
import { isObject, own, step, type SchemaObject } from "./json.js";
import { prefixOf, restOfArray, unevaluatedItems, type ArrayRest } from "./items.js";
import { hasUniqueItems, sizeOf, sizes } from "./sizes.js";
import { typeBits } from "./types.js";

export function compareArrays(c: Comparison, known: Known, newer: Place): Differences {
  const { schema } = newer;
  if (!isObject(schema) || (known.types & typeBits.array) === 0) return [];
  const most = sizeOf(known, sizes[1]).high.value;
  return [
    ...compareItems(c, known, newer, most),
    ...compareDangling(c, known, newer, schema),
    ...compareContains(c, known, newer, schema, most),
    ...compareUnique(c, known, newer, schema, most),
    ...compareKeys(c, known, newer, schema, most),
  ];
}

/** What a schema object demands of the item at an index. */
const itemOf = (prefix: readonly Place[], rests: readonly ArrayRest[], index: number): Place[] => {
  const at = prefix[index];
  return [
    ...(at ? [at] : []),
    ...rests.flatMap(({ from, place }) => (place && index >= from ? [place] : [])),
  ];
};

interface Items {
  readonly prefix: readonly Place[];
  readonly rests: readonly ArrayRest[];
}

const restsOf = (place: Place, certainty: "surely" | "possibly"): ArrayRest[] => {
  const unevaluated = unevaluatedItems(place, certainty);
  return [restOfArray(place), ...(unevaluated ? [unevaluated] : [])];
};

/** What the older side says of the item at an index; at Infinity, of those after all tuples. */
export const factsOnItem = (known: Known, index: number): Facts =>
  known.atoms.flatMap((place) => itemOf(prefixOf(place), restsOf(place, "surely"), index)).map(is);

function compareItems(c: Comparison, known: Known, newer: Place, most: number): Differences {
  const demanded: Items = { prefix: prefixOf(newer), rests: restsOf(newer, "possibly") };
  const lengths = [...known.atoms, newer].flatMap((place) => [
    prefixOf(place).length,
    ...restsOf(place, place === newer ? "possibly" : "surely").map(({ from }) => from),
  ]);
  const length = Math.max(0, ...lengths);
  const differences: Differences[number][] = [];
  for (let index = 0; index <= length && c.budget >= 0; index += 1) {
    const at = index === length ? Infinity : index;
    differences.push(...deeper(c, () => compareItem(c, known, newer, demanded, at, index < most)));
  }
  return differences;
}

const rules: Record<ArrayRest["keyword"], readonly [none: SchemaRule, some: SchemaRule]> = {
  items: ["ADDITIONAL_ITEMS_REMOVED", "ADDITIONAL_ITEMS_NARROWED"],
  additionalItems: ["ADDITIONAL_ITEMS_REMOVED", "ADDITIONAL_ITEMS_NARROWED"],
  unevaluatedItems: ["UNEVALUATED_ITEMS_REMOVED", "UNEVALUATED_ITEMS_NARROWED"],
};

function compareItem(
  c: Comparison,
  known: Known,
  newer: Place,
  demanded: Items,
  index: number,
  possible: boolean,
): Differences {
  const facts = factsOnItem(known, index);
  const older = placeOf(facts) ?? placeOf(known.facts);
  const where = Number.isFinite(index) ? `the item at ${index}` : "the items after those";
  const named = demanded.prefix[index];
  const rest = demanded.rests.find(({ from, place }) => place && index >= from);
  const hadOwn = known.atoms.map((place) => prefixOf(place)[index]).find((place) => place !== undefined);
  if (named) {
    const found = possible ? compare(c, facts, named) : [];
    if (broken(found) && facts.length === 0) {
      const message = `The older schema accepts anything as ${where}; the newer one refuses some values.`;
      return [difference(c, "ITEM_ADDED_TO_OPEN_CONTENT_MODEL", named.pointer, older, message)];
    }
    if (broken(found) || hadOwn) return found;
    const message = `The newer schema describes ${where}; data under the older one has nothing there that it refuses.`;
    return [...found, difference(c, "ITEM_ADDED_TO_CLOSED_CONTENT_MODEL", named.pointer, older, message)];
  }
  if (!possible) return [];
  if (!rest?.place) {
    if (!hadOwn || c.partial) return [];
    const message = `The newer schema accepts anything as ${where}.`;
    return [difference(c, "ITEM_REMOVED_FROM_OPEN_CONTENT_MODEL", newer.pointer, hadOwn, message)];
  }
  if (rest.place.schema === false && hadOwn) {
    if (strictly(c, () => impossible(c, facts))) return [];
    const message = `The older schema accepts ${where}; the newer one accepts no more items than it lists.`;
    return [difference(c, "ITEM_REMOVED_FROM_CLOSED_CONTENT_MODEL", rest.place.pointer, older, message)];
  }
  const found = compare(c, facts, rest.place);
  const [none, some] = rules[rest.keyword];
  if (!broken(found) || (facts.length > 0 && rest.place.schema !== false)) return found;
  return rest.place.schema === false
    ? [
        difference(
          c,
          none,
          rest.place.pointer,
          older,
          `The older schema accepts more items than the newer one.`,
        ),
      ]
    : [
        difference(
          c,
          some,
          rest.place.pointer,
          older,
          `The older schema accepts any values as items; the newer one refuses some.`,
        ),
      ];
}

/**
 * `additionalItems` without a tuple says nothing to a validator, but something to people: who changes it means something. It is
 * compared with its like.
 */
function compareDangling(c: Comparison, known: Known, newer: Place, schema: SchemaObject): Differences {
  if (
    own(schema, "additionalItems") === undefined ||
    own(schema, "items") !== undefined ||
    own(schema, "prefixItems") !== undefined
  )
    return [];
  const place = child(newer, "additionalItems");
  const had = known.atoms.filter(
    ({ schema: older }) => isObject(older) && own(older, "additionalItems") !== undefined,
  );
  if (had.length === 0) return [];
  const facts = had.map((older) => is(child(older, "additionalItems")));
  const found = deeper(c, () => compare(c, facts, place));
  if (!broken(found) || place.schema !== false) return found;
  return [
    difference(
      c,
      "ADDITIONAL_ITEMS_REMOVED",
      place.pointer,
      placeOf(facts),
      "The older schema accepts additional items; the newer one does not.",
    ),
  ];
}

const countOr = (schema: SchemaObject, keyword: string, otherwise: number): number => {
  const value = own(schema, keyword);
  return typeof value === "number" ? value : otherwise;
};

function compareContains(
  c: Comparison,
  known: Known,
  newer: Place,
  schema: SchemaObject,
  longest: number,
): Differences {
  if (own(schema, "contains") === undefined) return [];
  const place = child(newer, "contains");
  const [least, most] = [countOr(schema, "minContains", 1), countOr(schema, "maxContains", Infinity)];
  const had = known.atoms.flatMap((older) =>
    isObject(older.schema) && own(older.schema, "contains") !== undefined
      ? [
          {
            place: child(older, "contains"),
            least: countOr(older.schema, "minContains", 1),
            most: countOr(older.schema, "maxContains", Infinity),
          },
        ]
      : [],
  );
  const [first] = had;
  const at = first?.place;
  const within = (from: Place, to: Place): boolean => deeper(c, () => implies(c, [is(from)], to));
  const differences: Differences[number][] = [];
  const shortest = sizeOf(known, sizes[1]).low.value;
  const enough =
    least <= 0 ||
    had.some((older) => older.least >= least && within(older.place, place)) ||
    (shortest >= least && everyItem(c, known, place, least));
  if (!enough) {
    const counted = had.some((older) => within(older.place, place));
    const pointer =
      counted && own(schema, "minContains") !== undefined
        ? newer.pointer + step("minContains")
        : place.pointer;
    differences.push(
      difference(
        c,
        counted ? "MIN_CONTAINS_INCREASED" : "CONTAINS_ADDED",
        pointer,
        at ?? known.atoms[0],
        `The newer schema demands at least ${least} matching items; the older one accepts arrays with fewer of them.`,
      ),
    );
  }
  const few =
    most === Infinity ||
    longest <= most ||
    had.some((older) => older.most <= most && within(place, older.place));
  if (!few) {
    const counted = had.some((older) => older.most < Infinity && within(place, older.place));
    differences.push(
      difference(
        c,
        counted ? "MAX_CONTAINS_DECREASED" : "MAX_CONTAINS_ADDED",
        newer.pointer + step("maxContains"),
        at ?? known.atoms[0],
        `The newer schema accepts at most ${most} matching items; the older one accepts arrays with more of them.`,
      ),
    );
  }
  return differences;
}

/** Whether so many items at least, which all arrays have, fit the schema. */
function everyItem(c: Comparison, known: Known, place: Place, count: number): boolean {
  const tuple = Math.max(0, ...known.atoms.map((atom) => prefixOf(atom).length));
  if (count > 50 || tuple > 50) return false;
  const indexes = [...Array(Math.max(count, tuple)).keys(), Infinity];
  const fitting = indexes.filter((index) => deeper(c, () => implies(c, factsOnItem(known, index), place)));
  const shortest = sizeOf(known, sizes[1]).low.value;
  return fitting.length === indexes.length || fitting.filter((index) => index < shortest).length >= count;
}

function compareUnique(
  c: Comparison,
  known: Known,
  newer: Place,
  schema: SchemaObject,
  most: number,
): Differences {
  const had = known.atoms.find(({ schema: older }) => isObject(older) && own(older, "uniqueItems") === true);
  if (own(schema, "uniqueItems") === true) {
    if (hasUniqueItems(known) || most <= 1) return [];
    const pointer = newer.pointer + step("uniqueItems");
    return [
      difference(
        c,
        "UNIQUE_ITEMS_ADDED",
        pointer,
        known.atoms[0],
        "The newer schema refuses arrays that hold a value twice.",
      ),
    ];
  }
  if (!had || c.partial) return [];
  return [
    difference(
      c,
      "UNIQUE_ITEMS_REMOVED",
      newer.pointer,
      had,
      "The newer schema accepts arrays that hold a value twice.",
    ),
  ];
}

/** The keys by which the items of an array are told apart: entities of ESDL. */
function compareKeys(
  c: Comparison,
  known: Known,
  newer: Place,
  schema: SchemaObject,
  most: number,
): Differences {
  const keyword = "x-esdl-key";
  const had = known.atoms.filter(
    ({ schema: older }) => isObject(older) && typeof own(older, keyword) === "string",
  );
  const [at] = had;
  const key = own(schema, keyword);
  if (typeof key !== "string") {
    if (at === undefined || c.partial) return [];
    const message = "The newer schema accepts arrays that hold several items of one key.";
    return [difference(c, "KEY_REMOVED", newer.pointer, at, message)];
  }
  const olders = had.map((place) => own(place.schema as SchemaObject, keyword));
  if (olders.includes(key) || most <= 1) return [];
  const message = `The newer schema refuses arrays that hold several items of one ${key}${at === undefined ? "" : `; the older one told them apart by ${olders.join(" and ")}`}.`;
  const rule = at === undefined ? "KEY_ADDED" : "KEY_CHANGED";
  return [difference(c, rule, newer.pointer + step(keyword), at ?? known.atoms[0], message)];
}
