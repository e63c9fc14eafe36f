/** How long strings, arrays and objects can be, by their own bounds and by what else is known of them. */
import { narrower, sizeBounds, unbounded, type Bounds } from "./bounds.js";
import type { Known } from "./facts.js";
import { isObject, own } from "./json.js";
import { namesOf, patternsOf, requiredNames } from "./members.js";
import { restOfArray } from "./items.js";
import { typeBits } from "./types.js";

export interface Size {
  readonly type: number;
  readonly least: string;
  readonly most: string;
}

export const sizes = [
  { type: typeBits.string, least: "minLength", most: "maxLength" },
  { type: typeBits.array, least: "minItems", most: "maxItems" },
  { type: typeBits.object, least: "minProperties", most: "maxProperties" },
] as const satisfies readonly Size[];

const exactly = (low: number, high: number): Bounds => ({
  low: { value: low, exclusive: false },
  high: { value: high, exclusive: false },
});

/** What tuples, required names and closed content models say of the size. */
function implied(known: Known, { type }: Size): Bounds {
  if (type === typeBits.array) {
    const closed = known.atoms.map(restOfArray).filter(({ place }) => place?.schema === false);
    const found = known.atoms.map(({ schema }) =>
      isObject(schema) && own(schema, "contains") !== undefined ? (own(schema, "minContains") ?? 1) : 0,
    );
    return exactly(
      Math.max(0, ...found.filter((least) => typeof least === "number")),
      Math.min(Infinity, ...closed.map(({ from }) => from)),
    );
  }
  if (type === typeBits.object) {
    const closed = known.atoms.filter(
      (place) =>
        isObject(place.schema) &&
        own(place.schema, "additionalProperties") === false &&
        patternsOf(place).length === 0,
    );
    return exactly(
      requiredNames(known).size,
      Math.min(Infinity, ...closed.map((place) => namesOf(place).length)),
    );
  }
  return { low: { value: 0, exclusive: false }, high: unbounded.high };
}

export const sizeOf = (known: Known, size: Size): Bounds =>
  narrower(sizeBounds(known.atoms, size.least, size.most), implied(known, size));

export const hasUniqueItems = (known: Known): boolean =>
  known.atoms.some(({ schema }) => isObject(schema) && own(schema, "uniqueItems") === true);
