/**
 * Moments in time as ISO-8601 text in UTC with milliseconds, `2026-01-31T09:30:00.000Z`, years 0000–9999.
 * The canonical text is fixed in width, so instants compare as text does.
 *
 * Input may leave out the fraction of the second or give one to three digits of it. It must be UTC and say so with
 * `Z`; more digits and other offsets are refused rather than dropped or converted, and so are leap seconds and `24:00`.
 */
import { isRealDay } from "./date.js";
import { durationFromMilliseconds, durationMilliseconds } from "./duration.js";
import { quote, ValueError } from "./errors.js";

const shape =
  /^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]{1,3})?Z$/;

/** The digit 2. */
const two = 50;

/** The length of canonical text. */
const canonicalLength = 24;

/** Whether the value is an instant, canonical or not, of a day and time that exist. */
export function isInstant(value: unknown): value is string {
  return (
    typeof value === "string" &&
    value.length <= canonicalLength &&
    shape.test(value) &&
    // The first nineteen days exist in every month, so only the others need a calendar.
    (value.charCodeAt(8) < two || isRealDay(value))
  );
}

/** The canonical text of an instant; `undefined` when the text is none. */
export function parseInstant(text: string): string | undefined {
  if (!isInstant(text)) return undefined;
  if (text.length === canonicalLength) return text;
  return `${text.slice(0, 19)}.${text.slice(20, -1).padEnd(3, "0")}Z`;
}

/** Milliseconds since 1970 began. @throws ValueError `invalid` when the text is no instant */
export function instantMilliseconds(instant: string): number {
  if (!isInstant(instant)) {
    throw new ValueError("invalid", `${quote(instant)} is not an instant, like "2026-01-31T09:30:00.000Z"`);
  }
  return Date.parse(instant);
}

/** The instant so many milliseconds after 1970 began. @throws ValueError `outOfRange` beyond the years 0000–9999 */
export function instantFromMilliseconds(milliseconds: number): string {
  const moment = new Date(milliseconds);
  const year = moment.getUTCFullYear();
  // An invalid moment has the year NaN, which fails this comparison too.
  if (!(year >= 0 && year <= 9999)) {
    throw new ValueError("outOfRange", "the instant is outside the years 0000–9999");
  }
  return moment.toISOString();
}

/** `instant + duration`. @throws ValueError `outOfRange`, `invalid` */
export function addToInstant(instant: string, duration: string): string {
  return instantFromMilliseconds(instantMilliseconds(instant) + durationMilliseconds(duration));
}

/** `instant - duration`. @throws ValueError `outOfRange`, `invalid` */
export function subFromInstant(instant: string, duration: string): string {
  return instantFromMilliseconds(instantMilliseconds(instant) - durationMilliseconds(duration));
}

/** `a - b`: the duration from `b` to `a`, negative when `a` is the earlier. @throws ValueError `invalid` */
export function subInstant(a: string, b: string): string {
  return durationFromMilliseconds(instantMilliseconds(a) - instantMilliseconds(b));
}

/** The day of an instant, in UTC. */
export function instantDate(instant: string): string {
  return instant.slice(0, 10);
}

/** Negative, zero or positive as `a` is before, at or after `b`. Both are canonical. */
export function compareInstant(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
