/** What readers of a model ask of its types and fields again and again. */
import type { AggregateDecl, EntityDecl, ValueDecl } from "./declarations.js";
import type { Lookup } from "./lookup.js";
import type { Field } from "./shapes.js";
import type { EntityType, Ref, Type } from "./types.js";

/** The type inside an optional. */
export function unwrapped(type: Type): Type {
  return type.kind === "optional" ? unwrapped(type.of) : type;
}

/** What a type is at run time: brands are their bases. */
export function baseOf(type: Type, lookup: Lookup): Type {
  if (type.kind !== "brand") return type;
  const brand = lookup.brands.get(type.ref);
  return brand === undefined ? type : baseOf(brand.base, lookup);
}

/** The value or entity of a reference. */
export function shapeOf(ref: Ref, lookup: Lookup): ValueDecl | EntityDecl {
  const found = lookup.values.get(ref) ?? lookup.entities.get(ref);
  if (found === undefined) throw new Error(`the model has no value or entity ${ref}`);
  return found;
}

/** The entity of a reference. */
export function entityOf(ref: Ref, lookup: Lookup): EntityDecl {
  const found = lookup.entities.get(ref);
  if (found === undefined) throw new Error(`the model has no entity ${ref}`);
  return found;
}

/** The fields of a value or entity in the version that a type says; none of any other type. */
export function fieldsAt(type: Type, lookup: Lookup): readonly Field[] {
  const inner = unwrapped(type);
  if (inner.kind !== "value" && inner.kind !== "entity") return [];
  const { fields, versions } = shapeOf(inner.ref, lookup);
  if (inner.version === undefined) return fields;
  return versions.find(({ version }) => version === inner.version)?.fields ?? fields;
}

/** The name of an entity's key in the version that a type says: keys stand first, and stay. */
export function keyNameOf(type: EntityType, lookup: Lookup): string {
  return fieldsAt(type, lookup)[0]?.name ?? entityOf(type.ref, lookup).key.name;
}

/** Whether a field may be left out where it is given: it is optional, has a default, or defaults to empty. */
export function mayBeLeftOut(field: Field): boolean {
  return field.default !== undefined || ["optional", "list", "set", "map"].includes(field.type.kind);
}

/** Whether there is a set somewhere in a type, so that equality by structure would be wrong. */
export function holdsSet(type: Type, lookup: Lookup): boolean {
  switch (type.kind) {
    case "set":
      return true;
    case "optional":
    case "list":
      return holdsSet(type.of, lookup);
    case "map":
      return holdsSet(type.value, lookup);
    case "value":
    case "entity":
      return fieldsAt(type, lookup).some((field) => holdsSet(field.type, lookup));
    case "record":
      return type.fields.some((field) => holdsSet(field.type, lookup));
    default:
      return false;
  }
}

/** State fields that exist in some statuses only. */
export function isConditional(aggregate: AggregateDecl, field: Field): boolean {
  const statuses = aggregate.lifecycle?.statuses ?? [];
  return field.in !== undefined && statuses.some((status) => field.in?.includes(status) !== true);
}
