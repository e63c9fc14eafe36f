/**
 * Objects as JSON Schema, in two forms. *Stored*: as it stands in the log, open for members that later versions add. *Given*: as
 * a caller may give it, anything unknown refused. In both, what has a default may be absent, since the validators fill it in.
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
  const members = fields.map((field) => {
    const bare = fieldSchema(field, reference, lookup, undefined);
    const isNeeded =
      field.type.kind !== "optional" &&
      (!hasDefault(field) || (field.default === undefined && mayNotBeEmpty(bare)));
    return {
      field,
      isNeeded,
      schema: isNeeded ? bare : fieldSchema(field, reference, lookup, fallback(field)),
    };
  });
  return {
    type: "object",
    properties: Object.fromEntries(members.map(({ field, schema }) => [field.name, schema])),
    required: members.filter(({ isNeeded }) => isNeeded).map(({ field }) => field.name),
    ...(form === "given" ? { additionalProperties: false } : {}),
  };
}

function hasDefault({ type, default: value }: Field): boolean {
  return value !== undefined || isCollection(type.kind);
}

/** A collection that is left out is empty, which a condition may forbid. */
function mayNotBeEmpty(schema: Schema): boolean {
  return [schema["minItems"], schema["minProperties"]].some(
    (least) => typeof least === "number" && least > 0,
  );
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
