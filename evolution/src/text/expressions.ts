/**
 * Expressions and statements as text: what the language would read back, with qualified names. Two that mean the same to
 * the compiler have the same text, whatever layout they were written in, so their fingerprints outlive reformatting.
 */
import type { Argument, CommandCall, Expr, Place, Statement, Type } from "@esdl/language/model";
import { quoted } from "./strings.js";

/** How strongly an operator binds; the operand of a stronger one stands in parentheses. */
const binds = {
  open: 0,
  or: 1,
  and: 2,
  not: 3,
  compare: 4,
  coalesce: 5,
  add: 6,
  multiply: 7,
  sign: 8,
  call: 9,
} as const;
type Level = (typeof binds)[keyof typeof binds];

/** Methods without arguments that are written with parentheses all the same. */
const calls: ReadonlySet<string> = new Set(["trim", "lower", "upper"]);

export const exprText = (expr: Expr): string => print(expr, binds.open);

function print(expr: Expr, within: Level): string {
  const [level, text] = printed(expr);
  return level < within ? `(${text})` : text;
}

function printed(expr: Expr): readonly [level: Level, text: string] {
  switch (expr.kind) {
    case "literal":
      return literal(expr.value, expr.type);
    case "none":
      return [binds.call, "none"];
    case "enumMember":
      return [binds.call, expr.type.kind === "enum" ? `${expr.type.ref}.${expr.member}` : expr.member];
    case "local":
      return [binds.call, expr.name];
    case "root":
      return [binds.call, expr.root];
    case "now":
      return [binds.call, "now"];
    case "newId":
      return [binds.call, "newId()"];
    case "field": {
      // Fields of the value or entity at hand are bare: there is no word for it.
      if (expr.target.kind === "root" && expr.target.root === "self") return [binds.call, expr.name];
      return [binds.call, `${print(expr.target, binds.call)}${expr.safe ? "?." : "."}${expr.name}`];
    }
    case "present":
      return printed(expr.value);
    case "index":
      return [binds.call, `${print(expr.target, binds.call)}[${exprText(expr.index)}]`];
    case "method": {
      const args = expr.args.length === 0 && !calls.has(expr.name) ? "" : `(${all(expr.args)})`;
      return [binds.call, `${print(expr.target, binds.call)}${expr.safe ? "?." : "."}${expr.name}${args}`];
    }
    case "lambda": {
      const names = expr.params.map(({ name }) => name).join(", ");
      return [binds.open, `${expr.params.length === 1 ? names : `(${names})`} => ${exprText(expr.body)}`];
    }
    case "call":
      return [binds.call, `${expr.function}(${all(expr.args)})`];
    case "extreme":
      return [binds.call, `${expr.which}(${exprText(expr.left)}, ${exprText(expr.right)})`];
    case "construct":
      return [binds.call, `${constructed(expr.type)}(${argsText(expr.fields)})`];
    case "list":
      return [binds.call, `[${all(expr.items)}]`];
    case "emptyMap":
      return [binds.call, "{}"];
    case "tuple":
      return [binds.call, `(${all(expr.items)})`];
    case "binary":
      return binary(expr.left, expr.op, expr.right);
    case "logical": {
      const level = binds[expr.op];
      return [level, `${print(expr.left, level)} ${expr.op} ${print(expr.right, level)}`];
    }
    case "not":
      return [binds.not, `not ${print(expr.operand, binds.not)}`];
    case "negate":
      return [binds.sign, `-${print(expr.operand, binds.call)}`];
    case "coalesce":
      return [binds.coalesce, `${print(expr.left, binds.add)} ?? ${print(expr.right, binds.coalesce)}`];
    case "in":
      return [binds.compare, `${print(expr.left, binds.coalesce)} in ${print(expr.right, binds.coalesce)}`];
    case "matches":
      return [binds.compare, `${print(expr.value, binds.coalesce)} matches /${expr.source}/`];
    case "if":
      return [
        binds.open,
        `if ${exprText(expr.condition)} then ${exprText(expr.then)} else ${exprText(expr.else)}`,
      ];
    case "convert":
      // A brand that is taken without a check needs no word; one that is checked is called by its name.
      return expr.how === "check" && expr.type.kind === "brand"
        ? [binds.call, `${expr.type.ref}(${exprText(expr.value)})`]
        : printed(expr.value);
  }
}

function literal(value: string | number | boolean, type: Type): readonly [Level, string] {
  if (typeof value !== "string") return [Number(value) < 0 ? binds.sign : binds.call, String(value)];
  // Decimals are texts in JSON only.
  if (type.kind === "scalar" && type.name === "decimal") {
    return [value.startsWith("-") ? binds.sign : binds.call, value];
  }
  return [binds.call, quoted(value)];
}

function binary(left: Expr, op: string, right: Expr): readonly [Level, string] {
  const level = /^[*/%]$/.test(op) ? binds.multiply : /^[+-]$/.test(op) ? binds.add : binds.compare;
  // Operators join to the left; comparisons don't chain.
  const [first, second] =
    level === binds.compare
      ? ([binds.coalesce, binds.coalesce] as const)
      : level === binds.add
        ? ([binds.add, binds.multiply] as const)
        : ([binds.multiply, binds.sign] as const);
  return [
    level,
    `${print(left, first)} ${op} ${level === binds.compare ? print(right, second) : asDecimal(right, second)}`,
  ];
}

/** A whole number that is a decimal shows it, so that it is read back as one: ints are not divided by `/`. */
function asDecimal(expr: Expr, within: Level): string {
  const text = print(expr, within);
  const isDecimal = expr.kind === "literal" && expr.type.kind === "scalar" && expr.type.name === "decimal";
  return isDecimal && /^-?\d+$/.test(text) ? `${text}.0` : text;
}

const constructed = (type: Type): string =>
  type.kind === "value" || type.kind === "entity" || type.kind === "brand" ? type.ref : type.kind;

const all = (list: readonly Expr[]): string => list.map(exprText).join(", ");

export const argsText = (args: readonly Argument[]): string =>
  args.map(({ name, value }) => `${name}: ${exprText(value)}`).join(", ");

/** A body on one line. */
export const bodyText = (body: readonly Statement[]): string => body.map(statementText).join("  ");

function statementText(statement: Statement): string {
  switch (statement.kind) {
    case "require":
      return `require ${exprText(statement.condition)} else ${statement.rejection.ref}(${argsText(statement.rejection.args)})`;
    case "emit":
      return `emit ${statement.event}(${argsText(statement.args)})`;
    case "let":
      return `let ${statement.name} = ${exprText(statement.value)}`;
    case "if": {
      const rest = statement.else === undefined ? "" : ` else { ${bodyText(statement.else)} }`;
      return `if ${exprText(statement.condition)} { ${bodyText(statement.then)} }${rest}`;
    }
    case "for":
      return `for ${statement.name} in ${exprText(statement.list)} { ${bodyText(statement.body)} }`;
    case "assign":
      return `${placeText(statement.place)} ${statement.op} ${exprText(statement.value)}`;
    case "remove":
      return `remove ${placeText(statement.place)}`;
    case "send": {
      const undo = statement.undo === undefined ? "" : ` undo ${callText(statement.undo)}`;
      return `send ${callText(statement.send)}${statement.asActor ? " as actor" : ""}${undo}`;
    }
    case "undoAll":
      return "undo all";
  }
}

const callText = ({ command, args }: CommandCall): string => `${command}(${argsText(args)})`;

const placeText = ({ root, field, path }: Place): string =>
  path.reduce(
    (text, step) => (step.kind === "field" ? `${text}.${step.name}` : `${text}[${exprText(step.key)}]`),
    `${root}.${field}`,
  );
