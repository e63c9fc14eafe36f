/**
 * Exact decimals as canonical text.
 *
 * A decimal is a string at run time and in JSON: no exponent, no trailing zeros after the point, no leading zeros,
 * no `-0`, at most 1,000 digits. Every function here answers canonical text, so equal decimals are equal strings.
 * Arithmetic and comparison also take plain text that is not canonical (`25.00`), because `decide` may be called
 * with a command that no validator has seen; text that is no decimal at all throws `ValueError` `invalid`.
 *
 * Money has few digits, and this code runs in every fold: numbers of up to 15 digits are computed as scaled
 * integers in plain numbers, which is exact below 2^53; the rest goes through BigInt.
 */
import { quote, ValueError } from "./errors.js";

/** The most digits that a decimal may have, before and after the point together. */
export const maxDecimalDigits = 1000;

/** The significant digits that a quotient keeps. */
export const quotientDigits = 34;

const minus = 45;
const point = 46;
const zero = 48;
const nine = 57;

const powers: readonly number[] = Array.from({ length: 23 }, (_, exponent) =>
  Number(`1e${String(exponent)}`),
);
/** The exact power of ten, or NaN where a number cannot hold it, which sends the caller to BigInt. */
const powerOfTen = (exponent: number): number => powers[exponent] ?? Number.NaN;
const fits = (coefficient: number): boolean =>
  coefficient <= Number.MAX_SAFE_INTEGER && coefficient >= Number.MIN_SAFE_INTEGER;

// ---------------------------------------------------------------------------------------------- text

type Shape = "canonical" | "plain" | "none";

/** Whether a text is a decimal, and whether it is so in canonical form; the digits are looked at once. */
function shapeOf(text: string): Shape {
  const length = text.length;
  if (length > maxDecimalDigits + 2) return "none";
  const negative = text.charCodeAt(0) === minus;
  const start = negative ? 1 : 0;
  const wholeEnd = endOfDigits(text, start);
  if (wholeEnd === start) return "none";
  const leadingZero = text.charCodeAt(start) === zero;
  if (wholeEnd === length) {
    if (length - start > maxDecimalDigits) return "none";
    return leadingZero && length > 1 ? "plain" : "canonical";
  }
  if (text.charCodeAt(wholeEnd) !== point || wholeEnd + 1 === length) return "none";
  if (endOfDigits(text, wholeEnd + 1) !== length) return "none";
  if (length - start - 1 > maxDecimalDigits) return "none";
  const redundant = text.charCodeAt(length - 1) === zero || (leadingZero && wholeEnd > start + 1);
  return redundant ? "plain" : "canonical";
}

function endOfDigits(text: string, from: number): number {
  let at = from;
  for (; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit < zero || unit > nine) break;
  }
  return at;
}

/**
 * Whether the text is what nearly every `decimal(digits)` is: canonical, within its digits, and not long.
 * Validators ask this first, as it is the quickest question; `false` means nothing.
 */
export function isShortDecimal(text: string, digits: number): boolean {
  const length = text.length;
  if (length > 16) return false;
  const start = text.charCodeAt(0) === minus ? 1 : 0;
  const wholeEnd = endOfDigits(text, start);
  if (wholeEnd === start) return false;
  const leadingZero = text.charCodeAt(start) === zero;
  if (wholeEnd === length) return !leadingZero || length === 1;
  if (leadingZero && wholeEnd > start + 1) return false;
  return (
    length - wholeEnd - 1 <= digits &&
    text.charCodeAt(wholeEnd) === point &&
    endOfDigits(text, wholeEnd + 1) === length &&
    // Neither a trailing zero nor the point itself.
    text.charCodeAt(length - 1) > zero
  );
}

/** Whether the text is plain decimal notation: `-?digits(.digits)?`, at most 1,000 digits, canonical or not. */
export function isDecimal(text: unknown): text is string {
  return typeof text === "string" && shapeOf(text) !== "none";
}

/** Whether the text is a decimal in its one canonical form. */
export function isCanonicalDecimal(text: unknown): text is string {
  return typeof text === "string" && shapeOf(text) === "canonical";
}

/**
 * The canonical text of plain decimal notation: `"25.00"` → `"25"`, `"-0"` → `"0"`.
 *
 * @throws ValueError `invalid` when the text is no decimal
 */
export function normaliseDecimal(text: string): string {
  const shape = shapeOf(text);
  if (shape === "canonical") return text;
  if (shape === "none") throw notDecimal(text);
  const negative = text.charCodeAt(0) === minus;
  return fromDigits(negative, text.slice(negative ? 1 : 0).replace(".", ""), decimalScale(text));
}

/** {@link normaliseDecimal} for input that may be anything: `undefined` when it is no decimal. */
export function parseDecimal(text: string): string | undefined {
  return shapeOf(text) === "none" ? undefined : normaliseDecimal(text);
}

/**
 * The decimal of an int.
 *
 * @throws ValueError `overflow` when the number is no safe integer
 */
export function decimalFromInt(value: number): string {
  if (!Number.isSafeInteger(value))
    throw new ValueError("overflow", `${String(value)} is not a safe integer`);
  return String(value);
}

/** How many digits stand after the point: 2 for `"12.34"`, 0 for `"12"`. For canonical text, the scale of the value. */
export function decimalScale(text: string): number {
  const at = text.indexOf(".");
  return at < 0 ? 0 : text.length - at - 1;
}

/** Whether a decimal has at most `digits` digits after the point, which is what `decimal(digits)` asks. */
export function hasDecimalScale(text: string, digits: number): boolean {
  return decimalScale(text) <= digits || decimalScale(normaliseDecimal(text)) <= digits;
}

function notDecimal(text: string): ValueError {
  return new ValueError("invalid", `${quote(text)} is not a decimal number`);
}

// ------------------------------------------------------------------------- small numbers, exact in a double

/**
 * How many digits stood after the point in the text that `smallCoefficient` read last. A second result without an
 * object to carry it: this is the innermost loop of every fold, and nothing else runs between the two.
 */
let smallScale = 0;

/** All digits of the text as one integer, or NaN when there are more than 15, or something else is among them. */
function smallCoefficient(text: string): number {
  const length = text.length;
  if (length > 17) return Number.NaN;
  const negative = text.charCodeAt(0) === minus;
  const start = negative ? 1 : 0;
  let value = 0;
  let digits = 0;
  let pointAt = -1;
  for (let at = start; at < length; at++) {
    const unit = text.charCodeAt(at);
    if (unit >= zero && unit <= nine) {
      value = value * 10 + (unit - zero);
      digits++;
    } else if (unit === point && pointAt < 0 && at > start) {
      pointAt = at;
    } else {
      return Number.NaN;
    }
  }
  if (digits === 0 || digits > 15 || pointAt === length - 1) return Number.NaN;
  smallScale = pointAt < 0 ? 0 : length - pointAt - 1;
  return negative ? -value : value;
}

/** The canonical text of `coefficient / 10^scale`, for a safe integer. */
function fromSmall(coefficient: number, scale: number): string {
  let value = coefficient;
  let places = scale;
  while (places > 0 && value % 10 === 0) {
    value /= 10;
    places--;
  }
  if (places === 0) return String(value);
  const digits = String(value < 0 ? -value : value);
  const cut = digits.length - places;
  const sign = value < 0 ? "-" : "";
  return cut > 0
    ? `${sign}${digits.slice(0, cut)}.${digits.slice(cut)}`
    : `${sign}0.${"0".repeat(-cut)}${digits}`;
}

// ------------------------------------------------------------------------------------- large numbers, in BigInt

interface Large {
  readonly coefficient: bigint;
  readonly scale: number;
}

function toLarge(text: string): Large {
  if (shapeOf(text) === "none") throw notDecimal(text);
  return { coefficient: BigInt(text.replace(".", "")), scale: decimalScale(text) };
}

const tenTo = (exponent: number): bigint => 10n ** BigInt(exponent);

function fromLarge(coefficient: bigint, scale: number): string {
  const negative = coefficient < 0n;
  if (scale < 0)
    return fromDigits(negative, String(negative ? -coefficient : coefficient) + "0".repeat(-scale), 0);
  return fromDigits(negative, String(negative ? -coefficient : coefficient), scale);
}

/** The canonical text of a run of digits of which the last `scale` stand after the point. */
function fromDigits(negative: boolean, digits: string, scale: number): string {
  const padded = digits.length > scale ? digits : digits.padStart(scale + 1, "0");
  let wholeStart = 0;
  const wholeEnd = padded.length - scale;
  while (wholeStart < wholeEnd - 1 && padded.charCodeAt(wholeStart) === zero) wholeStart++;
  let end = padded.length;
  while (end > wholeEnd && padded.charCodeAt(end - 1) === zero) end--;
  if (end - wholeStart > maxDecimalDigits) {
    throw new ValueError("overflow", `a decimal has at most ${String(maxDecimalDigits)} digits`);
  }
  const whole = padded.slice(wholeStart, wholeEnd);
  const text = end > wholeEnd ? `${whole}.${padded.slice(wholeEnd, end)}` : whole;
  return negative && text !== "0" ? `-${text}` : text;
}

// ------------------------------------------------------------------------------------------- arithmetic

/**
 * `a + b`, exactly.
 *
 * @throws ValueError `overflow` when the sum has more than 1,000 digits
 */
export function addDecimal(a: string, b: string): string {
  let x = smallCoefficient(a);
  const scaleA = smallScale;
  let y = smallCoefficient(b);
  const scaleB = smallScale;
  const scale = scaleA > scaleB ? scaleA : scaleB;
  if (scaleA !== scale) x *= powerOfTen(scale - scaleA);
  if (scaleB !== scale) y *= powerOfTen(scale - scaleB);
  const sum = x + y;
  if (fits(x) && fits(y) && fits(sum)) return fromSmall(sum, scale);
  const [largeX, largeY, largeScale] = aligned(a, b);
  return fromLarge(largeX + largeY, largeScale);
}

/**
 * `a - b`, exactly.
 *
 * @throws ValueError `overflow` when the difference has more than 1,000 digits
 */
export function subDecimal(a: string, b: string): string {
  let x = smallCoefficient(a);
  const scaleA = smallScale;
  let y = smallCoefficient(b);
  const scaleB = smallScale;
  const scale = scaleA > scaleB ? scaleA : scaleB;
  if (scaleA !== scale) x *= powerOfTen(scale - scaleA);
  if (scaleB !== scale) y *= powerOfTen(scale - scaleB);
  const difference = x - y;
  if (fits(x) && fits(y) && fits(difference)) return fromSmall(difference, scale);
  const [largeX, largeY, largeScale] = aligned(a, b);
  return fromLarge(largeX - largeY, largeScale);
}

function aligned(a: string, b: string): readonly [bigint, bigint, number] {
  const x = toLarge(a);
  const y = toLarge(b);
  const scale = Math.max(x.scale, y.scale);
  return [x.coefficient * tenTo(scale - x.scale), y.coefficient * tenTo(scale - y.scale), scale];
}

/**
 * `a * b`, exactly.
 *
 * @throws ValueError `overflow` when the product has more than 1,000 digits
 */
export function mulDecimal(a: string, b: string): string {
  const x = smallCoefficient(a);
  const scale = smallScale;
  const product = x * smallCoefficient(b);
  if (fits(product)) return fromSmall(product, scale + smallScale);
  const largeX = toLarge(a);
  const largeY = toLarge(b);
  return fromLarge(largeX.coefficient * largeY.coefficient, largeX.scale + largeY.scale);
}

/**
 * `a / b`, to 34 significant digits, ties to the even digit.
 *
 * @throws ValueError `divisionByZero`; `overflow` when the quotient has more than 1,000 digits
 */
export function divDecimal(a: string, b: string): string {
  const x = toLarge(a);
  const y = toLarge(b);
  if (y.coefficient === 0n) throw new ValueError("divisionByZero", `${quote(a)} cannot be divided by zero`);
  if (x.coefficient === 0n) return "0";
  const negative = x.coefficient < 0n !== y.coefficient < 0n;
  const dividend = x.coefficient < 0n ? -x.coefficient : x.coefficient;
  const divisor = y.coefficient < 0n ? -y.coefficient : y.coefficient;
  // Shifted so that the quotient has as many digits as are kept, or one more; then once again if it is one more.
  let shift = quotientDigits + String(divisor).length - String(dividend).length;
  if (shiftedQuotient(dividend, divisor, shift) >= tenTo(quotientDigits)) shift--;
  const quotient = halfEven(
    shift > 0 ? dividend * tenTo(shift) : dividend,
    shift < 0 ? divisor * tenTo(-shift) : divisor,
  );
  return fromLarge(negative ? -quotient : quotient, shift + x.scale - y.scale);
}

function shiftedQuotient(dividend: bigint, divisor: bigint, shift: number): bigint {
  return shift >= 0 ? (dividend * tenTo(shift)) / divisor : dividend / (divisor * tenTo(-shift));
}

/** The quotient of two positive integers, rounded to the nearest integer, ties to the even one. */
function halfEven(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor;
  const twice = (dividend % divisor) * 2n;
  if (twice < divisor || (twice === divisor && quotient % 2n === 0n)) return quotient;
  return quotient + 1n;
}

/**
 * What is left of `a` once `b` was taken from it a whole number of times, with the sign of `a`, exactly: `a % b` of ints, with
 * digits after the point.
 *
 * @throws ValueError `divisionByZero`; `overflow` when the remainder has more than 1,000 digits
 */
export function remDecimal(a: string, b: string): string {
  const [x, y, scale] = aligned(a, b);
  if (y === 0n) throw new ValueError("divisionByZero", `${quote(a)} cannot be divided by zero`);
  return fromLarge(x % y, scale);
}

/** `-a`. */
export function negDecimal(a: string): string {
  const text = normaliseDecimal(a);
  if (text === "0") return text;
  return text.charCodeAt(0) === minus ? text.slice(1) : `-${text}`;
}

/** The magnitude of `a`. */
export function absDecimal(a: string): string {
  const text = normaliseDecimal(a);
  return text.charCodeAt(0) === minus ? text.slice(1) : text;
}

/**
 * `a` with at most `digits` digits after the point, ties to the even digit, as banks do and as `/` does:
 * `roundDecimal("2.345", 2)` is `"2.34"`.
 *
 * @throws ValueError `outOfRange` when `digits` is not an integer from 0 to 1,000
 */
export function roundDecimal(a: string, digits: number): string {
  if (!Number.isInteger(digits) || digits < 0 || digits > maxDecimalDigits) {
    throw new ValueError("outOfRange", `cannot round to ${String(digits)} digits, only to 0–1000`);
  }
  const drop = decimalScale(a) - digits;
  if (drop <= 0) return normaliseDecimal(a);
  const { coefficient } = toLarge(a);
  const negative = coefficient < 0n;
  const rounded = halfEven(negative ? -coefficient : coefficient, tenTo(drop));
  return fromLarge(negative ? -rounded : rounded, digits);
}

/** The sum of all, `"0"` of none. */
export function sumDecimal(values: readonly string[]): string {
  let total = 0;
  let scale = 0;
  for (const value of values) {
    let addend = smallCoefficient(value);
    if (smallScale > scale) {
      total *= powerOfTen(smallScale - scale);
      scale = smallScale;
    } else if (smallScale < scale) {
      addend *= powerOfTen(scale - smallScale);
    }
    if (!fits(total) || !fits(addend)) return values.reduce(addDecimal, "0");
    total += addend;
  }
  return fits(total) ? fromSmall(total, scale) : values.reduce(addDecimal, "0");
}

// ------------------------------------------------------------------------------------------------ order

/** Negative, zero or positive as `a` is less than, equal to or greater than `b`, by number. */
export function compareDecimal(a: string, b: string): number {
  if (a === b) return 0;
  let x = smallCoefficient(a);
  const scaleA = smallScale;
  let y = smallCoefficient(b);
  // A coefficient that scaling rounds is beyond 2^53, where the other one, of 15 digits, is not: the order is right.
  if (scaleA > smallScale) y *= powerOfTen(scaleA - smallScale);
  else if (scaleA < smallScale) x *= powerOfTen(smallScale - scaleA);
  if (x < y) return -1;
  if (x > y) return 1;
  return x === y ? 0 : compareLarge(a, b);
}

function compareLarge(a: string, b: string): number {
  return compareCanonicalDecimal(normaliseDecimal(a), normaliseDecimal(b));
}

/**
 * {@link compareDecimal} of texts that are known to be canonical, as in a validator that has just read them.
 * It is quicker, and what it answers for other texts means nothing.
 */
export function compareCanonicalDecimal(a: string, b: string): number {
  if (a === b) return 0;
  const negative = a.charCodeAt(0) === minus;
  if (b === "0" || negative !== (b.charCodeAt(0) === minus)) return negative ? -1 : 1;
  const order = compareMagnitude(a, b);
  return negative ? -order : order;
}

/** Canonical texts of one sign, not equal: the longer whole part is the greater; as long, the texts compare digit by digit. */
function compareMagnitude(a: string, b: string): number {
  const pointA = a.indexOf(".");
  const pointB = b.indexOf(".");
  const whole = (pointA < 0 ? a.length : pointA) - (pointB < 0 ? b.length : pointB);
  if (whole !== 0) return whole < 0 ? -1 : 1;
  return a < b ? -1 : 1;
}

/** Whether both are the same number. For canonical text that is `a === b`. */
export function equalDecimal(a: string, b: string): boolean {
  return a === b || compareDecimal(a, b) === 0;
}

/** The lesser of two. */
export function minDecimal(a: string, b: string): string {
  return normaliseDecimal(compareDecimal(a, b) <= 0 ? a : b);
}

/** The greater of two. */
export function maxDecimal(a: string, b: string): string {
  return normaliseDecimal(compareDecimal(a, b) >= 0 ? a : b);
}
