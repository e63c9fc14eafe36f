/** Constants of scenarios as the JSON values that generated code takes. */
import type { Argument, Expr, Model, Ref, Type } from "@esdl/language/model";
import { uuidFromName } from "@esdl/runtime/values";

export type Values = ReadonlyMap<Ref, Type>;

/** What the nominal types of a model are made of. */
export const basesOf = (model: Model): Values =>
  new Map(model.contexts.flatMap(({ brands }) => brands.map(({ ref, base }) => [ref, base] as const)));

function isUuid(type: Type, bases: Values): boolean {
  if (type.kind === "optional") return isUuid(type.of, bases);
  if (type.kind === "scalar") return type.name === "uuid";
  const base = type.kind === "brand" ? bases.get(type.ref) : undefined;
  return base !== undefined && isUuid(base, bases);
}

/** The value of a constant; undefined for `none`. */
export function constant(expr: Expr, bases: Values): unknown {
  switch (expr.kind) {
    case "literal":
      return typeof expr.value === "string" && isUuid(expr.type, bases)
        ? uuidFromName(expr.value)
        : expr.value;
    case "none":
      return undefined;
    case "enumMember":
      return expr.member;
    case "list": {
      const items = expr.items.map((item) => constant(item, bases));
      return expr.type.kind === "set" ? [...new Set(items)] : items;
    }
    case "emptyMap":
      return {};
    case "construct":
      return record(expr.fields, bases);
    case "convert": {
      const value = constant(expr.value, bases);
      return expr.how === "intToDecimal" ? String(value) : value;
    }
    default:
      throw new Error(`${expr.kind} is no constant`);
  }
}

/** Arguments as an object; what is absent is left out. */
export const record = (args: readonly Argument[], bases: Values): Record<string, unknown> =>
  Object.fromEntries(
    args.flatMap(({ name, value }) => {
      const found = constant(value, bases);
      return found === undefined ? [] : [[name, found] as const];
    }),
  );
