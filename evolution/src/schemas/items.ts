/** The items of arrays: tuples of both spellings, and what holds after them. */
import { child, type Place } from "./document.js";
import { isArray, isObject, own } from "./json.js";
import { evaluatingParts, type Certainty } from "./members.js";
import { schemasOf } from "./types.js";

/** Draft 2020-12 writes `prefixItems`, those before a list under `items`. */
export function prefixOf(place: Place): Place[] {
  const prefix = schemasOf(place, "prefixItems");
  return prefix.length > 0 ? prefix : schemasOf(place, "items");
}

export interface ArrayRest {
  readonly from: number;
  readonly place?: Place;
  readonly keyword: "items" | "additionalItems" | "unevaluatedItems";
}

/** What holds for the items after the tuple, by `items` or `additionalItems`. */
export function restOfArray(place: Place): ArrayRest {
  const { schema } = place;
  const from = prefixOf(place).length;
  if (!isObject(schema)) return { from, keyword: "items" };
  const items = own(schema, "items");
  const keyword = isArray(items) ? "additionalItems" : "items";
  return own(schema, keyword) === undefined
    ? { from, keyword }
    : { from, keyword, place: child(place, keyword) };
}

/** What holds for the items that no other part of the schema evaluates. */
export function unevaluatedItems(place: Place, certainty: Certainty): ArrayRest | undefined {
  const { schema } = place;
  if (!isObject(schema) || own(schema, "unevaluatedItems") === undefined || restOfArray(place).place)
    return undefined;
  const parts = evaluatingParts(
    place,
    certainty,
    (part) =>
      restOfArray(part).place !== undefined ||
      (isObject(part.schema) && Object.hasOwn(part.schema, "unevaluatedItems")),
  );
  if (!parts) return undefined;
  // What `contains` finds is evaluated too, wherever it stands.
  const finds = parts.some((part) => isObject(part.schema) && Object.hasOwn(part.schema, "contains"));
  if (certainty === "surely" && finds) return undefined;
  const from = Math.max(...parts.map((part) => prefixOf(part).length));
  return { from, keyword: "unevaluatedItems", place: child(place, "unevaluatedItems") };
}
