/** Old members of enums, read as what they are called today. A stored member says no version, so it is read at every place. */
import {
  keyNameOf,
  shapeOf,
  type EnumDecl,
  type Field,
  type Lookup,
  type Ref,
  type Type,
} from "@esdl/language/model";
import { sameOf, type Same } from "../values/equality.js";
import { dataFrom, isData, isList, memberOf, plainText, type Data, type Value } from "../values/value.js";

/** Reads a value with the members of today; undefined where a type has nothing to rename. */
export type Rename = (value: Value) => Value;

/** What each former member of an enum is called today. */
export function formerMembers({ versions }: EnumDecl): ReadonlyMap<string, string> {
  const today = new Map<string, string>();
  const current = new Set(versions.at(-1)?.members);
  for (const { clause } of versions) {
    for (const step of clause?.steps ?? []) {
      const [from, to] = step.kind === "rename" ? [step.from, step.to] : [step.name, step.as];
      for (const [former, name] of today) if (name === from) today.set(former, to);
      today.set(from, to);
    }
  }
  for (const name of current) today.delete(name);
  return today;
}

/** Renames all members in the fields of a shape, as it was at one of its versions. */
export function renameFields(fields: readonly Field[], lookup: Lookup): ((data: Data) => Data) | undefined {
  const renames = fields.flatMap(({ name, type }) => {
    const rename = renameIn(type, lookup);
    return rename === undefined ? [] : [[name, rename] as const];
  });
  if (renames.length === 0) return undefined;
  const byName = new Map(renames);
  return (data) => dataFrom(Object.keys(data).map((name) => renamed(name, memberOf(data, name), byName)));
}

const renamed = (
  name: string,
  value: Value,
  renames: ReadonlyMap<string, Rename>,
): readonly [string, Value] => [name, renames.get(name)?.(value) ?? value];

function renameIn(type: Type, lookup: Lookup): Rename | undefined {
  switch (type.kind) {
    case "enum": {
      const declared = lookup.enums.get(type.ref);
      const today = declared === undefined ? new Map<string, string>() : formerMembers(declared);
      if (today.size === 0) return undefined;
      return (value) => (typeof value === "string" ? (today.get(value) ?? value) : value);
    }
    case "brand": {
      const base = lookup.brands.get(type.ref)?.base;
      return base === undefined ? undefined : renameIn(base, lookup);
    }
    case "optional":
      return renameIn(type.of, lookup);
    case "list":
    case "set": {
      const rename = renameIn(type.of, lookup);
      if (rename === undefined) return undefined;
      if (type.kind === "set") return renameInSet(rename, sameOf(type.of, lookup));
      return renameInList(rename, type.of.kind === "entity" ? keyNameOf(type.of, lookup) : undefined);
    }
    case "map":
      return renameInMap(renameIn(type.key, lookup), renameIn(type.value, lookup));
    case "value":
    case "entity": {
      const rename = renameFields(fieldsAt(type.ref, type.version, lookup), lookup);
      return rename === undefined ? undefined : (value) => (isData(value) ? rename(value) : value);
    }
    default:
      return undefined;
  }
}

/** What became the same is in a set once. */
function renameInSet(rename: Rename, same: Same): Rename {
  return (value) => {
    if (!isList(value)) return value;
    const items = value.map((item) => rename(item) ?? item);
    return items.filter((item, at) => items.findIndex((other) => same(item, other)) === at);
  };
}

/** Of two entities whose keys became one, the one that has its name today counts; it stands where the first stood. */
function renameInList(rename: Rename, key: string | undefined): Rename {
  const keyOf = (item: Value): Value => (key !== undefined && isData(item) ? memberOf(item, key) : undefined);
  return (value): Value => {
    if (!isList(value)) return value;
    const items = value.map((item) => ({ was: keyOf(item), item: rename(item) ?? item }));
    if (key === undefined) return items.map(({ item }) => item);
    const kept = new Map<Value, { readonly item: Exclude<Value, undefined>; readonly isOld: boolean }>();
    for (const { was, item } of items) {
      const today = keyOf(item);
      if (typeof today !== "string") return items.map((one) => one.item);
      if (kept.get(today)?.isOld !== false) kept.set(today, { item, isOld: was !== today });
    }
    return [...kept.values()].map(({ item }) => item);
  };
}

/** Of two keys that became one, the one that has its name today counts. */
function renameInMap(key: Rename | undefined, item: Rename | undefined): Rename | undefined {
  if (key === undefined && item === undefined) return undefined;
  return (value) => {
    if (!isData(value)) return value;
    const entries = Object.entries(value).map(([name, member]) => {
      const today = key?.(name) ?? name;
      return { name: plainText(today), isOld: today !== name, value: item?.(member) ?? member };
    });
    const [old, current] = [entries.filter(({ isOld }) => isOld), entries.filter(({ isOld }) => !isOld)];
    return dataFrom([...old, ...current].map(({ name, value: member }) => [name, member] as const));
  };
}

/** The fields that a value or entity had at a version; today's without one. */
export function fieldsAt(ref: Ref, version: number | undefined, lookup: Lookup): readonly Field[] {
  const { fields, versions } = shapeOf(ref, lookup);
  return versions.find((each) => each.version === version)?.fields ?? fields;
}
