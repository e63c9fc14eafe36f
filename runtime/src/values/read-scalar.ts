/**
 * Readers of scalars. What a reader is, says validate.ts.
 */
import { parseDate } from "./date.js";
import { decimalScale, isShortDecimal, parseDecimal } from "./decimal.js";
import { parseDuration } from "./duration.js";
import { parseInstant } from "./instant.js";
import { defaultLimits } from "./json.js";
import { refuse, refuseType, type Problem } from "./problems.js";
import { isWellFormed } from "./text.js";
import { parseUuid } from "./uuid.js";

/** Reads a `string`: well-formed text within the limit of length. */
export function readText(input: unknown, problems: Problem[]): string | undefined {
  if (typeof input !== "string") {
    refuseType(input, problems, "a string");
    return undefined;
  }
  if (input.length <= defaultLimits.textLength && isWellFormed(input)) return input;
  refuseText(input, problems);
  return undefined;
}

function refuseText(text: string, problems: Problem[]): void {
  if (text.length > defaultLimits.textLength) {
    refuse(problems, "tooLarge", `must be at most ${String(defaultLimits.textLength)} characters long`);
  } else {
    refuse(problems, "format", "must not contain a lone surrogate");
  }
}

/** Reads an `int`: a safe integer; `-0` is read as `0`. */
export function readInt(input: unknown, problems: Problem[]): number | undefined {
  if (typeof input === "number" && Number.isSafeInteger(input)) return input + 0;
  if (typeof input !== "number") refuseType(input, problems, "an integer");
  else if (Number.isInteger(input)) refuse(problems, "type", "must be within ±9007199254740991");
  else refuse(problems, "type", "must be an integer, without a fraction");
  return undefined;
}

/** Reads a `bool`. */
export function readBool(input: unknown, problems: Problem[]): boolean | undefined {
  if (typeof input === "boolean") return input;
  refuseType(input, problems, "true or false");
  return undefined;
}

/** Reads a `decimal`: plain decimal notation in a string. JSON numbers are refused, as they may be rounded already. */
export function readDecimal(input: unknown, problems: Problem[]): string | undefined {
  const value = typeof input === "string" ? parseDecimal(input) : undefined;
  if (value === undefined)
    refuseFormat(input, problems, "a decimal number of at most 1000 digits", '"12.50"');
  return value;
}

/** Reads a `decimal(digits)`: a decimal with at most so many digits after the point. */
export function readDecimalOf(input: unknown, problems: Problem[], digits: number): string | undefined {
  if (typeof input === "string" && isShortDecimal(input, digits)) return input;
  const value = readDecimal(input, problems);
  if (value === undefined || decimalScale(value) <= digits) return value;
  refuse(problems, "constraint", `must have at most ${String(digits)} digits after the point`);
  return undefined;
}

/** Reads a `uuid`, in lower case. */
export function readUuid(input: unknown, problems: Problem[]): string | undefined {
  const value = typeof input === "string" ? parseUuid(input) : undefined;
  if (value === undefined) refuseFormat(input, problems, "a uuid", '"018f6b1c-9a3e-7c54-b2d1-3e5f7a9b1c2d"');
  return value;
}

/** Reads an `instant`, with milliseconds. */
export function readInstant(input: unknown, problems: Problem[]): string | undefined {
  const value = typeof input === "string" ? parseInstant(input) : undefined;
  if (value === undefined) {
    refuseFormat(input, problems, "a UTC instant of at most milliseconds", '"2026-01-31T09:30:00.000Z"');
  }
  return value;
}

/** Reads a `date`. */
export function readDate(input: unknown, problems: Problem[]): string | undefined {
  const value = typeof input === "string" ? parseDate(input) : undefined;
  if (value === undefined) refuseFormat(input, problems, "a date that exists", '"2026-01-31"');
  return value;
}

/** Reads a `duration`, in canonical form. */
export function readDuration(input: unknown, problems: Problem[]): string | undefined {
  const value = typeof input === "string" ? parseDuration(input) : undefined;
  if (value === undefined)
    refuseFormat(input, problems, "an ISO-8601 duration of days and less", '"PT1H30M"');
  return value;
}

/** Reads a member of an enum. */
export function readEnum<M extends string>(
  input: unknown,
  problems: Problem[],
  members: readonly M[],
): M | undefined {
  for (const member of members) if (member === input) return member;
  if (typeof input === "string") refuse(problems, "format", `must be one of ${members.join(", ")}`);
  else refuseType(input, problems, `one of ${members.join(", ")}`);
  return undefined;
}

/** Refuses what is no text of a scalar: another type, or another text. */
function refuseFormat(input: unknown, problems: Problem[], expected: string, example: string): void {
  if (typeof input === "string") refuse(problems, "format", `must be ${expected}, like ${example}`);
  else refuseType(input, problems, `${expected} in a string, like ${example}`);
}
