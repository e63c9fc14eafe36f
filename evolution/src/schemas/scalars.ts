/** Numbers, strings, and the sizes of strings, arrays and objects: bounds in tables. */
import {
  coveredFactor,
  factors,
  narrower,
  numericBounds,
  ofIntegers,
  unbounded,
  type Bound,
  type Bounds,
} from "./bounds.js";
import { difference, type Comparison, type Differences } from "./comparison.js";
import { decimalBounds, scaleBounds, scaleOf } from "./decimals.js";
import type { SchemaRule } from "./difference.js";
import type { Place } from "./document.js";
import type { Known } from "./facts.js";
import { isObject, own, show, step, type SchemaObject } from "./json.js";
import { compile } from "./pattern.js";
import { sizeOf, sizes } from "./sizes.js";
import { typeBits } from "./types.js";

export function compareScalars(c: Comparison, known: Known, newer: Place): Differences {
  const { schema } = newer;
  if (!isObject(schema)) return [];
  return [
    ...sizes.flatMap((size) => {
      if ((known.types & size.type) === 0) return [];
      const [least, most] = [own(schema, size.least), own(schema, size.most)];
      return compareBounds(c, newer, sizeOf(known, size), {
        low:
          typeof least === "number"
            ? { value: least, exclusive: false, keyword: size.least }
            : { ...unbounded.low, value: 0 },
        high:
          typeof most === "number" ? { value: most, exclusive: false, keyword: size.most } : unbounded.high,
      });
    }),
    ...(known.types & number ? compareNumbers(c, known, newer, schema) : []),
    ...(known.types & typeBits.string
      ? [...compareDecimals(c, known, newer, schema), ...compareTexts(c, known, newer, schema)]
      : []),
  ];
}

const number = typeBits.integer | typeBits.fraction;

/** The rules of a bound, by the keyword that holds it: `minLength` → MIN_LENGTH_ADDED, `x-esdl-minimum` → MINIMUM_ADDED and so on. */
const ruleOf = (keyword: string, what: string): SchemaRule =>
  `${keyword
    .replace(/^x-esdl-/, "")
    .replaceAll("-", "_")
    .replaceAll(/[A-Z]/g, (letter) => `_${letter}`)
    .toUpperCase()}_${what}` as SchemaRule;

/** The rules for what has moved out are those of the bound that holds its value, too. */
const inclusive = (keyword: string): string =>
  keyword.replace(/^exclusiveM/, "m").replace(/^x-esdl-exclusive-/, "x-esdl-");

const holds = (older: Bound, newer: Bound, direction: 1 | -1): boolean =>
  older.value * direction > newer.value * direction ||
  (older.value === newer.value && (older.exclusive || !newer.exclusive));

function compareBounds(c: Comparison, newer: Place, was: Bounds, now: Bounds): Differences {
  return (["low", "high"] as const).flatMap((end) => {
    const [older, bound] = [was[end], now[end]];
    const at = older.place && older.keyword ? older.place.pointer + step(older.keyword) : undefined;
    const [before, after] = [older, bound].map(
      ({ value, shown }) => shown ?? (Number.isFinite(value) ? String(value) : "no bound"),
    );
    if (!holds(older, bound, end === "low" ? 1 : -1)) {
      const keyword = bound.keyword ?? "";
      const exclusively = bound.exclusive && !older.exclusive;
      const what =
        older.keyword === undefined || exclusively ? "ADDED" : end === "low" ? "INCREASED" : "DECREASED";
      const message = `The newer schema demands ${keyword} ${String(after)}; ${older.keyword ? `the older one has ${older.keyword} ${String(before)}` : "the older one has no such bound"}, so it accepts what the newer one refuses.`;
      return [difference(c, ruleOf(keyword, what), newer.pointer + step(keyword), at, message)];
    }
    if (!older.keyword || !older.place) return [];
    const keyword = inclusive(older.keyword);
    if (bound.keyword === undefined) {
      if (c.partial) return [];
      return [
        difference(
          c,
          ruleOf(keyword, "REMOVED"),
          newer.pointer,
          at,
          `The newer schema has no ${older.keyword} any more.`,
        ),
      ];
    }
    if (bound.value === older.value && bound.exclusive === older.exclusive) return [];
    const rule = ruleOf(keyword, end === "low" ? "DECREASED" : "INCREASED");
    const message = `The newer schema has ${bound.keyword} ${String(after)}, the older one ${older.keyword} ${String(before)}.`;
    return [difference(c, rule, newer.pointer + step(bound.keyword), at, message)];
  });
}

function compareNumbers(c: Comparison, known: Known, newer: Place, schema: SchemaObject): Differences {
  const integers = (known.types & typeBits.fraction) === 0;
  const fit = integers ? ofIntegers : (bounds: Bounds): Bounds => bounds;
  const was = knownNumbers(known);
  const differences = [...compareBounds(c, newer, fit(was), fit(numericBounds(schema)))];
  const factor = own(schema, "multipleOf");
  const had = factors(known.atoms);
  const at = known.atoms.find(
    (place) => isObject(place.schema) && own(place.schema, "multipleOf") !== undefined,
  );
  const older = at && at.pointer + step("multipleOf");
  if (typeof factor === "number" && factor > 0) {
    if (!coveredFactor(integers ? [...had, 1] : had, factor)) {
      const message = `The newer schema accepts multiples of ${factor} only; the older one accepts ${had.length > 0 ? `multiples of ${had.join(" and ")}` : "other numbers as well"}.`;
      const rule = had.length > 0 ? "MULTIPLE_OF_CHANGED" : "MULTIPLE_OF_ADDED";
      differences.push(difference(c, rule, newer.pointer + step("multipleOf"), older, message));
    }
  } else if (older !== undefined && !c.partial) {
    differences.push(
      difference(
        c,
        "MULTIPLE_OF_REMOVED",
        newer.pointer,
        older,
        "The newer schema has no multipleOf any more.",
      ),
    );
  }
  return differences;
}

function compareDecimals(c: Comparison, known: Known, newer: Place, schema: SchemaObject): Differences {
  const { was, now } = decimalBounds(known.atoms, schema);
  return [
    ...compareBounds(c, newer, was, now),
    ...compareBounds(c, newer, scaleBounds(known.atoms), scaleOf(schema)),
  ];
}

/** Between which numbers all of the older schema objects let a number be. */
export const knownNumbers = (known: Known): Bounds =>
  known.atoms.reduce(
    (bounds, place) =>
      isObject(place.schema) ? narrower(bounds, numericBounds(place.schema, place)) : bounds,
    unbounded,
  );

/** Keywords whose texts are compared as texts, with their rules. */
const texts: readonly {
  keyword: string;
  added: SchemaRule;
  changed: SchemaRule;
  removed?: SchemaRule;
  why: string;
}[] = [
  {
    keyword: "pattern",
    added: "PATTERN_ADDED",
    changed: "PATTERN_CHANGED",
    removed: "PATTERN_REMOVED",
    why: "which of two patterns accepts more cannot be told, so it is taken for incompatible",
  },
  {
    keyword: "format",
    added: "FORMAT_ADDED",
    changed: "FORMAT_CHANGED",
    why: "a reader that checks formats refuses what the older one accepted",
  },
  {
    keyword: "contentEncoding",
    added: "CONTENT_ADDED",
    changed: "CONTENT_CHANGED",
    why: "a reader that decodes the text reads the older one wrongly",
  },
  {
    keyword: "contentMediaType",
    added: "CONTENT_ADDED",
    changed: "CONTENT_CHANGED",
    why: "a reader that interprets the text reads the older one wrongly",
  },
];

/** Patterns that every text matches. */
const anything = new Set(["", ".*", "^", "$", "^.*", ".*$"]);

function compareTexts(c: Comparison, known: Known, newer: Place, schema: SchemaObject): Differences {
  return texts.flatMap(({ keyword, added, changed, removed, why }): Differences => {
    const value = own(schema, keyword);
    const had = known.atoms.filter(
      (place) => isObject(place.schema) && typeof own(place.schema, keyword) === "string",
    );
    const at = had[0] && had[0].pointer + step(keyword);
    if (typeof value !== "string") {
      if (!removed || at === undefined || c.partial) return [];
      return [difference(c, removed, newer.pointer, at, `The newer schema has no ${keyword} any more.`)];
    }
    const olders = had.map((place) => own(place.schema as SchemaObject, keyword));
    if (olders.includes(value) || (keyword === "pattern" && anything.has(value))) return [];
    const pointer = newer.pointer + step(keyword);
    if (keyword === "pattern" && !compile(value)) {
      const message = `The pattern ${show(value)} is no regular expression, so what it accepts is unknown.`;
      return [difference(c, "INVALID_PATTERN", pointer, at, message)];
    }
    const before =
      at === undefined
        ? "the older schema has none"
        : `the older schema has ${olders.map(show).join(" and ")}`;
    return [
      difference(
        c,
        at === undefined ? added : changed,
        pointer,
        at,
        `The newer schema has the ${keyword} ${show(value)}; ${before}: ${why}.`,
      ),
    ];
  });
}
