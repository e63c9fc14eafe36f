/** What texts mean as values: canonical forms of the literals of the language, as the runtime writes them too. */

const millisecondsPer: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/** The canonical ISO-8601 text of a duration as it is written in a model (`15m`, `500ms`); undefined beyond its range. */
export function durationLiteral(text: string): string | undefined {
  const [, count = "0", unit = "ms"] = /^([0-9]+)(ms|s|m|h|d)$/.exec(text) ?? [];
  return durationText(Number(count) * (millisecondsPer[unit] ?? 1));
}

const durationShape =
  /^(-?)P(?=[0-9T])(?:([0-9]{1,16})W)?(?:([0-9]{1,16})D)?(?:T(?=[0-9])(?:([0-9]{1,16})H)?(?:([0-9]{1,16})M)?(?:([0-9]{1,16})(?:\.([0-9]{1,3}))?S)?)?$/;

/** The length of ISO-8601 text in milliseconds; undefined when it is no duration within the range. */
export function durationLength(text: string): number | undefined {
  const parts = durationShape.exec(text);
  if (parts === null) return undefined;
  const [, sign, weeks, days, hours, minutes, seconds, fraction] = parts;
  const total =
    (Number(weeks ?? 0) * 7 + Number(days ?? 0)) * 86_400_000 +
    Number(hours ?? 0) * 3_600_000 +
    Number(minutes ?? 0) * 60_000 +
    Number(seconds ?? 0) * 1000 +
    Number((fraction ?? "").padEnd(3, "0"));
  if (!Number.isSafeInteger(total)) return undefined;
  return sign === "-" ? 0 - total : total;
}

/** The canonical text of ISO-8601 durations; undefined when it is none. */
export function parseDuration(text: string): string | undefined {
  const length = durationLength(text);
  return length === undefined ? undefined : durationText(length);
}

/** Days, hours, minutes, seconds; what is zero is left out. Undefined when the milliseconds are no safe integer. */
function durationText(length: number): string | undefined {
  if (!Number.isSafeInteger(length)) return undefined;
  if (length === 0) return "PT0S";
  const size = Math.abs(length);
  const part = (of: number, per: number, unit: string): string => {
    const count = Math.floor((of === 0 ? size : size % of) / per);
    return count === 0 ? "" : `${String(count)}${unit}`;
  };
  const rest = size % 60_000;
  const time =
    part(86_400_000, 3_600_000, "H") +
    part(3_600_000, 60_000, "M") +
    (rest === 0 ? "" : `${String(rest / 1000)}S`);
  return `${length < 0 ? "-" : ""}P${part(0, 86_400_000, "D")}${time === "" ? "" : `T${time}`}`;
}

const instantShape =
  /^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]{1,3})?Z$/;

/** UTC to the millisecond; undefined when the text is no instant. */
export function parseInstant(text: string): string | undefined {
  if (!instantShape.test(text) || parseDate(text.slice(0, 10)) === undefined) return undefined;
  return text.length === 24 ? text : `${text.slice(0, 19)}.${text.slice(20, -1).padEnd(3, "0")}Z`;
}

/** The text itself; undefined when it names no day that exists. */
export function parseDate(text: string): string | undefined {
  const [, year, month, day] = (/^([0-9]{4})-([0-9]{2})-([0-9]{2})$/.exec(text) ?? []).map(Number);
  if (year === undefined || month === undefined || day === undefined) return undefined;
  if (month < 1 || month > 12 || day < 1) return undefined;
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
  return day <= days ? text : undefined;
}

/** In lower case; undefined when the text is no uuid. */
export function parseUuid(text: string): string | undefined {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text)
    ? text.toLowerCase()
    : undefined;
}

/** The canonical text of a decimal; undefined when it is none, or has more than 1,000 digits. */
export function parseDecimal(text: string): string | undefined {
  const [, sign = "", whole, fraction = ""] = /^(-?)([0-9]+)(?:\.([0-9]+))?$/.exec(text) ?? [];
  if (whole === undefined || whole.length + fraction.length > 1000) return undefined;
  const digits = whole.replace(/^0+(?=[0-9])/, "");
  const rest = fraction.replace(/0+$/, "");
  const plain = rest === "" ? digits : `${digits}.${rest}`;
  return plain === "0" ? plain : sign + plain;
}

/** The fraction digits of canonical decimal text. */
export const scaleOf = (canonical: string): number => {
  const point = canonical.indexOf(".");
  return point < 0 ? 0 : canonical.length - point - 1;
};

/** Negative, zero or positive as the canonical decimal `a` is less than, equal to or greater than `b`. */
export function compareDecimals(a: string, b: string): number {
  const scale = Math.max(scaleOf(a), scaleOf(b));
  const [left, right] = [scaled(a, scale), scaled(b, scale)];
  return left < right ? -1 : left > right ? 1 : 0;
}

const scaled = (text: string, scale: number): bigint =>
  BigInt(text.replace(".", "") + "0".repeat(scale - scaleOf(text)));
