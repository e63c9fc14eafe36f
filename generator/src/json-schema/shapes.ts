/**
 * Objects as JSON Schema, in two forms. *Stored*: as it stands in the log, every member there that is not optional, open for
 * members that later versions add. *Given*: as a caller may give it, what has a default may be left out, anything unknown refused.
 */
import type { Field, Lookup } from "@esdl/language/model";
import { constantOf } from "./constants.js";
import type { Json, Schema } from "./schema.js";
import { fieldSchema, type Reference } from "./types.js";

export type Form = "stored" | "given";

export function objectSchema(
  fields: readonly Field[],
  form: Form,
  reference: Reference,
  lookup: Lookup,
): Schema {
  const given = form === "given";
  const required = fields.filter(({ type, default: value }) => {
    if (type.kind === "optional") return false;
    return !given || (value === undefined && !isCollection(type.kind));
  });
  return {
    type: "object",
    properties: Object.fromEntries(
      fields.map((field) => [
        field.name,
        fieldSchema(field, reference, lookup, given ? fallback(field) : undefined),
      ]),
    ),
    required: required.map(({ name }) => name),
    ...(given ? { additionalProperties: false } : {}),
  };
}

/** Lists, sets and maps default to empty. */
function isCollection(kind: Field["type"]["kind"]): boolean {
  return kind === "list" || kind === "set" || kind === "map";
}

function fallback({ type, default: value }: Field): Json | undefined {
  if (value !== undefined) return constantOf(value);
  if (!isCollection(type.kind)) return undefined;
  return type.kind === "map" ? {} : [];
}
