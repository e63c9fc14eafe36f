/**
 * Guards of a command that cannot hold together: `require n > 10` after `require n < 5`, or against the `where` of a
 * parameter. Only guards on every way through the body count, and only comparisons with literals.
 */
import type { Declarations } from "../declarations/declarations.js";
import type { CommandDecl, Expr, Type } from "../model/index.js";

/** Bounds of a number; `undefined` is none. */
interface Range {
  readonly min: number;
  readonly max: number;
  /** Whether the bound itself is excluded. */
  readonly above: boolean;
  readonly below: boolean;
}

interface Facts {
  readonly ranges: Map<string, Range>;
  /** What something must equal: a text, a truth value, a member. */
  readonly equals: Map<string, string | boolean>;
}

/** Whether the guards that every way through the command passes contradict each other. */
export function contradicts(command: CommandDecl, declarations: Declarations): boolean {
  const facts: Facts = { ranges: new Map(), equals: new Map() };
  for (const param of command.params) {
    // What is absent fulfils its conditions.
    if (param.type.kind === "optional") continue;
    const it = `command.${param.name}`;
    for (const condition of [param.where, ...conditionsOf(param.type, declarations)])
      if (condition !== undefined && !holds(condition, true, facts, it)) return true;
  }
  return command.body.some(
    (statement) => statement.kind === "require" && !holds(statement.condition, true, facts, undefined),
  );
}

/** The conditions that every value of a type fulfils. */
function conditionsOf(type: Type, declarations: Declarations): readonly Expr[] {
  const brand = type.kind === "brand" ? declarations.brands.get(type.ref) : undefined;
  if (brand === undefined) return [];
  return [...(brand.where === undefined ? [] : [brand.where]), ...conditionsOf(brand.base, declarations)];
}

/** Adds what `condition` says to the facts; false when it cannot be true beside them. `it` is the path of `it`. */
function holds(condition: Expr, wanted: boolean, facts: Facts, it: string | undefined): boolean {
  switch (condition.kind) {
    case "not":
      return holds(condition.operand, !wanted, facts, it);
    case "logical":
      // Both sides hold of an `and`, and neither of an `or` that is denied; all else leaves a choice.
      if ((condition.op === "and") !== wanted) return true;
      return holds(condition.left, wanted, facts, it) && holds(condition.right, wanted, facts, it);
    case "binary":
      return compares(condition, wanted, facts, it);
    default: {
      const path = pathOf(condition, it);
      return path === undefined || equal(path, wanted, facts);
    }
  }
}

const mirrored = { "<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!=" } as const;
const denied = { "<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!=", "!=": "==" } as const;
type Comparison = keyof typeof denied;
const isComparison = (op: string): op is Comparison => op in denied;

function compares(
  { op: written, left, right }: Expr & { readonly kind: "binary" },
  wanted: boolean,
  facts: Facts,
  it: string | undefined,
): boolean {
  if (!isComparison(written)) return true;
  const [subject, other, op] =
    literalOf(left) === undefined ? [left, right, written] : [right, left, mirrored[written]];
  const path = pathOf(subject, it);
  const value = literalOf(other);
  if (path === undefined || value === undefined) return true;
  const meant = wanted ? op : denied[op];
  if (typeof value !== "number") return meant !== "==" || equal(path, value, facts);
  return meant === "!=" || narrow(path, meant, value, facts);
}

function equal(path: string, value: string | boolean, { equals }: Facts): boolean {
  const known = equals.get(path);
  equals.set(path, value);
  return known === undefined || known === value;
}

function narrow(path: string, op: Exclude<Comparison, "!=">, value: number, { ranges }: Facts): boolean {
  let range = ranges.get(path) ?? { min: -Infinity, max: Infinity, above: false, below: false };
  if (op !== "<" && op !== "<=" && (value > range.min || (value === range.min && op === ">")))
    range = { ...range, min: value, above: op === ">" };
  if (op !== ">" && op !== ">=" && (value < range.max || (value === range.max && op === "<")))
    range = { ...range, max: value, below: op === "<" };
  ranges.set(path, range);
  return range.min < range.max || (range.min === range.max && !range.above && !range.below);
}

/** What does not change while a command runs: its parameters, the state before it, and their fields. */
function pathOf(expr: Expr, it: string | undefined): string | undefined {
  switch (expr.kind) {
    case "convert":
      return expr.how === "check" ? undefined : pathOf(expr.value, it);
    case "present":
      return pathOf(expr.value, it);
    case "root":
      return expr.root === "it" ? it : expr.root;
    case "field": {
      const target = pathOf(expr.target, it);
      return target === undefined ? undefined : `${target}.${expr.name}`;
    }
    case "method": {
      const target = expr.args.length === 0 ? pathOf(expr.target, it) : undefined;
      return target === undefined ? undefined : `${target}.${expr.name}()`;
    }
    default:
      return undefined;
  }
}

/** A literal's value; of a decimal only if a double holds it well enough to be compared. */
function literalOf(expr: Expr): string | number | boolean | undefined {
  if (expr.kind === "enumMember") return expr.member;
  if (expr.kind === "convert") return expr.how === "check" ? undefined : literalOf(expr.value);
  if (expr.kind === "negate") {
    const operand = literalOf(expr.operand);
    return typeof operand === "number" ? -operand : undefined;
  }
  if (expr.kind !== "literal") return undefined;
  if (expr.type.kind !== "scalar" || expr.type.name !== "decimal") return expr.value;
  return String(expr.value).length <= 15 ? Number(expr.value) : undefined;
}
