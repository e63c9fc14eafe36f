/** Conditions of `where` in words, for those who break them. */
import type { BrandDecl } from "./declarations.js";
import type { BinaryExpr, Expr } from "./expressions.js";
import { baseOf } from "./facts.js";
import type { Lookup } from "./lookup.js";

/** `must be at least 1 and at most 999`; a condition that has no simple words is only named. */
export function describeCondition(where: Expr): string {
  const words = inWords(where);
  return words === undefined ? "does not meet its condition" : `must ${words}`;
}

function inWords(e: Expr): string | undefined {
  if (e.kind === "logical" && e.op === "and") {
    const [left, right] = [inWords(e.left), inWords(e.right)];
    return left === undefined || right === undefined ? undefined : joined(left, right);
  }
  if (e.kind === "matches" && isIt(e.value)) return `match /${e.source}/`;
  if (e.kind === "binary") return comparison(e);
  return undefined;
}

/** `be at least 1` and `be at most 9` share their verb. */
function joined(left: string, right: string): string {
  const [noun = ""] = / (?:characters|elements)$/u.exec(right) ?? [];
  const first = left.endsWith(noun) ? left.slice(0, left.length - noun.length) : left;
  for (const verb of ["be ", "have "]) {
    if (left.startsWith(verb) && right.startsWith(verb)) return `${first} and ${right.slice(verb.length)}`;
  }
  return `${left} and ${right}`;
}

const bounds: Readonly<Record<string, string>> = {
  "<": "less than",
  "<=": "at most",
  ">": "greater than",
  ">=": "at least",
  "==": "equal to",
  "!=": "other than",
};

function comparison({ op, left, right }: BinaryExpr): string | undefined {
  const bound = bounds[op];
  const value = constant(right);
  if (bound === undefined || value === undefined) return undefined;
  if (isIt(left)) return `be ${bound} ${value}`;
  if (left.kind !== "method" || !isIt(left.target)) return undefined;
  if (left.on === "string" && left.name === "length") return `have ${bound} ${value} characters`;
  return left.name === "size" ? `have ${bound} ${value} elements` : undefined;
}

function isIt(e: Expr): boolean {
  if (e.kind === "root") return e.root === "it";
  return (e.kind === "convert" || e.kind === "present") && isIt(e.value);
}

function constant(e: Expr): string | undefined {
  if (e.kind === "literal") return String(e.value);
  if (e.kind === "negate") {
    const value = constant(e.operand);
    return value === undefined ? undefined : `-${value}`;
  }
  return e.kind === "convert" ? constant(e.value) : undefined;
}

const nouns: Readonly<Record<string, string>> = {
  bool: "true or false",
  json: "a JSON value",
  uuid: "a uuid",
  instant: "an instant",
  date: "a date",
  duration: "a duration",
  decimal: "a decimal number",
  int: "an integer",
};

/** What is said of a value that cannot become a brand: `Sku: must match /^[A-Z]+$/`, `OrderId: must be a uuid`. */
export function describeBrand({ name, base, where }: BrandDecl, lookup: Lookup): string {
  if (where !== undefined) return `${name}: ${describeCondition(where)}`;
  const inner = baseOf(base, lookup);
  return `${name}: must be ${nouns[inner.kind === "scalar" ? inner.name : ""] ?? "a text"}`;
}
