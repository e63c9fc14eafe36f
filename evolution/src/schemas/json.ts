/** JSON values as the comparison needs them: a text that equal values share, pointers, exact decimals. */

/** A schema that is an object, its keywords not yet looked at. */
export type SchemaObject = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is SchemaObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const isArray = (value: unknown): value is readonly unknown[] => Array.isArray(value);

/** An own member, so that a schema named `constructor` finds nothing on the prototype. */
export const own = (value: SchemaObject, key: string): unknown =>
  Object.hasOwn(value, key) ? value[key] : undefined;

/** One step of a JSON pointer (RFC 6901). */
export const step = (token: string | number): string =>
  `/${String(token).replaceAll("~", "~0").replaceAll("/", "~1")}`;

/** The steps of a JSON pointer. */
export const steps = (pointer: string): string[] =>
  pointer
    .split("/")
    .slice(1)
    .map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"));

const deepest = 200;

/** A text that two values share exactly when JSON Schema calls them equal; undefined for what nests too deeply. */
export function canonical(value: unknown, depth = 0): string | undefined {
  if (depth > deepest) return undefined;
  if (isArray(value)) {
    const items: string[] = [];
    for (const item of value) {
      const text = canonical(item, depth + 1);
      if (text === undefined) return undefined;
      items.push(text);
    }
    return `[${items.join(",")}]`;
  }
  if (isObject(value)) {
    const members: string[] = [];
    for (const key of Object.keys(value).sort()) {
      const text = canonical(value[key], depth + 1);
      if (text === undefined) return undefined;
      members.push(`${JSON.stringify(key)}:${text}`);
    }
    return `{${members.join(",")}}`;
  }
  return value === 0 ? "0" : JSON.stringify(value);
}

const listedTexts = new WeakMap<readonly unknown[], ReadonlySet<string | undefined>>();

/** The texts of listed values, worked out once a list: lists can be long. */
export function canonicalTexts(values: readonly unknown[]): ReadonlySet<string | undefined> {
  const known = listedTexts.get(values) ?? new Set(values.map((value) => canonical(value)));
  listedTexts.set(values, known);
  return known;
}

/** Whether two documents are the same text, whatever their depth: no recursion, and the order of members counts. */
export function identical(left: unknown, right: unknown): boolean {
  const pairs: [unknown, unknown][] = [[left, right]];
  const seen = new Map<object, object>();
  for (let pair = pairs.pop(); pair; pair = pairs.pop()) {
    const [a, b] = pair;
    if (Object.is(a, b) || a === b) continue;
    if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
    if (seen.get(a) === b) continue;
    seen.set(a, b);
    const keys = Object.keys(a);
    const others = Object.keys(b);
    if (Array.isArray(a) !== Array.isArray(b) || keys.length !== others.length) return false;
    for (const [index, key] of keys.entries()) {
      if (others[index] !== key) return false;
      pairs.push([(a as SchemaObject)[key], (b as SchemaObject)[key]]);
    }
  }
  return true;
}

/** A number as `digits × 10^-scale`, exactly as it is written. */
function decimal(value: number): { digits: bigint; scale: number } {
  const [mantissa = "0", exponent = "0"] = value.toString().split("e");
  const [whole = "0", fraction = ""] = mantissa.split(".");
  const scale = fraction.length - Number(exponent);
  const digits = BigInt(whole + fraction);
  return scale >= 0 ? { digits, scale } : { digits: digits * 10n ** BigInt(-scale), scale: 0 };
}

/** Whether `value` is a multiple of `factor`, by the decimals that are written and not by the nearest binary ones. */
export function isMultiple(value: number, factor: number): boolean {
  if (!Number.isFinite(value) || !Number.isFinite(factor) || factor <= 0) return false;
  const [left, right] = [decimal(value), decimal(factor)];
  const scale = Math.max(left.scale, right.scale);
  const scaled = (number: { digits: bigint; scale: number }): bigint =>
    number.digits * 10n ** BigInt(scale - number.scale);
  return scaled(left) % scaled(right) === 0n;
}

/** A value for a message, cut to what fits a line. */
export function show(value: unknown): string {
  const text = canonical(value) ?? "a deeply nested value";
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

/** The first few of many, for a message. */
export function listed(values: readonly unknown[], most = 5): string {
  const some = values.slice(0, most).map(show).join(", ");
  return values.length > most ? `${some} and ${values.length - most} more` : some;
}
