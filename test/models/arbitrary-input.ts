/** Arbitrary input for commands: of the right shape, and near enough to what conditions ask to pass many of them. */
import fc from "fast-check";
import type { Expr, Field, Model, ScalarName, Type } from "@esdl/language/model";

const scalars: Readonly<Record<ScalarName, () => fc.Arbitrary<unknown>>> = {
  string: () =>
    fc.oneof(fc.string({ minLength: 1, maxLength: 8 }), fc.constantFrom("", "ABC-1", "e2", "EUR")),
  int: () => fc.integer({ min: -3, max: 100 }),
  decimal: () => fc.integer({ min: -300, max: 30_000 }).map((cents) => String(cents / 100)),
  bool: () => fc.boolean(),
  uuid: () => fc.nat(3).map((digit) => `0190d1c5-7e1a-7bbb-8000-00000000000${String(digit)}`),
  instant: () =>
    fc.integer({ min: 0, max: 90 }).map((days) => new Date(Date.UTC(2026, 0, days + 1)).toISOString()),
  date: () =>
    fc
      .integer({ min: -30, max: 90 })
      .map((days) => new Date(Date.UTC(2026, 0, days + 1)).toISOString().slice(0, 10)),
  duration: () => fc.constantFrom("PT0S", "PT15M", "PT2H", "P1D", "P3D"),
  json: () => fc.jsonValue(),
};

export function arbitraryOf(model: Model) {
  const { contexts } = model;
  const find = <T extends { readonly ref: string }>(all: readonly T[], ref: string): T => {
    const found = all.find((candidate) => candidate.ref === ref);
    if (found === undefined) throw new Error(`there is no ${ref}`);
    return found;
  };
  const brands = contexts.flatMap((context) => context.brands);
  const enums = contexts.flatMap((context) => context.enums);
  const shapes = contexts.flatMap(({ values, aggregates }) => [
    ...values,
    ...aggregates.flatMap(({ entities }) => entities),
  ]);

  function ofType(type: Type): fc.Arbitrary<unknown> {
    switch (type.kind) {
      case "scalar":
        return scalars[type.name]();
      case "brand": {
        const { base, where } = find(brands, type.ref);
        const pattern = patternIn(where);
        return pattern === undefined ? ofType(base) : fc.stringMatching(new RegExp(pattern, "u"));
      }
      case "enum":
        return fc.constantFrom(...find(enums, type.ref).members.map(({ name }) => name));
      case "value":
      case "entity":
        return ofFields(find(shapes, type.ref).fields);
      case "optional":
        return ofType(type.of);
      case "list":
        return fc.array(ofType(type.of), { maxLength: 3 });
      case "set":
        return fc.uniqueArray(ofType(type.of), { maxLength: 3, selector: (item) => JSON.stringify(item) });
      case "map":
        return fc.dictionary(ofType(type.key).map(String), ofType(type.value), { maxKeys: 3 });
      default:
        throw new Error(`no field has the type ${type.kind}`);
    }
  }

  function ofFields(fields: readonly Field[]): fc.Arbitrary<Record<string, unknown>> {
    const requiredKeys = fields
      .filter(({ type, default: given }) => type.kind !== "optional" && given === undefined)
      .map(({ name }) => name);
    return fc.record(Object.fromEntries(fields.map(({ name, type }) => [name, ofType(type)])), {
      requiredKeys,
    });
  }

  return { ofFields, ofType };
}

function patternIn(condition: Expr | undefined): string | undefined {
  if (condition?.kind === "matches") return condition.source;
  return condition?.kind === "logical"
    ? (patternIn(condition.left) ?? patternIn(condition.right))
    : undefined;
}
