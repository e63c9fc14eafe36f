/** Literals: read as the type that is expected of them, and held to what it asks. */
import type { AstNode } from "langium";
import { type FixDraft, write } from "../diagnostics/drafts.js";
import type * as ast from "../generated/ast.js";
import type { Expr } from "../model/expressions.js";
import type { ScalarName, Type } from "../model/types.js";
import { underlying } from "../types/assignable.js";
import {
  durationLiteral,
  parseDate,
  parseDecimal,
  parseDuration,
  parseInstant,
  parseUuid,
  scaleOf,
} from "../types/literals.js";
import {
  boolType,
  decimalType,
  durationType,
  intType,
  isScalar,
  presentOf,
  stringType,
} from "../types/scalars.js";
import type { Env } from "./environment.js";
import { shown } from "./words.js";

const literal = (type: Type, value: string | number | boolean): Expr => ({ kind: "literal", type, value });

export const boolLiteral = (node: ast.BoolLiteral, hint: Type | undefined, env: Env): Expr =>
  literal(brandOver("bool", hint, env) ?? boolType, node.value === "true");

export function duration(node: ast.DurationLiteral, hint: Type | undefined, env: Env): Expr | undefined {
  const text = durationLiteral(node.text);
  if (text === undefined) return badLiteral(node, node.text, durationType, env);
  return literal(brandOver("duration", hint, env) ?? durationType, text);
}

/** The brand that is expected, where it is made of this scalar: a literal of the base may stand for it. */
function brandOver(name: ScalarName, hint: Type | undefined, env: Env): Type | undefined {
  const wanted = hint && presentOf(hint);
  return wanted?.kind === "brand" && isScalar(underlying(wanted, env.kit.nominal), name) ? wanted : undefined;
}

const badLiteral = (node: AstNode, text: string, type: Type, env: Env): undefined =>
  env.kit.report(
    "ESDL2020",
    node,
    { text, type: shown(type, env), like: example(type, env) },
    shortened(node, text, type, env),
  );

/** Digits that a decimal has too many are cut off. */
function shortened(node: AstNode, text: string, type: Type, env: Env): readonly FixDraft[] {
  const base = underlying(presentOf(type), env.kit.nominal);
  if (base.kind !== "scalar" || base.scale === undefined || !/^-?\d+\.\d+$/.test(text)) return [];
  const [whole = "", digits = ""] = text.split(".");
  return [write(node, base.scale === 0 ? whole : `${whole}.${digits.slice(0, base.scale)}`)];
}

const examples: Readonly<Record<string, string>> = {
  uuid: '"7c9e6679-7425-40de-944b-e07fc1f90ae7"',
  instant: '"2026-01-31T09:30:00.000Z"',
  date: '"2026-01-31"',
  duration: '`15m` or "PT15M"',
  int: "a whole number up to 9007199254740991",
};

function example(type: Type, env: Env): string {
  const base = underlying(presentOf(type), env.kit.nominal);
  if (base.kind !== "scalar") return "";
  if (base.name === "decimal")
    return base.scale === undefined
      ? "a number of at most 1,000 digits"
      : `a number with at most ${String(base.scale)} digits after the point`;
  return examples[base.name] ?? "";
}

/** A number, with its sign. */
export function number(node: AstNode, text: string, hint: Type | undefined, env: Env): Expr | undefined {
  const wanted = hint && presentOf(hint);
  const base = wanted && underlying(wanted, env.kit.nominal);
  if (base?.kind === "scalar" && base.name === "decimal" && wanted !== undefined) {
    const value = parseDecimal(text);
    const tooLong =
      !env.scenario && base.scale !== undefined && value !== undefined && scaleOf(value) > base.scale;
    return value === undefined || tooLong ? badLiteral(node, text, wanted, env) : literal(wanted, value);
  }
  if (text.includes(".")) {
    const value = parseDecimal(text);
    return value === undefined ? badLiteral(node, text, decimalType, env) : literal(decimalType, value);
  }
  const value = Number(text);
  const type = base !== undefined && wanted !== undefined && isScalar(base, "int") ? wanted : intType;
  return Number.isSafeInteger(value)
    ? literal(type, value === 0 ? 0 : value)
    : badLiteral(node, text, intType, env);
}

type Parse = (text: string) => string | undefined;
const parsers: Readonly<Record<string, Parse>> = {
  instant: parseInstant,
  date: parseDate,
  duration: parseDuration,
  uuid: parseUuid,
  string: (text) => text,
};

/** A string stands for a uuid, date, instant or duration where one is expected. */
export function string(node: ast.StringLiteral, hint: Type | undefined, env: Env): Expr | undefined {
  const wanted = hint && presentOf(hint);
  const base = wanted && underlying(wanted, env.kit.nominal);
  const parse = base?.kind === "scalar" ? parsers[base.name] : undefined;
  if (parse === undefined || wanted === undefined) return literal(stringType, node.value);
  if (env.scenario && base !== undefined && isScalar(base, "uuid")) return literal(wanted, node.value);
  const value = parse(node.value);
  return value === undefined
    ? badLiteral(node, JSON.stringify(node.value), wanted, env)
    : literal(wanted, value);
}
