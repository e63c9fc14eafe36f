/** The identity of an aggregate whose scenarios give none: one that its type takes. */
import type { Expr, Field, Type } from "@esdl/language/model";
import type { File } from "../typescript/file.js";
import { type Doc } from "../typescript/layout.js";
import { constant } from "./constants.js";
import { limitsOf } from "../arbitraries/limits.js";
import { textsMatching } from "../arbitraries/patterns.js";

/** The identity as the input of a command has it; `undefined` when none can be made up. */
export function madeUp({ type, where }: Field, hint: string, file: File): Doc | undefined {
  const value = valueOf(type, where === undefined ? [] : [where], hint, file);
  if (value === undefined) return undefined;
  const expr: Expr =
    type.kind === "enum"
      ? { kind: "enumMember", type, member: String(value) }
      : { kind: "literal", type, value };
  return constant(expr, type, "input", file);
}

function valueOf(
  type: Type,
  conditions: readonly Expr[],
  hint: string,
  file: File,
): string | number | boolean | undefined {
  const { lookup } = file.symbols;
  if (type.kind === "brand") {
    const brand = lookup.brands.get(type.ref);
    if (brand === undefined) return undefined;
    return valueOf(
      brand.base,
      [...conditions, ...(brand.where === undefined ? [] : [brand.where])],
      hint,
      file,
    );
  }
  if (type.kind === "enum") {
    return (
      (lookup.enums.get(type.ref)?.members ?? [])[0]?.name ?? lookup.lifecycles.get(type.ref)?.statuses[0]
    );
  }
  if (type.kind !== "scalar") return undefined;
  const all = conditions.map(limitsOf);
  const [listed] = all.flatMap(({ values }) => values ?? []);
  if (listed !== undefined) return listed;
  switch (type.name) {
    case "string": {
      const shortest = Math.max(0, ...all.map((limits) => limits.shortest ?? 0));
      const longest = Math.min(200, ...all.map((limits) => limits.longest ?? 200));
      const patterns = all.flatMap((limits) => limits.patterns);
      if (patterns.length === 0 && hint.length >= shortest && hint.length <= longest) return hint;
      return textsMatching(patterns, 1, shortest, longest)[0];
    }
    case "uuid":
      return hint;
    case "int":
    case "decimal": {
      const low = all.map((limits) => limits.low).find((bound) => bound !== undefined);
      const high = all.map((limits) => limits.high).find((bound) => bound !== undefined);
      const bound = low ?? high;
      const value =
        bound === undefined ? 1 : Number(bound.value) + (bound.open ? (bound === low ? 1 : -1) : 0);
      return type.name === "int" ? value : String(value);
    }
    case "bool":
      return true;
    case "date":
      return "2026-01-01";
    case "instant":
      return "2026-01-01T00:00:00.000Z";
    case "duration":
      return "PT1H";
    case "json":
      return undefined;
  }
}
