/** Differences of types. */
import { difference, placeOf, type Comparison, type Differences } from "./comparison.js";
import type { Place } from "./document.js";
import type { Known } from "./facts.js";
import { isObject, own } from "./json.js";
import { anyType, typeMask, typeNames } from "./types.js";

export function compareTypes(c: Comparison, known: Known, newer: Place): Differences {
  if (!isObject(newer.schema)) return [];
  const demanded = typeMask(own(newer.schema, "type"));
  const missing = known.types & ~demanded;
  const older = placeOf(known.facts);
  const was = (): string => typeNames(known.types);
  const now = (): string => typeNames(demanded);
  if (missing !== 0) {
    const message = `The newer schema accepts ${now()} here, the older one ${known.types === anyType ? "anything" : was()}.`;
    return [
      difference(c, known.types & demanded ? "TYPE_NARROWED" : "TYPE_CHANGED", newer.pointer, older, message),
    ];
  }
  const named = known.atoms.some(({ schema }) => isObject(schema) && own(schema, "type") !== undefined);
  if (!named || demanded === anyType || (demanded & ~known.types) === 0) return [];
  const plain = known.atoms.some(
    ({ schema }) => isObject(schema) && typeMask(own(schema, "type")) === demanded,
  );
  if (plain) return [];
  return [
    difference(
      c,
      "TYPE_EXTENDED",
      newer.pointer,
      older,
      `The newer schema accepts ${now()}, the older one ${was()}.`,
    ),
  ];
}
