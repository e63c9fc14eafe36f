/** Random schemas and values over a small alphabet, so that they meet; and a schema changed here and there into another one. */
import fc from "fast-check";

export type Schema = boolean | Readonly<Record<string, unknown>>;

const name = fc.constantFrom("a", "b", "ab", "c");
const decimal = fc.constantFrom("-1", "0", "0.5", "0.50", "1.25", "3");
const text = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom("", "a", "b", "ab", "abc") },
  { weight: 1, arbitrary: decimal },
);
const number = fc.constantFrom(-1, 0, 0.5, 1, 2, 3, 4, 6);
const count = fc.constantFrom(0, 1, 2, 3);
const pattern = fc.constantFrom("^a", "b$", "^.$", "c");
const type = fc.constantFrom("null", "boolean", "integer", "number", "string", "array", "object");

/** JSON values of which the schemas speak. */
export const value: fc.Arbitrary<unknown> = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, depthSize: "small" },
    fc.constant(null),
    fc.boolean(),
    number,
    text,
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(name, tie("value"), { maxKeys: 3, noNullPrototype: true }),
  ),
})).value;

const scalar = fc.oneof(fc.constant(null), fc.boolean(), number, text);

/** Keywords of each draft that the other one spells otherwise. */
export type Draft = "7" | "2020";

/** A schema object of one to three keywords, its parts under `inner`; references stand where data gets smaller only. */
function keywords(
  draft: Draft,
  inner: fc.Arbitrary<Schema>,
  guarded: fc.Arbitrary<Schema>,
): fc.Arbitrary<Schema> {
  const members = fc.dictionary(name, guarded, { minKeys: 1, maxKeys: 3, noNullPrototype: true });
  const some = <T>(item: fc.Arbitrary<T>) => fc.array(item, { minLength: 1, maxLength: 3 });
  const one = (keyword: string, what: fc.Arbitrary<unknown>, weight = 1) => ({
    weight,
    arbitrary: what.map((content) => ({ [keyword]: content })),
  });
  const keyword = fc.oneof(
    one("type", fc.oneof(type, fc.uniqueArray(type, { minLength: 1, maxLength: 3 })), 6),
    one(
      "enum",
      fc.uniqueArray(fc.oneof(scalar, value), {
        minLength: 1,
        maxLength: 4,
        selector: (item) => JSON.stringify(item),
      }),
      2,
    ),
    one("const", fc.oneof(scalar, value)),
    ...["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"].map((key) => one(key, number)),
    one("multipleOf", fc.constantFrom(0.5, 1, 2, 3)),
    ...["minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"].map((key) =>
      one(key, count),
    ),
    one("pattern", pattern),
    ...["x-esdl-minimum", "x-esdl-maximum", "x-esdl-exclusive-minimum", "x-esdl-exclusive-maximum"].map(
      (key) => one(key, decimal),
    ),
    one("x-esdl-scale", fc.constantFrom(0, 1, 2)),
    one("x-esdl-key", name),
    one("uniqueItems", fc.boolean()),
    one("required", fc.uniqueArray(name, { minLength: 1, maxLength: 2 }), 2),
    one("properties", members, 6),
    one(
      "patternProperties",
      fc.dictionary(pattern, guarded, { minKeys: 1, maxKeys: 2, noNullPrototype: true }),
    ),
    one("additionalProperties", guarded, 3),
    one("propertyNames", inner),
    one("contains", guarded),
    one("not", inner),
    ...["allOf", "anyOf", "oneOf"].map((key) => one(key, some(inner), 2)),
    { weight: 2, arbitrary: fc.record({ if: inner, then: inner, else: inner }, { requiredKeys: ["if"] }) },
    ...(draft === "7"
      ? [
          one("items", fc.oneof(guarded, some(guarded)), 3),
          one("additionalItems", guarded),
          one(
            "dependencies",
            fc.dictionary(name, fc.oneof(inner, fc.uniqueArray(name)), { maxKeys: 2, noNullPrototype: true }),
          ),
        ]
      : [
          one("items", guarded, 2),
          one("prefixItems", some(guarded)),
          one(
            "dependentRequired",
            fc.dictionary(name, fc.uniqueArray(name), { maxKeys: 2, noNullPrototype: true }),
          ),
          one("dependentSchemas", fc.dictionary(name, inner, { maxKeys: 2, noNullPrototype: true })),
          one("unevaluatedProperties", guarded, 2),
          one("unevaluatedItems", guarded, 2),
          { weight: 1, arbitrary: fc.record({ contains: guarded, minContains: count, maxContains: count }) },
        ]),
  );
  return fc
    .array(keyword, { minLength: 1, maxLength: 4 })
    .map((parts) => Object.assign({}, ...parts) as Schema);
}

/** Schemas of a draft, with two definitions that they may refer to. */
export function schemas(draft: Draft): fc.Arbitrary<Schema> {
  const { schema } = fc.letrec<{ schema: Schema; guarded: Schema }>((tie) => ({
    schema: fc.oneof(
      { maxDepth: 3, depthSize: "small" },
      fc.oneof(
        { weight: 1, arbitrary: fc.boolean() },
        { weight: 4, arbitrary: type.map((one) => ({ type: one })) },
      ),
      keywords(draft, tie("schema"), tie("guarded")),
    ),
    guarded: fc.oneof(
      {
        weight: 1,
        arbitrary: fc.constantFrom({ $ref: "#/definitions/x" }, { $ref: "#/definitions/y" }, { $ref: "#" }),
      },
      { weight: 6, arbitrary: tie("schema") },
    ),
  }));
  return fc
    .tuple(schema, schema, schema)
    .map(([root, x, y]) => (typeof root === "boolean" ? root : { ...root, definitions: { x, y } }));
}

const isObject = (thing: unknown): thing is Record<string, unknown> =>
  typeof thing === "object" && thing !== null && !Array.isArray(thing);

/** Changes a schema here and there: takes from another one, leaves something out, or goes deeper; `dice` decide. */
export function changed(schema: unknown, other: unknown, dice: readonly number[]): unknown {
  let rolled = 0;
  const roll = (): number => dice[rolled++ % dice.length] ?? 0;
  const change = (one: unknown, two: unknown, depth: number): unknown => {
    if (roll() === 0 && depth > 0) return two ?? one;
    if (Array.isArray(one)) {
      const items = one.map((item, index) =>
        change(item, Array.isArray(two) ? two[index] : undefined, depth + 1),
      );
      // Lists of schemas and values must not be empty.
      if (roll() === 1 && items.length > 1) items.pop();
      return roll() === 1 && items.every((item) => isObject(item)) ? [...items, { type: "null" }] : items;
    }
    if (typeof one === "number" && depth > 0) return roll() < 3 ? Math.max(0, Math.ceil(one)) + 1 : one;
    if (!isObject(one)) return one;
    const others: Record<string, unknown> = isObject(two) ? two : {};
    const result: Record<string, unknown> = {};
    for (const [key, content] of Object.entries(one)) {
      if (["enum", "const"].includes(key)) result[key] = roll() < 2 && key in others ? others[key] : content;
      else if (roll() !== 2)
        result[key] = key === "type" && roll() > 1 ? content : change(content, others[key], depth + 1);
    }
    for (const [key, content] of Object.entries(others)) if (roll() === 3) result[key] ??= content;
    return result;
  };
  return change(schema, other, 0);
}

/** An older schema, a newer one made of it, and values to try. */
export const histories = (draft: Draft) =>
  fc
    .tuple(schemas(draft), schemas(draft), fc.array(fc.nat({ max: 9 }), { minLength: 40, maxLength: 40 }))
    .map(([older, other, dice]) => ({ older, newer: changed(older, other, dice) as Schema, other }));
