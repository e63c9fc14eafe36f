/** Constants that a fix can write where a value is missing: valid, and there to be written over. */
import type * as ast from "../generated/ast.js";
import type { ScalarName, Type } from "../model/types.js";
import type { Constant } from "../types/constants.js";
import { displayRef } from "../types/display.js";
import { evaluate } from "./constants.js";
import { whereIn, whereOf } from "./conditions.js";
import { emptyOf } from "./defaults.js";
import type { Kit } from "./environment.js";

/** Tried one after the other, until one keeps the conditions. Ids and points in time have no value that means nothing. */
const constants: Readonly<Partial<Record<ScalarName, readonly Constant[]>>> = {
  int: [0, 1, 10, 100],
  decimal: ["0", "1", "10", "100"],
  bool: [false, true],
  string: ["", "a", "A", "1", "AAA", "AAA-1", "a@example.org"],
  duration: ["PT0S", "PT1H"],
};

const texts: Readonly<Record<string, string>> = { PT0S: "0s", PT1H: "1h" };

/** The text of a constant of `type` that keeps `where` as well; undefined where none can be made up. */
export function placeholder(
  type: Type,
  where: ast.WhereModifier | undefined,
  context: string,
  kit: Kit,
): string | undefined {
  switch (type.kind) {
    case "optional":
      return "none";
    case "list":
    case "set":
      return "[]";
    case "enum": {
      const [first] = kit.signatures.enum(type.ref)?.members ?? [];
      return first && `${displayRef(type.ref, context)}.${first.name}`;
    }
    case "brand":
    case "scalar":
      return constantOf(type, where, context, kit);
    case "value":
      return constructionOf(type, context, kit);
    default:
      return undefined;
  }
}

function constantOf(
  type: Type,
  where: ast.WhereModifier | undefined,
  context: string,
  kit: Kit,
): string | undefined {
  const conditions = where === undefined ? [] : [{ where, it: type }];
  let base: Type | undefined = type;
  while (base?.kind === "brand") {
    const own = whereIn(kit.names.get("brand", base.ref)?.node.modifiers ?? []);
    base = kit.nominal.baseOf(base.ref);
    if (own !== undefined && base !== undefined) conditions.push({ where: own, it: base });
  }
  if (base?.kind === "enum") return placeholder(base, undefined, context, kit);
  if (base?.kind !== "scalar") return undefined;
  const { name } = base;
  const found = constants[name]?.find((constant) =>
    conditions.every((condition) => {
      const expr = whereOf(condition.where, condition.it, kit);
      return expr !== undefined && evaluate(expr, constant) !== false;
    }),
  );
  if (found === undefined) return undefined;
  return name === "string" ? JSON.stringify(found) : (texts[String(found)] ?? String(found));
}

function constructionOf(
  type: Type & { readonly kind: "value" },
  context: string,
  kit: Kit,
): string | undefined {
  const fields = kit.signatures.value(type.ref, type.version)?.fields ?? [];
  const args = fields
    .filter(({ hasDefault, type: of }) => !hasDefault && (of === undefined || emptyOf(of) === undefined))
    .map(({ name, type: of, node }) => {
      const own = node.$type === "Field" ? whereIn(node.modifiers) : undefined;
      const text = of && placeholder(of, own, context, kit);
      return text === undefined ? undefined : `${name}: ${text}`;
    });
  return args.includes(undefined) ? undefined : `${displayRef(type.ref, context)}(${args.join(", ")})`;
}
