/**
 * Expressions as the language writes them: for people who compare what happened with what they wrote. What the compiler
 * made explicit (conversions, proofs of presence, defaults) is left out again.
 */
import type { Argument, Expr, LiteralExpr, Ref, Root } from "@esdl/language/model";
import { durationText } from "./duration.js";

/** How tightly an expression holds together; an operand that holds less gets parentheses. */
const tightness = {
  open: 0,
  or: 1,
  and: 2,
  not: 3,
  comparison: 4,
  coalesce: 5,
  sum: 6,
  product: 7,
  negation: 8,
  postfix: 9,
} as const;
type Tightness = (typeof tightness)[keyof typeof tightness];

const arithmetic: Readonly<Record<string, Tightness>> = {
  "+": tightness.sum,
  "-": tightness.sum,
  "*": tightness.product,
  "/": tightness.product,
  "%": tightness.product,
};

/** Fields of these are written bare; those of the others behind their name: `event.amount`. */
const bare: ReadonlySet<Root> = new Set(["state", "row", "command", "query", "self"]);

/** Methods without arguments that have parentheses all the same. */
const called: ReadonlySet<string> = new Set(["trim", "lower", "upper"]);

/** The text of an expression, on one line. */
export const expressionText = (expr: Expr): string => print(expr, tightness.open);

/** `name: value, …`, as in `emit Refunded(amount: 3)`. */
export const argumentsText = (args: readonly Argument[]): string =>
  args.map(({ name, value }) => `${name}: ${expressionText(value)}`).join(", ");

/** The last part of a qualified name. */
export const shortName = (ref: Ref): string => ref.slice(ref.lastIndexOf(".") + 1);

function print(expr: Expr, around: Tightness): string {
  const infix = (left: Expr, sign: string, right: Expr, own: Tightness, chains = true): string => {
    const next = (own + 1) as Tightness;
    return enclosed(`${print(left, chains ? own : next)} ${sign} ${print(right, next)}`, own, around);
  };
  switch (expr.kind) {
    case "literal":
      return literalText(expr);
    case "none":
      return "none";
    case "enumMember":
      return expr.member;
    case "local":
      return expr.name;
    case "root":
      return expr.root;
    case "now":
      return "now";
    case "newId":
      return "newId()";
    case "field": {
      const { target, name, safe } = expr;
      if (target.kind === "root" && bare.has(target.root)) return name;
      return `${print(target, tightness.postfix)}${safe === true ? "?." : "."}${name}`;
    }
    case "index":
      return `${print(expr.target, tightness.postfix)}[${expressionText(expr.index)}]`;
    case "method": {
      const args = expr.args.map(expressionText).join(", ");
      const parentheses = expr.args.length > 0 || called.has(expr.name) ? `(${args})` : "";
      const dot = expr.safe === true ? "?." : ".";
      return `${print(expr.target, tightness.postfix)}${dot}${expr.name}${parentheses}`;
    }
    case "lambda": {
      const names = expr.params.map(({ name }) => name).join(", ");
      const params = expr.params.length === 1 ? names : `(${names})`;
      return enclosed(`${params} => ${expressionText(expr.body)}`, tightness.open, around);
    }
    case "call":
      return `${shortName(expr.function)}(${expr.args.map(expressionText).join(", ")})`;
    case "extreme":
      return `${expr.which}(${expressionText(expr.left)}, ${expressionText(expr.right)})`;
    case "construct":
      return `${typeName(expr.type)}(${argumentsText(expr.fields)})`;
    case "list":
      return `[${expr.items.map(expressionText).join(", ")}]`;
    case "emptyMap":
      return "{}";
    case "tuple":
      return `(${expr.items.map(expressionText).join(", ")})`;
    case "binary": {
      const own = arithmetic[expr.op];
      return own === undefined
        ? infix(expr.left, expr.op, expr.right, tightness.comparison, false)
        : infix(expr.left, expr.op, expr.right, own);
    }
    case "logical":
      return infix(expr.left, expr.op, expr.right, tightness[expr.op]);
    case "coalesce":
      return infix(expr.left, "??", expr.right, tightness.coalesce);
    case "in":
      return infix(expr.left, "in", expr.right, tightness.comparison, false);
    case "matches": {
      const text = `${print(expr.value, tightness.coalesce)} matches /${expr.source}/`;
      return enclosed(text, tightness.comparison, around);
    }
    case "not":
      return enclosed(`not ${print(expr.operand, tightness.not)}`, tightness.not, around);
    case "negate":
      return enclosed(`-${print(expr.operand, tightness.negation)}`, tightness.negation, around);
    case "if": {
      const [condition, then, otherwise] = [expr.condition, expr.then, expr.else].map(expressionText);
      return enclosed(`if ${condition} then ${then} else ${otherwise}`, tightness.open, around);
    }
    case "present":
      return print(expr.value, around);
    case "convert":
      return expr.how === "check"
        ? `${typeName(expr.type)}(${expressionText(expr.value)})`
        : print(expr.value, around);
  }
}

const enclosed = (text: string, own: Tightness, around: Tightness): string =>
  own < around ? `(${text})` : text;

function literalText({ type, value }: LiteralExpr): string {
  if (typeof value !== "string") return String(value);
  if (type.kind === "scalar" && type.name === "decimal") return value;
  if (type.kind === "scalar" && type.name === "duration") return durationText(value);
  return JSON.stringify(value);
}

const typeName = (type: Expr["type"]): string => ("ref" in type ? shortName(type.ref) : type.kind);
