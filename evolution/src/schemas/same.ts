/** Whether two places say the same, whatever the order of members, the annotations and what is behind a reference. */
import { child, follow, type Place } from "./document.js";
import { canonical, isArray, isObject, own } from "./json.js";
import { assertions } from "./types.js";

const listsOfSchemas = new Set(["allOf", "anyOf", "oneOf", "prefixItems"]);
const mapsOfSchemas = new Set(["properties", "patternProperties", "dependentSchemas", "dependencies"]);
const schemas = new Set(
  "additionalItems additionalProperties contains else if items not propertyNames then unevaluatedItems unevaluatedProperties".split(
    " ",
  ),
);

/** Whether two lists, or single things in their stead, hold the same, whatever the order. */
function sameSets(one: unknown, other: unknown): boolean {
  const [left, right] = [one, other].map((value) =>
    (isArray(value) ? value : [value]).map((item) => canonical(item)).sort(),
  );
  return (
    !!left &&
    !!right &&
    left.length === right.length &&
    left.every((text, index) => text !== undefined && text === right[index])
  );
}

/** Pairs that have been looked at; a pair that is met again inside of itself adds no difference. */
export interface SamePairs {
  readonly known: Map<string, boolean>;
  /** Pairs taken for the same during one question: they fall together if the answer is no. */
  trail: string[];
}

export const noPairs = (): SamePairs => ({ known: new Map(), trail: [] });

const deepest = 100;

export function same(left: Place, right: Place, pairs: SamePairs, depth = 0): boolean {
  if (left === right) return true;
  if (depth > deepest) return false;
  const [a, b] = [behind(left), behind(right)];
  if (a === b) return true;
  const key = `${a.id}=${b.id}`;
  const known = pairs.known.get(key);
  if (known !== undefined) return known;
  if (depth === 0) pairs.trail = [];
  pairs.known.set(key, true);
  pairs.trail.push(key);
  const answer = alike(a, b, pairs, depth + 1);
  if (!answer) {
    // Nothing else is asked after a no, up to the question itself.
    if (depth === 0) for (const pair of pairs.trail) if (pairs.known.get(pair)) pairs.known.delete(pair);
    pairs.known.set(key, false);
  }
  return answer;
}

/** A schema that only refers says what its target says. */
function behind(place: Place): Place {
  let at = place;
  for (let hops = 0; hops < 20; hops += 1) {
    if (!isObject(at.schema)) return at;
    const reference = own(at.schema, "$ref");
    if (typeof reference !== "string" || assertions(at).length > 1) return at;
    const target = follow(at, reference);
    if (typeof target === "string") return at;
    at = target;
  }
  return at;
}

function alike(a: Place, b: Place, pairs: SamePairs, depth: number): boolean {
  if (!isObject(a.schema) || !isObject(b.schema)) return a.schema !== undefined && a.schema === b.schema;
  const keywords = assertions(a);
  if (keywords.length !== assertions(b).length) return false;
  const [left, right] = [a.schema, b.schema];
  return keywords.every((keyword) => {
    const [one, other] = [own(left, keyword), own(right, keyword)];
    if (other === undefined) return false;
    if (listsOfSchemas.has(keyword) || (keyword === "items" && isArray(one))) {
      return (
        isArray(one) &&
        isArray(other) &&
        one.length === other.length &&
        one.every((_, index) => same(child(a, keyword, index), child(b, keyword, index), pairs, depth))
      );
    }
    if (mapsOfSchemas.has(keyword)) return sameMaps(a, b, keyword, pairs, depth);
    if (schemas.has(keyword)) return same(child(a, keyword), child(b, keyword), pairs, depth);
    if (keyword.startsWith("$")) return sameTargets(a, b, one, other, pairs, depth);
    if (keyword === "required" || keyword === "enum" || keyword === "type") {
      return sameSets(one, other);
    }
    const text = canonical(one);
    return text !== undefined && text === canonical(other);
  });
}

function sameMaps(a: Place, b: Place, keyword: string, pairs: SamePairs, depth: number): boolean {
  const [left, right] = [a, b].map(({ schema }) => (isObject(schema) ? own(schema, keyword) : undefined));
  if (!isObject(left) || !isObject(right)) return false;
  const names = Object.keys(left);
  if (names.length !== Object.keys(right).length) return false;
  return names.every((name) => {
    const [one, other] = [own(left, name), own(right, name)];
    if (isArray(one)) return isArray(other) && sameSets(one, other);
    return (
      other !== undefined &&
      !isArray(other) &&
      same(child(a, keyword, name), child(b, keyword, name), pairs, depth)
    );
  });
}

function sameTargets(
  a: Place,
  b: Place,
  one: unknown,
  other: unknown,
  pairs: SamePairs,
  depth: number,
): boolean {
  if (typeof one !== "string" || typeof other !== "string") return false;
  const [left, right] = [follow(a, one), follow(b, other)];
  if (typeof left === "string" || typeof right === "string") return left === right;
  return same(left, right, pairs, depth);
}
