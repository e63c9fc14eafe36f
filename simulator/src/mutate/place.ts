/** Places in a model: a part of it, and the model with another part there. What is not changed is shared. */
import type { Model } from "@esdl/language/model";

export interface Place<T> {
  readonly value: T;
  /** A method, so that the place of an entity is one of a shape: what is put is made from what was there. */
  put(value: T): Model;
}

/** The place of a member of an object. */
export const member = <T, K extends keyof T>(place: Place<T>, key: K): Place<T[K]> => ({
  value: place.value[key],
  put: (value) => place.put({ ...place.value, [key]: value }),
});

/** The place of a member that may be absent; none where it is. */
export function optional<T, K extends keyof T>(place: Place<T>, key: K): readonly Place<NonNullable<T[K]>>[] {
  const value = place.value[key];
  return value === undefined || value === null
    ? []
    : [{ value, put: (changed) => place.put({ ...place.value, [key]: changed }) }];
}

/** Without a member that may be absent. */
export function dropped<T extends object>(place: Place<T>, key: keyof T): Model {
  const rest = { ...place.value };
  Reflect.deleteProperty(rest, key);
  return place.put(rest);
}

/** The places of the elements of a list. */
export const elements = <T>(place: Place<readonly T[]>): readonly Place<T>[] =>
  place.value.map((value, index) => ({
    value,
    put: (changed) => place.put(place.value.map((old, at) => (at === index ? changed : old))),
  }));

/** The list without one of its elements. */
export const without = <T>(place: Place<readonly T[]>, element: T): Model =>
  place.put(place.value.filter((other) => other !== element));
