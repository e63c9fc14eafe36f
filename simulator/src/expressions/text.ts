/** Expressions as the language writes them, for messages: short names, no redundant parentheses. */
import { type Expr } from "@esdl/language/model";

/** How tightly each kind binds, as §3 of the language says. */
const levels = {
  conditional: 0,
  or: 1,
  and: 2,
  not: 3,
  comparison: 4,
  coalesce: 5,
  sum: 6,
  product: 7,
  unary: 8,
  postfix: 9,
};

interface Text {
  readonly text: string;
  readonly level: number;
}

export const expressionText = (e: Expr): string => written(e).text;

const within = (e: Expr, level: number): string => {
  const { text, level: own } = written(e);
  return own < level ? `(${text})` : text;
};

const atom = (text: string): Text => ({ text, level: levels.postfix });

function infix(left: Expr, op: string, right: Expr, level: number): Text {
  return { text: `${within(left, level)} ${op} ${within(right, level + 1)}`, level };
}

const binaryLevels: Readonly<Record<string, number>> = {
  "+": levels.sum,
  "-": levels.sum,
  "*": levels.product,
  "/": levels.product,
  "%": levels.product,
};

function written(e: Expr): Text {
  switch (e.kind) {
    case "literal":
      return atom(typeof e.value === "string" && !isBare(e.type) ? JSON.stringify(e.value) : String(e.value));
    case "none":
      return atom("none");
    case "enumMember":
      return atom(e.member);
    case "local":
      return atom(e.name);
    case "root":
      return atom(e.root);
    case "now":
      return atom("now");
    case "newId":
      return atom("newId()");
    case "field":
      return isBareField(e)
        ? atom(e.name)
        : atom(`${within(e.target, levels.postfix)}${e.safe === true ? "?." : "."}${e.name}`);
    case "present":
      return written(e.value);
    case "convert":
      return e.how === "check" && e.type.kind === "brand"
        ? atom(`${bareName(e.type.ref)}(${expressionText(e.value)})`)
        : written(e.value);
    case "index":
      return atom(`${within(e.target, levels.postfix)}[${expressionText(e.index)}]`);
    case "method":
      return atom(methodText(e));
    case "lambda":
      return {
        text: `${e.params.map(({ name }) => name).join(", ")} => ${expressionText(e.body)}`,
        level: levels.conditional,
      };
    case "call":
      return atom(`${bareName(e.function)}(${listed(e.args)})`);
    case "extreme":
      return atom(`${e.which}(${listed([e.left, e.right])})`);
    case "construct":
      return atom(
        `${"ref" in e.type ? bareName(e.type.ref) : ""}(${listed(e.fields.map(({ value }) => value))})`,
      );
    case "list":
      return atom(`[${listed(e.items)}]`);
    case "emptyMap":
      return atom("[]");
    case "tuple":
      return atom(`(${listed(e.items)})`);
    case "binary":
      return infix(e.left, e.op, e.right, binaryLevels[e.op] ?? levels.comparison);
    case "logical":
      return infix(e.left, e.op, e.right, levels[e.op]);
    case "not":
      return { text: `not ${within(e.operand, levels.not)}`, level: levels.not };
    case "negate":
      return { text: `-${within(e.operand, levels.unary)}`, level: levels.unary };
    case "coalesce":
      return infix(e.left, "??", e.right, levels.coalesce);
    case "in":
      return infix(e.left, "in", e.right, levels.comparison);
    case "matches":
      return {
        text: `${within(e.value, levels.comparison)} matches /${e.source}/`,
        level: levels.comparison,
      };
    case "if":
      return {
        text: `if ${expressionText(e.condition)} then ${expressionText(e.then)} else ${expressionText(e.else)}`,
        level: levels.conditional,
      };
  }
}

const listed = (items: readonly Expr[]): string => items.map(expressionText).join(", ");

/** Numbers are written without quotes. */
const isBare = (type: Expr["type"]): boolean => type.kind === "scalar" && type.name === "decimal";

/** What a bare name means by itself. */
const isBareField = ({ target, safe }: Extract<Expr, { readonly kind: "field" }>): boolean =>
  safe !== true &&
  target.kind === "root" &&
  ["state", "row", "command", "query", "self"].includes(target.root);

function methodText(e: Extract<Expr, { readonly kind: "method" }>): string {
  const called = `${within(e.target, levels.postfix)}${e.safe === true ? "?." : "."}${e.name}`;
  return e.args.length === 0 ? called : `${called}(${listed(e.args)})`;
}

const bareName = (ref: string): string => ref.slice(ref.lastIndexOf(".") + 1);
