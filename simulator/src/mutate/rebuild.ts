/** Expressions with one of the expressions directly inside of them replaced: the inverse of `childrenOf`. */
import { childrenOf, type Expr } from "@esdl/language/model";

/** `expr` with `child` in the place of its child number `index`, in the order of `childrenOf`. */
export function withChild(expr: Expr, index: number, child: Expr): Expr {
  const replaced = childrenOf(expr).map((old, at) => (at === index ? child : old));
  const [first = child, second = child, third = child] = replaced;
  switch (expr.kind) {
    case "field":
      return { ...expr, target: first };
    case "present":
    case "convert":
    case "matches":
      return { ...expr, value: first };
    case "index":
      return { ...expr, target: first, index: second };
    case "method":
      return { ...expr, target: first, args: replaced.slice(1) };
    case "lambda":
      return { ...expr, body: first };
    case "call":
      return { ...expr, args: replaced };
    case "construct":
      return {
        ...expr,
        fields: expr.fields.map((field, at) => ({ ...field, value: replaced[at] ?? field.value })),
      };
    case "list":
    case "tuple":
      return { ...expr, items: replaced };
    case "extreme":
    case "binary":
    case "logical":
    case "coalesce":
    case "in":
      return { ...expr, left: first, right: second };
    case "not":
    case "negate":
      return { ...expr, operand: first };
    case "if":
      return { ...expr, condition: first, then: second, else: third };
    case "literal":
    case "none":
    case "enumMember":
    case "local":
    case "root":
    case "now":
    case "newId":
    case "emptyMap":
      return expr;
  }
}
