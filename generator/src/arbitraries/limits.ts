/** What a condition says in constants, as far as it bounds the values that meet it. */
import type { Expr } from "@esdl/language/model";

export interface Limits {
  /** Patterns that a text matches, all of them. */
  readonly patterns: readonly string[];
  /** Bounds of a number: the limit itself may be one that the condition leaves out. */
  readonly low?: Bound;
  readonly high?: Bound;
  /** Bounds of a text's length, or of the size of a collection; both may be met. */
  readonly shortest?: number;
  readonly longest?: number;
  /** The only values that there are. */
  readonly values?: readonly (string | number | boolean)[];
  readonly startsWith?: string;
  readonly endsWith?: string;
}

export interface Bound {
  /** A decimal, without exponent. */
  readonly value: string;
  readonly open: boolean;
}

const free: Limits = { patterns: [] };

export function limitsOf(where: Expr | undefined): Limits {
  if (where === undefined) return free;
  if (where.kind === "logical") {
    const [left, right] = [limitsOf(where.left), limitsOf(where.right)];
    return where.op === "and" ? both(left, right) : either(left, right);
  }
  if (where.kind === "matches") return isIt(where.value) ? { patterns: [where.source] } : free;
  if (where.kind === "in" && isIt(where.left) && where.right.kind === "list") {
    const values = where.right.items.map(constantOf);
    return values.every((value) => value !== undefined) ? { ...free, values } : free;
  }
  if (where.kind === "method" && isIt(where.target)) return ofMethod(where.name, where.args[0]);
  return where.kind === "binary" ? compared(where.op, where.left, where.right) : free;
}

function ofMethod(name: string, argument: Expr | undefined): Limits {
  const text = argument && constantOf(argument);
  if (typeof text !== "string") return free;
  if (name === "startsWith") return { ...free, startsWith: text };
  return name === "endsWith" ? { ...free, endsWith: text } : free;
}

function compared(op: string, left: Expr, right: Expr): Limits {
  const value = constantOf(right);
  if (value === undefined) {
    const turned = flipped[op];
    return turned !== undefined && constantOf(left) !== undefined ? compared(turned, right, left) : free;
  }
  const target = bare(left);
  if (
    target.kind === "method" &&
    isIt(target.target) &&
    (target.name === "length" || target.name === "size")
  ) {
    const n = Number(value);
    if (op === ">=" || op === ">") return { ...free, shortest: op === ">" ? n + 1 : n };
    if (op === "<=" || op === "<") return { ...free, longest: op === "<" ? n - 1 : n };
    return op === "==" ? { ...free, shortest: n, longest: n } : free;
  }
  if (!isIt(target)) return free;
  if (op === "==") return { ...free, values: [value] };
  if (!/^-?[0-9]+(?:\.[0-9]+)?$/u.test(String(value))) return free;
  const bound: Bound = { value: String(value), open: op === ">" || op === "<" };
  if (op === ">=" || op === ">") return { ...free, low: bound };
  return op === "<=" || op === "<" ? { ...free, high: bound } : free;
}

const flipped: Readonly<Partial<Record<string, string>>> = {
  "==": "==",
  "<": ">",
  "<=": ">=",
  ">": "<",
  ">=": "<=",
};

function both(a: Limits, b: Limits): Limits {
  const [low, high] = [a.low ?? b.low, a.high ?? b.high];
  const shortest = most(a.shortest, b.shortest, Math.max);
  const longest = most(a.longest, b.longest, Math.min);
  return {
    ...a,
    ...b,
    patterns: [...a.patterns, ...b.patterns],
    ...(low === undefined ? {} : { low }),
    ...(high === undefined ? {} : { high }),
    ...(shortest === undefined ? {} : { shortest }),
    ...(longest === undefined ? {} : { longest }),
  };
}

/** Either of two conditions: listed values are put together, of bounds nothing is known. */
function either(a: Limits, b: Limits): Limits {
  if (a.values !== undefined && b.values !== undefined)
    return { ...free, values: [...a.values, ...b.values] };
  const [only] = [a, b].filter(({ values }) => values === undefined);
  // What one side allows is allowed.
  return only ?? free;
}

function most(
  a: number | undefined,
  b: number | undefined,
  pick: (a: number, b: number) => number,
): number | undefined {
  return a === undefined || b === undefined ? (a ?? b) : pick(a, b);
}

function constantOf(expr: Expr): string | number | boolean | undefined {
  const inner = bare(expr);
  if (inner.kind === "literal") return inner.value;
  if (inner.kind === "enumMember") return inner.member;
  if (inner.kind !== "negate") return undefined;
  const value = constantOf(inner.operand);
  if (typeof value === "number") return -value;
  return typeof value === "string" ? `-${value}` : undefined;
}

function isIt(expr: Expr): boolean {
  const inner = bare(expr);
  return inner.kind === "root" && inner.root === "it";
}

function bare(expr: Expr): Expr {
  return expr.kind === "convert" || expr.kind === "present" ? bare(expr.value) : expr;
}
