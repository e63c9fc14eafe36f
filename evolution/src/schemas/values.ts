/** Finite schemas: `enum`, `const`, and types with few values are compared value by value. */
import { difference, placeOf, type Comparison, type Differences } from "./comparison.js";
import type { Place } from "./document.js";
import type { Known } from "./facts.js";
import { canonical, isArray, isObject, listed, own, canonicalTexts } from "./json.js";
import { assertions, typeBits, typeOf, typesWithin } from "./types.js";
import { isValid } from "./validity.js";

/** The values that a schema object lists. */
export function listedValues({ schema }: Place): readonly unknown[] | undefined {
  if (!isObject(schema)) return undefined;
  if (Object.hasOwn(schema, "const")) return [schema["const"]];
  const values = own(schema, "enum");
  return isArray(values) ? values : undefined;
}

/** All values that fit, where there are finitely many. `listed` says whether a schema lists them. */
export function finiteValues(
  c: Comparison,
  known: Known,
): { values: readonly unknown[]; place: Place | undefined } | undefined {
  let found: { values: readonly unknown[]; place: Place | undefined } | undefined;
  for (const place of known.atoms) {
    const values = listedValues(place);
    if (values && (!found || values.length < found.values.length)) found = { values, place };
  }
  if (!found && (known.types & ~(typeBits.null | typeBits.boolean)) === 0) {
    found = { values: [null, true, false], place: undefined };
  }
  if (!found) return undefined;
  const { place: source } = found;
  // The list itself and the types are looked at already.
  const asked = known.atoms.filter((place) =>
    assertions(place).some(
      (keyword) => keyword !== "type" && !(place === source && (keyword === "enum" || keyword === "const")),
    ),
  );
  const values = found.values.filter(
    (value) =>
      (typeOf(value) & known.types) !== 0 &&
      asked.every((place) => ask(c, place, value) !== false) &&
      known.not.every((place) => ask(c, place, value) !== true),
  );
  return { values, place: found.place };
}

/** The work of looking at values counts as work of the comparison. */
function ask(c: Comparison, place: Place, value: unknown): boolean | undefined {
  const steps = { left: Math.min(Math.max(c.budget, 0) * 2, 20_000) };
  const before = steps.left;
  const answer = isValid(place, value, steps);
  c.budget -= (before - steps.left) / 2;
  return answer;
}

/** Compares value by value; undefined where that does not decide the matter. */
export function compareValues(c: Comparison, known: Known, newer: Place): Differences | undefined {
  const accepted = listedValues(newer);
  const found = finiteValues(c, known);
  // Where none of the listed values fits the rest of its own schema, the list is what was meant.
  const meant = accepted && found?.values.length === 0 && found.place && listedValues(found.place);
  const finite = found && meant ? { ...found, values: meant } : found;
  if (!finite) return accepted && added(c, known, newer, accepted);
  const refused: unknown[] = [];
  const only = accepted && onlyLists(newer);
  const texts = only ? canonicalTexts(accepted) : undefined;
  let unclear = false;
  for (const value of finite.values) {
    // Lists can be long: look up instead of walking. What nests too deeply to be written down is not found.
    const text = texts && canonical(value);
    const answer = texts ? text !== undefined && texts.has(text) : ask(c, newer, value);
    if (answer === false) refused.push(value);
    unclear ||= answer === undefined;
  }
  if (refused.length > 0) {
    // Of types alone, such as boolean, the types say it better.
    return finite.place || accepted ? narrowed(c, known, newer, finite, refused) : undefined;
  }
  return unclear ? undefined : notes(c, newer, finite, accepted);
}

/** Whether a schema says nothing but its list of values. */
const onlyLists = (place: Place): boolean =>
  assertions(place).every((keyword) => keyword === "enum" || keyword === "const") &&
  assertions(place).length === 1;

function added(c: Comparison, known: Known, newer: Place, accepted: readonly unknown[]): Differences {
  const older = placeOf(known.facts);
  if ((known.types & typesWithin(newer, c.types)) === 0) {
    return [
      difference(
        c,
        "TYPE_CHANGED",
        newer.pointer,
        older,
        `The newer schema accepts ${listed(accepted)} only, which the older one never accepted.`,
      ),
    ];
  }
  return [
    difference(
      c,
      "ENUM_ADDED",
      newer.pointer,
      older,
      `The newer schema accepts only ${listed(accepted)}; the older one accepts other values as well.`,
    ),
  ];
}

type Finite = NonNullable<ReturnType<typeof finiteValues>>;

function narrowed(
  c: Comparison,
  known: Known,
  newer: Place,
  finite: Finite,
  refused: readonly unknown[],
): Differences {
  const types = typesWithin(newer, c.types);
  const older = finite.place ?? placeOf(known.facts);
  if (refused.every((value) => (typeOf(value) & types) === 0)) {
    const rule = refused.length === finite.values.length ? "TYPE_CHANGED" : "TYPE_NARROWED";
    return [
      difference(
        c,
        rule,
        newer.pointer,
        older,
        `The newer schema does not accept values of the type of ${listed(refused)}.`,
      ),
    ];
  }
  return [
    difference(
      c,
      "ENUM_NARROWED",
      newer.pointer,
      older,
      `The newer schema does not accept ${listed(refused)} any more.`,
    ),
  ];
}

function notes(
  c: Comparison,
  newer: Place,
  finite: Finite,
  accepted: readonly unknown[] | undefined,
): Differences {
  if (!accepted || !finite.place || accepted.length <= finite.values.length) return [];
  const had = new Set(finite.values.map((value) => canonical(value)));
  const more = accepted.filter((value) => !had.has(canonical(value)));
  return [
    difference(
      c,
      "ENUM_EXTENDED",
      newer.pointer,
      finite.place,
      `The newer schema accepts ${listed(more)} too.`,
    ),
  ];
}
