/**
 * Former names of enums' members, in values as they were stored. A renaming answers the value with the names of today;
 * where there is no former name in it, which is nearly always, it answers the value itself and has copied nothing.
 */
import type { Equal } from "./equal.js";
import { isPlainObject, setMember } from "./json.js";
import { setOf } from "./set.js";

/** Answers what a value is read as. */
export type Renaming = <T>(value: T) => T;

type Rename = (value: unknown) => unknown;

/** Both are functions of a value; the generic one says that what comes out is of the type that came in. */
function renaming(rename: Rename): Renaming;
function renaming(rename: Rename): Rename {
  return rename;
}

/** Of a member of an enum: `names` says what former names are read as. */
export function renamedMember(names: Readonly<Record<string, string>>): Renaming {
  const today = new Map(Object.entries(names));
  return renaming((value) => (typeof value === "string" ? (today.get(value) ?? value) : value));
}

/** Of an object: each of these members. */
export function renamedFields(fields: Readonly<Record<string, Renaming>>): Renaming {
  const entries = Object.entries(fields);
  return renaming((value) => {
    if (!isPlainObject(value)) return value;
    let copy: Record<string, unknown> | undefined;
    for (const [name, rename] of entries) {
      if (!Object.hasOwn(value, name)) continue;
      const renamed = rename(value[name]);
      if (renamed === value[name]) continue;
      copy ??= { ...value };
      setMember(copy, name, renamed);
    }
    return copy ?? value;
  });
}

/** Of a list: each element. */
export function renamedItems(item: Renaming): Renaming {
  return renaming((value) => (Array.isArray(value) ? renamedArray(value, item) : value));
}

/**
 * Of a list of entities that are told apart by a member of an enum: each; of two whose keys are equal now, the one that has its name
 * of today is kept, at the place of the first.
 */
export function renamedEntities(item: Renaming, key: string): Renaming {
  const keyOf = (entity: unknown): unknown => (isPlainObject(entity) ? entity[key] : undefined);
  return renaming((value) => {
    if (!Array.isArray(value)) return value;
    const items: readonly unknown[] = value;
    const renamed = renamedArray(items, item);
    if (renamed === items) return items;
    const kept = new Map<unknown, { readonly entity: unknown; readonly isOld: boolean }>();
    for (const [at, entity] of renamed.entries()) {
      const today = keyOf(entity);
      if (kept.get(today)?.isOld !== false) kept.set(today, { entity, isOld: keyOf(items[at]) !== today });
    }
    return [...kept.values()].map(({ entity }) => entity);
  });
}

/** Of a set: each element; two that are equal now are one. */
export function renamedSet(item: Renaming, equal?: Equal<unknown>): Renaming {
  return renaming((value) => {
    if (!Array.isArray(value)) return value;
    const items: readonly unknown[] = value;
    const renamed = renamedArray(items, item);
    return renamed === items ? items : setOf(renamed, equal);
  });
}

/** Of a map: keys and values. Of two keys that are equal now, the one that has its name of today is kept. */
export function renamedMap(key: Renaming | undefined, value?: Renaming): Renaming {
  return renaming((map) => {
    if (!isPlainObject(map)) return map;
    let changed = false;
    const copy: Record<string, unknown> = {};
    for (const [name, member] of Object.entries(map)) {
      const today = key === undefined ? name : key(name);
      const renamed = value === undefined ? member : value(member);
      changed ||= today !== name || renamed !== member;
      if (today === name || !Object.hasOwn(map, today)) setMember(copy, today, renamed);
    }
    return changed ? copy : map;
  });
}

function renamedArray(items: readonly unknown[], rename: Renaming): readonly unknown[] {
  const renamed = items.map((item) => rename(item));
  return renamed.some((item, at) => item !== items[at]) ? renamed : items;
}
