/**
 * Calendar dates, `YYYY-MM-DD`, of the proleptic Gregorian calendar, years 0000–9999, without a time zone.
 * The text is fixed in width, so dates compare as text does.
 */
import { quote, ValueError } from "./errors.js";

const millisecondsPerDay = 86_400_000;
const shape = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/;
const daysInMonth: readonly number[] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** The number that the digits from `start` to `end` write; the caller has checked that they are digits. */
function digitsAt(text: string, start: number, end: number): number {
  let value = 0;
  for (let at = start; at < end; at++) value = value * 10 + (text.charCodeAt(at) - 48);
  return value;
}

/** Whether the first ten characters, known to have a date's shape, name a day that exists. */
export function isRealDay(text: string): boolean {
  const month = digitsAt(text, 5, 7);
  const day = digitsAt(text, 8, 10);
  if (day >= 1 && day <= (daysInMonth[month - 1] ?? 0)) return true;
  return month === 2 && day === 29 && isLeapYear(digitsAt(text, 0, 4));
}

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/** Whether the value is a date, `YYYY-MM-DD`, that exists. */
export function isDate(value: unknown): value is string {
  return typeof value === "string" && value.length === 10 && shape.test(value) && isRealDay(value);
}

/** The canonical text of a date, which is its only one; `undefined` when the text is no date. */
export function parseDate(text: string): string | undefined {
  return isDate(text) ? text : undefined;
}

/**
 * The date `days` later, or earlier when negative.
 *
 * @throws ValueError `invalid` when the text is no date; `outOfRange` beyond the years 0000–9999
 */
export function plusDays(date: string, days: number): string {
  const moment = new Date(startOf(date) + days * millisecondsPerDay);
  const year = moment.getUTCFullYear();
  // An invalid moment has the year NaN, which fails this comparison too.
  if (!(year >= 0 && year <= 9999)) {
    throw new ValueError("outOfRange", `${date} plus ${String(days)} days is outside the years 0000–9999`);
  }
  return moment.toISOString().slice(0, 10);
}

/** How many days lie from `date` to `other`: negative when `other` is earlier. @throws ValueError `invalid` */
export function daysUntil(date: string, other: string): number {
  return (startOf(other) - startOf(date)) / millisecondsPerDay;
}

/** Negative, zero or positive as `a` is before, on or after `b`. */
export function compareDate(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function startOf(date: string): number {
  if (!isDate(date)) throw new ValueError("invalid", `${quote(date)} is not a date, like "2026-01-31"`);
  return Date.parse(`${date}T00:00:00.000Z`);
}
