/** Bounds of numbers, lengths and counts. */
import type { Place } from "./document.js";
import { isMultiple, isObject, own, type SchemaObject } from "./json.js";

export interface Bound {
  readonly value: number;
  readonly exclusive: boolean;
  /** The keyword that says so; undefined for no bound at all. */
  readonly keyword?: string;
  readonly place?: Place;
  /** For messages, where it is not its value. */
  readonly shown?: string;
}

export interface Bounds {
  readonly low: Bound;
  readonly high: Bound;
}

export const unbounded: Bounds = {
  low: { value: -Infinity, exclusive: false },
  high: { value: Infinity, exclusive: false },
};

const higher = (a: Bound, b: Bound): Bound =>
  b.value > a.value || (b.value === a.value && b.exclusive && !a.exclusive) ? b : a;
const lower = (a: Bound, b: Bound): Bound =>
  b.value < a.value || (b.value === a.value && b.exclusive && !a.exclusive) ? b : a;

/** The narrower of two pairs of bounds. */
export const narrower = (a: Bounds, b: Bounds): Bounds => ({
  low: higher(a.low, b.low),
  high: lower(a.high, b.high),
});

/** A bound and its exclusive form, which draft 4 wrote as a flag beside it. */
function end(
  schema: SchemaObject,
  keyword: string,
  exclusiveKeyword: string,
  place: Place | undefined,
): Bound[] {
  const [value, exclusive] = [own(schema, keyword), own(schema, exclusiveKeyword)];
  const at = place ? { place } : {};
  return [
    ...(typeof value === "number"
      ? [
          {
            value,
            exclusive: exclusive === true,
            keyword: exclusive === true ? exclusiveKeyword : keyword,
            ...at,
          },
        ]
      : []),
    ...(typeof exclusive === "number"
      ? [{ value: exclusive, exclusive: true, keyword: exclusiveKeyword, ...at }]
      : []),
  ];
}

/** Between which numbers a schema object lets a number be. */
export const numericBounds = (schema: SchemaObject, place?: Place): Bounds => ({
  low: end(schema, "minimum", "exclusiveMinimum", place).reduce(higher, unbounded.low),
  high: end(schema, "maximum", "exclusiveMaximum", place).reduce(lower, unbounded.high),
});

/** The bounds on integers: the integers that are just inside. */
export const ofIntegers = ({ low, high }: Bounds): Bounds => ({
  low: {
    ...low,
    exclusive: false,
    value: low.exclusive && Number.isInteger(low.value) ? low.value + 1 : Math.ceil(low.value),
  },
  high: {
    ...high,
    exclusive: false,
    value: high.exclusive && Number.isInteger(high.value) ? high.value - 1 : Math.floor(high.value),
  },
});

/** Whether nothing lies between. */
export const empty = ({ low, high }: Bounds): boolean =>
  low.value > high.value || (low.value === high.value && (low.exclusive || high.exclusive));

/** The bounds of a size, such as `minLength` and `maxLength`, over several schema objects. */
export function sizeBounds(places: readonly Place[], least: string, most: string): Bounds {
  return places.reduce<Bounds>(
    (bounds, place) => {
      if (!isObject(place.schema)) return bounds;
      const [min, max] = [own(place.schema, least), own(place.schema, most)];
      return narrower(bounds, {
        low:
          typeof min === "number" ? { value: min, exclusive: false, keyword: least, place } : unbounded.low,
        high:
          typeof max === "number" ? { value: max, exclusive: false, keyword: most, place } : unbounded.high,
      });
    },
    { low: { value: 0, exclusive: false }, high: unbounded.high },
  );
}

/** The factors of `multipleOf` over several schema objects. */
export const factors = (places: readonly Place[]): number[] =>
  places.flatMap(({ schema }) => {
    const factor = isObject(schema) ? own(schema, "multipleOf") : undefined;
    return typeof factor === "number" && factor > 0 ? [factor] : [];
  });

/** Whether every multiple of all of the factors (integers, if these are) is one of `factor`. */
export const coveredFactor = (known: readonly number[], factor: number): boolean =>
  known.some((one) => isMultiple(one, factor));
