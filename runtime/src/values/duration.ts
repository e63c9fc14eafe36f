/**
 * Lengths of time as ISO-8601 text, to the millisecond: days (of 24 hours), hours, minutes, seconds; no years or months.
 *
 * The one canonical text carries everything upward and leaves out what is zero: `P1DT2H30M`, `PT0.5S`, `-PT5M`,
 * and `PT0S` for nothing. Input may say the same otherwise (`PT90M`, `P2W`), with a leading `-` for the whole and
 * fractions, of at most three digits, on the seconds only.
 */
import { quote, ValueError } from "./errors.js";

const perSecond = 1000;
const perMinute = 60 * perSecond;
const perHour = 60 * perMinute;
const perDay = 24 * perHour;
const perWeek = 7 * perDay;

const shape =
  /^(-?)P(?=[0-9T])(?:([0-9]{1,16})W)?(?:([0-9]{1,16})D)?(?:T(?=[0-9])(?:([0-9]{1,16})H)?(?:([0-9]{1,16})M)?(?:([0-9]{1,16})(?:\.([0-9]{1,3}))?S)?)?$/;

/** The length in milliseconds of a text, or NaN when it is no duration within the range. */
function measure(text: string): number {
  const parts = shape.exec(text);
  if (parts === null) return Number.NaN;
  const [, sign, weeks, days, hours, minutes, seconds, fraction] = parts;
  const total =
    Number(weeks ?? 0) * perWeek +
    Number(days ?? 0) * perDay +
    Number(hours ?? 0) * perHour +
    Number(minutes ?? 0) * perMinute +
    Number(seconds ?? 0) * perSecond +
    Number((fraction ?? "").padEnd(3, "0"));
  if (!Number.isSafeInteger(total)) return Number.NaN;
  return sign === "-" ? 0 - total : total;
}

/** Whether the value is a duration, canonical or not, of a length that counts as an int of milliseconds. */
export function isDuration(value: unknown): value is string {
  return typeof value === "string" && !Number.isNaN(measure(value));
}

/** The canonical text of a duration; `undefined` when the text is none. */
export function parseDuration(text: string): string | undefined {
  const length = measure(text);
  return Number.isNaN(length) ? undefined : durationFromMilliseconds(length);
}

/** The length in milliseconds. @throws ValueError `invalid` when the text is no duration */
export function durationMilliseconds(duration: string): number {
  const length = measure(duration);
  if (Number.isNaN(length))
    throw new ValueError("invalid", `${quote(duration)} is not a duration, like "PT1H30M"`);
  return length;
}

/** The canonical text of a length in milliseconds. @throws ValueError `overflow` when it is no safe integer */
export function durationFromMilliseconds(length: number): string {
  if (!Number.isSafeInteger(length)) throw new ValueError("overflow", "the duration is too long");
  if (length === 0) return "PT0S";
  const size = Math.abs(length);
  const days = (size - (size % perDay)) / perDay;
  const hours = Math.floor((size % perDay) / perHour);
  const minutes = Math.floor((size % perHour) / perMinute);
  const milliseconds = size % perMinute;
  const time =
    (hours > 0 ? `${String(hours)}H` : "") +
    (minutes > 0 ? `${String(minutes)}M` : "") +
    (milliseconds > 0 ? `${String(milliseconds / perSecond)}S` : "");
  return `${length < 0 ? "-" : ""}P${days > 0 ? `${String(days)}D` : ""}${time === "" ? "" : `T${time}`}`;
}

/** `a + b`. @throws ValueError `overflow`, `invalid` */
export function addDuration(a: string, b: string): string {
  return durationFromMilliseconds(durationMilliseconds(a) + durationMilliseconds(b));
}

/** `a - b`. @throws ValueError `overflow`, `invalid` */
export function subDuration(a: string, b: string): string {
  return durationFromMilliseconds(durationMilliseconds(a) - durationMilliseconds(b));
}

/** `-a`. @throws ValueError `invalid` */
export function negDuration(a: string): string {
  return durationFromMilliseconds(0 - durationMilliseconds(a));
}

/** The sum of all, `PT0S` of none. @throws ValueError `overflow`, `invalid` */
export function sumDuration(values: readonly string[]): string {
  return values.reduce(addDuration, "PT0S");
}

/** Negative, zero or positive as `a` is shorter than, as long as or longer than `b`. @throws ValueError `invalid` */
export function compareDuration(a: string, b: string): number {
  if (a === b) return 0;
  return Math.sign(durationMilliseconds(a) - durationMilliseconds(b));
}

/** The whole length in seconds, an int, truncated toward zero: 90 for `PT1M30.9S`. */
export function durationSeconds(duration: string): number {
  return whole(duration, perSecond);
}

/** The whole length in minutes, an int, truncated toward zero: 1 for `PT1M30S`. */
export function durationMinutes(duration: string): number {
  return whole(duration, perMinute);
}

/** The whole length in hours, an int, truncated toward zero: 25 for `P1DT1H59M`. */
export function durationHours(duration: string): number {
  return whole(duration, perHour);
}

/** The whole length in days of 24 hours, an int, truncated toward zero. */
export function durationDays(duration: string): number {
  return whole(duration, perDay);
}

function whole(duration: string, unit: number): number {
  const length = durationMilliseconds(duration);
  return (length - (length % unit)) / unit + 0;
}
