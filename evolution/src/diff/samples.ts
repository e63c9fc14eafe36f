/** A value of a type, written down: what a pasted clause fills in until somebody says better. */
import { type Facts, type FieldFacts, latest } from "../facts/facts.js";
import { quoted } from "../text/strings.js";
import { parseType, type TextType } from "../text/types.js";
import { sampleText } from "./sample-text.js";

const scalars: Readonly<Record<string, string>> = {
  string: '""',
  int: "0",
  decimal: "0",
  bool: "false",
  uuid: '"00000000-0000-0000-0000-000000000000"',
  instant: "meta.occurredAt",
  date: "meta.occurredAt.date",
  duration: "0s",
};

/** An expression of the type, valid under its conditions as far as they can be read; undefined where there is none. */
export function sampleOf(field: Pick<FieldFacts, "type" | "where">, facts: Facts): string | undefined {
  const type = parseType(field.type);
  return type && sample(type, field.where, facts);
}

function sample(type: TextType, where: string | undefined, facts: Facts): string | undefined {
  switch (type.kind) {
    case "optional":
      return "none";
    case "list":
    case "set":
      return "[]";
    case "map":
      return undefined;
    case "scalar":
      return conditioned(type.name, where) ?? scalars[type.name];
    case "named":
      return named(type.ref, type.version, where, facts);
  }
}

function named(
  ref: string,
  version: number | undefined,
  where: string | undefined,
  facts: Facts,
): string | undefined {
  const brand = facts.brands.get(ref);
  if (brand !== undefined) {
    const base = parseType(brand.base);
    const conditions = [brand.where, where].filter((one) => one !== undefined).join(" and ");
    const value = base && sample(base, conditions === "" ? undefined : conditions, facts);
    // Only literals become a brand by themselves.
    return value?.startsWith("meta.") === true ? `${ref}(${value})` : value;
  }
  const enumeration = facts.enums.get(ref);
  if (enumeration !== undefined) {
    const member = latest(enumeration).members[0];
    return member === undefined ? undefined : `${ref}.${member}`;
  }
  const shape = facts.shapes.get(ref);
  const fields = shape?.versions.find((one) => one.version === (version ?? shape.versions.length))?.fields;
  const args = fields?.map((field) => {
    const value = field.default ?? sampleOf(field, facts);
    return value === undefined ? undefined : `${field.name}: ${value}`;
  });
  return args === undefined || args.includes(undefined) ? undefined : `${ref}(${args.join(", ")})`;
}

/** The least value that bounds allow, or a text of a pattern. */
function conditioned(scalar: string, where: string | undefined): string | undefined {
  if (where === undefined) return undefined;
  if (scalar === "int" || scalar === "decimal") {
    const low = /\bit (>=?) (-?\d+(?:\.\d+)?)/.exec(where);
    const high = /\bit (<=?) (-?\d+(?:\.\d+)?)/.exec(where);
    if (low !== null) return low[1] === ">=" ? low[2] : String(Number(low[2]) + 1);
    if (high !== null && Number(high[2]) <= 0)
      return high[1] === "<=" ? high[2] : String(Number(high[2]) - 1);
    return undefined;
  }
  if (scalar === "string") {
    const pattern = /\bit matches \/((?:\\.|\[(?:\\.|[^\]\\])*\]|[^/\\[])*)\//.exec(where)?.[1];
    if (pattern !== undefined) {
      const text = sampleText(pattern);
      return text === undefined ? undefined : quoted(text);
    }
    const least = /\bit\.length >=? (\d+)/.exec(where);
    return least === null
      ? undefined
      : quoted("?".repeat(Number(least[1]) + (least[0].includes(">=") ? 0 : 1)));
  }
  return undefined;
}
