/**
 * The keywords of our own in generated schemas. Validators that do not know them ignore them and accept a little more. For ajv:
 *
 * ```ts
 * const ajv = new Ajv2020();
 * for (const keyword of esdlVocabulary) ajv.addKeyword({ ...keyword });
 * ```
 */

/** A keyword as ajv's `addKeyword` takes it; without `validate` it only says something. */
export interface KeywordDefinition {
  /** The keyword: `x-esdl-minimum`. */
  readonly keyword: string;
  /** The JSON type that it judges. */
  readonly type?: "string" | "array";
  /** The JSON type of its own value. */
  readonly schemaType: "string" | "number" | "boolean";
  readonly errors?: false;
  /** Judges data by the keyword's value. */
  readonly validate?: (value: unknown, data: unknown) => boolean;
}

type Bound = (order: number) => boolean;

const bounds: Readonly<Record<string, Bound>> = {
  "x-esdl-minimum": (order) => order >= 0,
  "x-esdl-exclusive-minimum": (order) => order > 0,
  "x-esdl-maximum": (order) => order <= 0,
  "x-esdl-exclusive-maximum": (order) => order < 0,
};

/** All keywords of our own in generated schemas. */
export const esdlVocabulary: readonly KeywordDefinition[] = [
  ...Object.entries(bounds).map(([keyword, holds]): KeywordDefinition => ({
    keyword,
    type: "string",
    schemaType: "string",
    errors: false,
    validate: (bound, text) => {
      const order = compareDecimals(text, bound);
      // What is no decimal is refused by its pattern.
      return order === undefined || holds(order);
    },
  })),
  {
    keyword: "x-esdl-scale",
    type: "string",
    schemaType: "number",
    errors: false,
    validate: (scale, text) => (readDecimal(text)?.scale ?? 0) <= Number(scale),
  },
  {
    keyword: "x-esdl-key",
    type: "array",
    schemaType: "string",
    errors: false,
    validate: (key, items) => {
      if (typeof key !== "string" || !Array.isArray(items)) return true;
      const elements: readonly unknown[] = items;
      const keys = elements.flatMap((item) =>
        typeof item === "object" && item !== null && Object.hasOwn(item, key)
          ? [Reflect.get(item, key) as unknown]
          : [],
      );
      return new Set(keys).size === keys.length;
    },
  },
  { keyword: "x-esdl-ref", schemaType: "string" },
  { keyword: "x-esdl-version", schemaType: "number" },
  { keyword: "x-esdl-public", schemaType: "boolean" },
  { keyword: "x-esdl-personal", schemaType: "boolean" },
  { keyword: "x-esdl-personal-of", schemaType: "string" },
];

interface Decimal {
  /** All digits as one number, with its sign. */
  readonly digits: bigint;
  /** How many of them stand after the point, without trailing zeros. */
  readonly scale: number;
}

function readDecimal(text: unknown): Decimal | undefined {
  if (typeof text !== "string") return undefined;
  const [, sign = "", whole, fraction = ""] = /^(-?)([0-9]+)(?:\.([0-9]+))?$/u.exec(text) ?? [];
  // Longer ones are no decimals of the language, and a number of a million digits would take long to read.
  if (whole === undefined || text.length > 4000) return undefined;
  const significant = fraction.replace(/0+$/u, "");
  return { digits: BigInt(`${sign}${whole}${significant}`), scale: significant.length };
}

/** Less than, equal to or greater than 0 as `a` is to `b`. */
function compareDecimals(a: unknown, b: unknown): number | undefined {
  const [left, right] = [readDecimal(a), readDecimal(b)];
  if (left === undefined || right === undefined) return undefined;
  const scale = Math.max(left.scale, right.scale);
  const difference =
    left.digits * 10n ** BigInt(scale - left.scale) - right.digits * 10n ** BigInt(scale - right.scale);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}
