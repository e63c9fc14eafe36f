/** Types as JSON Schema. Named types are referred to; where their schemas stand is up to the caller. */
import {
  keyNameOf,
  type BrandType,
  type EntityType,
  type EnumType,
  type Expr,
  type Field,
  type Lookup,
  type Type,
  type ValueType,
} from "@esdl/language/model";
import { keywordsOf } from "./conditions.js";
import { scalarSchema } from "./patterns.js";
import { merge, type Json, type Schema } from "./schema.js";

/** How a named type is referred to from the file at hand. */
export type Reference = (type: BrandType | EnumType | ValueType | EntityType) => string;

/** The schema of a type as JSON holds it. */
export function typeSchema(type: Type, reference: Reference, lookup: Lookup): Schema {
  switch (type.kind) {
    case "scalar":
      return scalarSchema(type);
    case "brand":
    case "enum":
    case "value":
    case "entity":
      return { $ref: reference(type) };
    case "optional":
      return typeSchema(type.of, reference, lookup);
    case "list": {
      const items = { type: "array", items: typeSchema(type.of, reference, lookup) };
      const key = type.of.kind === "entity" ? keyNameOf(type.of, lookup) : undefined;
      return key === undefined ? items : { ...items, "x-esdl-key": key };
    }
    case "set":
      return { type: "array", items: typeSchema(type.of, reference, lookup), uniqueItems: true };
    case "map":
      return {
        type: "object",
        propertyNames: typeSchema(type.key, reference, lookup),
        additionalProperties: typeSchema(type.value, reference, lookup),
      };
    case "record":
    case "tuple":
    case "none":
      throw new Error(`No field has the type \`${type.kind}\``);
  }
}

/** A type without its brands and `?`. */
export function baseOf(type: Type, lookup: Lookup): Type {
  if (type.kind === "optional") return baseOf(type.of, lookup);
  const brand = type.kind === "brand" ? lookup.brands.get(type.ref) : undefined;
  return brand === undefined ? type : baseOf(brand.base, lookup);
}

/** The schema of a type under a condition. */
export function conditioned(schema: Schema, type: Type, where: Expr | undefined, lookup: Lookup): Schema {
  return where === undefined ? schema : merge([schema, ...keywordsOf(where, baseOf(type, lookup))]);
}

/** The schema of a member: its type, its condition, what its doc says, and whose personal data it is. */
export function fieldSchema(
  field: Field,
  reference: Reference,
  lookup: Lookup,
  fallback: Json | undefined,
): Schema {
  const { doc, personal } = field;
  return {
    ...(doc === undefined ? {} : { description: doc }),
    ...conditioned(typeSchema(field.type, reference, lookup), field.type, field.where, lookup),
    ...(fallback === undefined ? {} : { default: fallback }),
    ...(personal === undefined ? {} : { "x-esdl-personal": true }),
    ...(personal?.of === undefined ? {} : { "x-esdl-personal-of": personal.of }),
  };
}
