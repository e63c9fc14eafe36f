/**
 * The named types that one schema mentions, under its own `$defs`: each file stands alone, and says for good what its version
 * was. Values and entities are called by their version, `Money.v1`; where two have one name, by their whole names.
 */
import {
  fieldsAt,
  formerMembers,
  shapeOf,
  type EnumType,
  type EntityType,
  type Lookup,
  type ValueType,
  type BrandType,
} from "@esdl/language/model";
import type { Json, Schema } from "./schema.js";
import { objectSchema, type Form } from "./shapes.js";
import { conditioned, typeSchema, type Reference } from "./types.js";

export type Named = BrandType | EnumType | ValueType | EntityType;

export interface Definitions {
  /** Refers to a type, which is defined from then on. */
  readonly reference: Reference;
  /** Everything that was referred to, by name; call it last. */
  all(): Readonly<Record<string, Json>>;
}

export function createDefinitions(form: Form, lookup: Lookup): Definitions {
  const names = new Map<string, string>();
  const pending: { readonly name: string; readonly type: Named }[] = [];
  const taken = new Set<string>();
  const reference: Reference = (type) => {
    const version =
      type.kind === "value" || type.kind === "entity"
        ? `.v${String(type.version ?? shapeOf(type.ref, lookup).version)}`
        : "";
    const key = `${type.ref}${version}`;
    let name = names.get(key);
    if (name === undefined) {
      const short = `${type.ref.slice(type.ref.lastIndexOf(".") + 1)}${version}`;
      name = taken.has(short) ? key : short;
      taken.add(name);
      names.set(key, name);
      pending.push({ name, type });
    }
    return `#/$defs/${name}`;
  };
  return {
    reference,
    all() {
      const defined: [string, Json][] = [];
      for (let next = pending.shift(); next !== undefined; next = pending.shift())
        defined.push([next.name, definition(next.type, form, reference, lookup)]);
      return Object.fromEntries(defined.sort(([a], [b]) => (a < b ? -1 : 1)));
    },
  };
}

function definition(type: Named, form: Form, reference: Reference, lookup: Lookup): Schema {
  switch (type.kind) {
    case "brand": {
      const brand = lookup.brands.get(type.ref);
      if (brand === undefined) throw new Error(`The model has no ${type.ref}`);
      return {
        ...described(brand),
        ...conditioned(typeSchema(brand.base, reference, lookup), brand.base, brand.where, lookup),
        ...(brand.personal ? { "x-esdl-personal": true } : {}),
      };
    }
    case "enum":
      return enumDefinition(type, form, lookup);
    case "value":
    case "entity":
      return shapeDefinition(type, form, reference, lookup);
  }
}

/** The members of today; where data is stored, their former names too, since these are renamed when they are read. */
function enumDefinition({ ref }: EnumType, form: Form, lookup: Lookup): Schema {
  const declared = lookup.enums.get(ref);
  if (declared === undefined) return { enum: lookup.lifecycles.get(ref)?.statuses ?? [] };
  const former = form === "stored" ? [...formerMembers(declared).keys()].sort() : [];
  const docs = declared.members.flatMap(({ name, doc }) => (doc === undefined ? [] : [`${name}: ${doc}`]));
  return {
    ...described(declared, docs.join("\n")),
    enum: [...declared.members.map(({ name }) => name), ...former],
  };
}

/** A value or entity in the version that a type says. */
export function shapeDefinition(
  type: ValueType | EntityType,
  form: Form,
  reference: Reference,
  lookup: Lookup,
): Schema {
  return {
    ...described(shapeOf(type.ref, lookup)),
    ...objectSchema(fieldsAt(type, lookup), form, reference, lookup),
  };
}

export function described({ doc }: { readonly doc?: string }, more = ""): Schema {
  const text = [doc ?? "", more].filter((part) => part !== "").join("\n\n");
  return text === "" ? {} : { description: text };
}
