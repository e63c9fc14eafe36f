/** What a field or parameter is when nothing is given: its default, or the empty value of its type. */
import type * as ast from "../generated/ast.js";
import type { Expr } from "../model/expressions.js";
import type { Type } from "../model/types.js";
import { fieldAllows, whereIn } from "./conditions.js";
import { type Kit, constants } from "./environment.js";
import { check } from "./expressions.js";

/** Elaborated anew wherever it is filled in: it is small, and what is wrong with it is said once. */
export function defaultOf(node: ast.Field | ast.Parameter, type: Type, kit: Kit): Expr | undefined {
  // Values that hold each other by their defaults are refused where they are declared.
  if (node.default === undefined || kit.filling.has(node)) return undefined;
  const env = constants(kit, kit.names.placeOf(node), "a default");
  kit.filling.add(node);
  const value = check(node.default, type, env);
  kit.filling.delete(node);
  return value && fieldAllows(value, type, whereIn(node.modifiers), node.default, env) ? value : undefined;
}

/** Optionals, lists, sets and maps are empty by themselves; other types have nothing to be. */
export function emptyOf(type: Type): Expr | undefined {
  switch (type.kind) {
    case "optional":
      return { kind: "none", type };
    case "list":
    case "set":
      return { kind: "list", type, items: [] };
    case "map":
      return { kind: "emptyMap", type };
    default:
      return undefined;
  }
}
