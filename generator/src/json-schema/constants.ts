/** The JSON of expressions that are constant. */
import type { Expr } from "@esdl/language/model";
import type { Json } from "./schema.js";

/** The value of a constant in the JSON form of its type; `undefined` for what is absent or needs to be computed. */
export function constantOf(expr: Expr): Json | undefined {
  switch (expr.kind) {
    case "literal":
      return expr.value;
    case "enumMember":
      return expr.member;
    case "emptyMap":
      return {};
    case "negate":
      return negated(constantOf(expr.operand));
    case "convert": {
      const value = constantOf(expr.value);
      return expr.how === "intToDecimal" && typeof value === "number" ? String(value) : value;
    }
    case "list": {
      const items = expr.items.map(constantOf);
      return items.every((item) => item !== undefined) ? items : undefined;
    }
    case "construct": {
      const members = expr.fields.map(({ name, value }) => [name, constantOf(value), value.kind] as const);
      if (members.some(([, value, kind]) => value === undefined && kind !== "none")) return undefined;
      return Object.fromEntries(
        members.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
      );
    }
    default:
      return undefined;
  }
}

function negated(value: Json | undefined): Json | undefined {
  if (typeof value === "number") return value === 0 ? 0 : -value;
  if (typeof value !== "string") return undefined;
  if (/^0(?:\.0+)?$/u.test(value)) return value;
  return value.startsWith("-") ? value.slice(1) : `-${value}`;
}
