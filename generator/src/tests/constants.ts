/** The constants of scenarios as TypeScript: in the canonical JSON form of their type. */
import type { Argument, Expr, Field, Type } from "@esdl/language/model";
import { stringLiteral } from "../escape/index.js";
import { expr as exprDoc, type Names } from "../typescript/expressions.js";
import type { File } from "../typescript/file.js";
import { list, type Doc } from "../typescript/layout.js";
import { call, hug, object, property } from "../typescript/syntax.js";
import { baseOf, shapeOf, unwrapped } from "../typescript/types.js";
import { publicSymbol } from "./public.js";

export const testing = "@esdl/runtime/testing";

/**
 * What a constant is written for: `given` as plain JSON; `Expected`, where sets have no order and `none` is said; `input` of
 * a command, where ids are branded; `value`, where everything is that the type has a brand for.
 */
export type Purpose = "given" | Expected | "input" | "value";

/** @see Purpose. A text may name a caller of the scenario, since `caller.id` is a text. */
export interface Expected {
  readonly callers: ReadonlySet<string>;
}

/** A constant of a type. */
export function constant(expr: Expr, type: Type, purpose: Purpose, file: File): Doc {
  const inner = unwrapped(type);
  if (inner.kind === "brand" && expr.kind !== "none") return branded(expr, inner.ref, purpose, file);
  switch (expr.kind) {
    case "none":
      return "undefined";
    case "present":
      return constant(expr.value, inner, purpose, file);
    case "convert": {
      const value = constant(
        expr.value,
        expr.how === "intToDecimal" ? expr.value.type : inner,
        purpose,
        file,
      );
      return expr.how === "intToDecimal" && typeof value === "string" ? stringLiteral(value) : value;
    }
    case "literal":
      return isCaller(expr.value, inner, purpose, file)
        ? `${file.imported(testing, "named")}(${stringLiteral(expr.value)})`
        : literal(expr.value, inner, file);
    case "enumMember":
      return stringLiteral(expr.member);
    case "negate": {
      const { operand } = expr;
      if (operand.kind !== "literal" || expr.on === "duration") break;
      return literal(
        typeof operand.value === "number" ? -operand.value : `-${String(operand.value)}`,
        inner,
        file,
      );
    }
    case "list": {
      const of = "of" in inner ? inner.of : expr.type;
      const items = elementsOf(expr.items, inner).map((item) => constant(item, of, purpose, file));
      const written = hug(list("[", items, "]"));
      return inner.kind === "set" && typeof purpose === "object"
        ? call(file.imported(testing, "inAnyOrder"), [written])
        : written;
    }
    case "emptyMap":
      return typeof purpose === "object" ? `${file.imported(testing, "exactly")}({})` : "{}";
    case "construct": {
      const fields =
        inner.kind === "value" || inner.kind === "entity"
          ? shapeOf(inner.ref, file.symbols.lookup).fields
          : [];
      return record(expr.fields, fields, purpose, file);
    }
    default:
      break;
  }
  return exprDoc(expr, withoutNames(file));
}

/** Arguments as an object; what is absent is left out but where it is expected to be absent. */
export function record(...args: Parameters<typeof members>): Doc {
  const written = members(...args);
  return written.length === 0 ? "{}" : object(written);
}

/** The members of such an object. */
export function members(
  args: readonly Argument[],
  fields: readonly Pick<Field, "name" | "type">[],
  purpose: Purpose,
  file: File,
): readonly Doc[] {
  return args.flatMap(({ name, value }): Doc[] => {
    if (value.kind === "none" && typeof purpose !== "object") return [];
    const type = fields.find((field) => field.name === name)?.type ?? value.type;
    return [property(name, constant(value, type, purpose, file))];
  });
}

function branded(expr: Expr, ref: string, purpose: Purpose, file: File): Doc {
  const brand = file.symbols.lookup.brands.get(ref);
  if (brand === undefined) throw new Error(`the model has no ${ref}`);
  const plain = constant(expr, brand.base, purpose, file);
  const told = purpose === "value" || (purpose === "input" && brand.isId);
  return told ? call(file.use(publicSymbol(ref, file.symbols)), [plain]) : plain;
}

/** A list that stands for a set has each element once. */
function elementsOf(items: readonly Expr[], type: Type): readonly Expr[] {
  if (type.kind !== "set") return items;
  return [...new Map(items.map((item) => [JSON.stringify(item, withoutPlaces), item])).values()];
}

const withoutPlaces = (name: string, value: unknown): unknown => (name === "span" ? undefined : value);

/** An object after an arrow would read as a block. */
export function arrowBody(value: Doc): Doc {
  return typeof value === "string" && value !== "{}" ? value : ["(", value, ")"];
}

function isCaller(
  value: string | number | boolean,
  type: Type,
  purpose: Purpose,
  file: File,
): value is string {
  const base = baseOf(type, file.symbols.lookup);
  return (
    typeof purpose === "object" &&
    typeof value === "string" &&
    purpose.callers.has(value) &&
    base.kind === "scalar" &&
    base.name === "string"
  );
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A literal; a text that is no uuid stands for one where the type is. */
function literal(value: string | number | boolean, type: Type, file: File): Doc {
  const base = baseOf(type, file.symbols.lookup);
  const name = base.kind === "scalar" ? base.name : undefined;
  if (name === "uuid" && typeof value === "string" && !uuid.test(value)) {
    return `${file.imported(testing, "uuidOf")}(${stringLiteral(value)})`;
  }
  if (name === "decimal") return stringLiteral(String(value));
  return typeof value === "string" ? stringLiteral(value) : String(value);
}

/** Constants refer to nothing. */
function withoutNames(file: File): Names {
  return {
    file,
    locals: file.locals(),
    root: (root) => {
      throw new Error(`\`${root}\` is not known in a scenario`);
    },
  };
}
