/** The types that a schema admits, as a set of bits. Integers and fractions are two types here, as every integer is a number. */
import { child, follow, type Place } from "./document.js";
import { isArray, isMultiple, isObject, own } from "./json.js";

export const typeBits = {
  null: 1,
  boolean: 2,
  integer: 4,
  fraction: 8,
  string: 16,
  array: 32,
  object: 64,
} as const;
export const anyType = 127;
const number = typeBits.integer | typeBits.fraction;

const byName = new Map<unknown, number>([...Object.entries(typeBits), ["number", number]]);
byName.delete("fraction");

/** The bits of a `type` keyword; anything for one that is no type. */
export function typeMask(type: unknown): number {
  if (type === undefined) return anyType;
  const names = isArray(type) ? type : [type];
  return names.reduce<number>(
    (mask, name) => mask | (byName.get(name) ?? (typeof name === "string" ? 0 : anyType)),
    0,
  );
}

/** The type of a value. */
export function typeOf(value: unknown): number {
  if (value === null) return typeBits.null;
  if (isArray(value)) return typeBits.array;
  switch (typeof value) {
    case "boolean":
      return typeBits.boolean;
    case "string":
      return typeBits.string;
    case "number":
      return Number.isInteger(value) ? typeBits.integer : typeBits.fraction;
    default:
      return typeBits.object;
  }
}

/** The names of types, for messages. */
export function typeNames(mask: number): string {
  const names: string[] = Object.entries(typeBits).flatMap(([name, bit]) =>
    (mask & bit) === 0 || name === "fraction" ? [] : [name],
  );
  if (mask & typeBits.fraction) {
    const at = names.indexOf("integer");
    if (at >= 0) names[at] = "number";
    else names.push("fractional number");
  }
  return names.join(", ") || "nothing";
}

/** The schemas in the list under a keyword. */
export const schemasOf = (place: Place, keyword: string): Place[] => {
  const value = isObject(place.schema) ? own(place.schema, keyword) : undefined;
  return isArray(value) ? value.map((_, index) => child(place, keyword, index)) : [];
};

/** No value of another type is valid under the schema. */
export function typesWithin(place: Place, known = new Map<Place, number>()): number {
  const { schema } = place;
  if (schema === false) return 0;
  if (!isObject(schema)) return anyType;
  const found = known.get(place);
  if (found !== undefined) return found;
  // What a cycle comes back to adds nothing: anything will do.
  known.set(place, anyType);
  let mask = typeMask(own(schema, "type"));
  const values = own(schema, "enum");
  if (isArray(values)) mask &= values.reduce<number>((bits, value) => bits | typeOf(value), 0);
  if (Object.hasOwn(schema, "const")) mask &= typeOf(schema["const"]);
  const factor = own(schema, "multipleOf");
  if (typeof factor === "number" && factor > 0 && isMultiple(factor, 1)) mask &= ~typeBits.fraction;
  const reference = own(schema, "$ref");
  if (typeof reference === "string") {
    const target = follow(place, reference);
    if (typeof target !== "string") mask &= typesWithin(target, known);
  }
  for (const part of schemasOf(place, "allOf")) mask &= typesWithin(part, known);
  for (const keyword of ["anyOf", "oneOf"]) {
    const parts = schemasOf(place, keyword);
    if (parts.length > 0) mask &= parts.reduce((bits, part) => bits | typesWithin(part, known), 0);
  }
  if (own(schema, "not") !== undefined) mask &= ~(typesExactly(child(place, "not")) ?? 0);
  known.set(place, mask);
  return mask;
}

const asserting = new Set(
  (
    "type enum const multipleOf maximum exclusiveMaximum minimum exclusiveMinimum maxLength minLength pattern format " +
    "contentEncoding contentMediaType maxItems minItems uniqueItems contains maxContains minContains prefixItems items " +
    "additionalItems unevaluatedItems maxProperties minProperties required properties patternProperties " +
    "additionalProperties unevaluatedProperties propertyNames dependencies dependentRequired dependentSchemas " +
    "if then else allOf anyOf oneOf not $ref $dynamicRef $recursiveRef"
  ).split(" "),
);

/** The keywords of a schema that have a say. */
export const assertions = (place: Place): string[] =>
  isObject(place.schema) ? Object.keys(place.schema).filter((keyword) => asserting.has(keyword)) : [];

/** The types of a schema that says nothing but types: every value of these is valid, and no other. */
export function typesExactly(place: Place, depth = 0): number | undefined {
  const { schema } = place;
  if (typeof schema === "boolean") return schema ? anyType : 0;
  if (!isObject(schema) || depth > 10) return undefined;
  const said = assertions(place);
  if (said.length === 0) return anyType;
  if (said.length > 1) return undefined;
  switch (said[0]) {
    case "type":
      return typeMask(schema["type"]);
    case "$ref": {
      const target = typeof schema["$ref"] === "string" ? follow(place, schema["$ref"]) : "";
      return typeof target === "string" ? undefined : typesExactly(target, depth + 1);
    }
    case "not": {
      const mask = typesExactly(child(place, "not"), depth + 1);
      return mask === undefined ? undefined : anyType & ~mask;
    }
    case "anyOf":
      return schemasOf(place, "anyOf").reduce<number | undefined>((bits, part) => {
        const mask = typesExactly(part, depth + 1);
        return bits === undefined || mask === undefined ? undefined : bits | mask;
      }, 0);
    default:
      return undefined;
  }
}
