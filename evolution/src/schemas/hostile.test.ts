// Schemas come from strangers: whatever they hold, the comparison answers, soon, and never calls compatible what it cannot tell.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareSchemas } from "./index.js";

const rules = (older: unknown, newer: unknown): string[] =>
  compareSchemas(older as object, newer as object).differences.map(({ rule }) => rule);

/** `{ keyword: { keyword: … inner } }`, so many levels deep. */
function nested(levels: number, wrap: (inner: unknown) => unknown, inner: unknown): object {
  let schema = inner;
  for (let level = 0; level < levels; level += 1) schema = wrap(schema);
  return schema as object;
}

describe("a comparison of hostile schemas", () => {
  it.each([
    ["properties", (inner: unknown) => ({ properties: { a: inner } })],
    ["items", (inner: unknown) => ({ items: inner })],
    ["not", (inner: unknown) => ({ not: inner })],
    ["allOf", (inner: unknown) => ({ allOf: [inner] })],
    ["anyOf", (inner: unknown) => ({ anyOf: [inner, { type: "null" }] })],
    ["if", (inner: unknown) => ({ if: inner, then: { type: "string" } })],
    ["enum", (inner: unknown) => ({ enum: [inner] })],
  ])("answers where %s nests 5,000 levels deep", (_, wrap) => {
    const older = nested(5_000, wrap, { type: "string" });
    const answer = compareSchemas(older, nested(5_000, wrap, { type: "integer" }));
    expect(typeof answer.compatible).toBe("boolean");
    expect(compareSchemas(older, nested(5_000, wrap, { type: "string" })).compatible).toBe(true);
  });

  it("says that what nests too deeply cannot be told", () => {
    const wrap = (inner: unknown) => ({ properties: { a: inner } });
    expect(
      rules(nested(3_000, wrap, { type: "string" }), nested(3_000, wrap, { type: "integer" })),
    ).toContain("COMPARISON_TOO_COMPLEX");
  });

  it.each([
    ["to itself", { $ref: "#" }],
    ["in a circle", { $ref: "#/$defs/a", $defs: { a: { $ref: "#/$defs/b" }, b: { $ref: "#/$defs/a" } } }],
    ["through all parts", { allOf: [{ $ref: "#" }] }],
    ["through alternatives", { anyOf: [{ $ref: "#" }, { type: "string" }] }],
    ["through not", { not: { $ref: "#" } }],
    ["through a condition", { if: { $ref: "#" }, then: { $ref: "#" }, else: { $ref: "#" } }],
  ])("answers where a schema refers %s without end", (_, schema) => {
    expect(compareSchemas(schema, { ...schema, description: "the same" }).compatible).toBe(true);
    expect(compareSchemas({ type: "integer" }, schema).compatible).toBe(false);
    expect(typeof compareSchemas(schema, { type: "integer" }).compatible).toBe("boolean");
  });

  it("answers where the object itself is a circle", () => {
    const older: Record<string, unknown> = { type: "object" };
    older["properties"] = { self: older };
    const newer: Record<string, unknown> = { type: "object", required: ["a"] };
    newer["properties"] = { self: newer };
    expect(compareSchemas(older, older).compatible).toBe(true);
    expect(compareSchemas(older, newer).compatible).toBe(false);
  });

  it("does not multiply alternatives without end", () => {
    const alternatives = (value: number) => ({
      allOf: Array.from({ length: 24 }, (_, index) => ({
        anyOf: [
          { properties: { [`p${index}`]: { minimum: value } } },
          { properties: { [`q${index}`]: { maximum: value } } },
          { required: [`r${index}`] },
        ],
      })),
    });
    expect(compareSchemas(alternatives(1), alternatives(2)).compatible).toBe(false);
  });

  it("compares 20,000 values of an enum", () => {
    const values = Array.from({ length: 20_000 }, (_, index) => `value ${index}`);
    expect(compareSchemas({ enum: values }, { enum: [...values].reverse() }).compatible).toBe(true);
    expect(rules({ enum: values }, { enum: values.slice(1) })).toEqual(["ENUM_NARROWED"]);
  });

  it("does not run patterns that take for ever", () => {
    const name = `${"a".repeat(60)}!`;
    const schema = (type: string) => ({
      properties: { [name]: { type } },
      patternProperties: { "^(a+)+$": { type } },
    });
    expect(compareSchemas(schema("string"), schema("integer")).compatible).toBe(false);
  });

  it("takes no member of the prototype for a keyword or a property", () => {
    const odd = JSON.parse(
      '{"properties":{"__proto__":{"type":"string"},"hasOwnProperty":{"type":"string"}}}',
    ) as object;
    const other = JSON.parse(
      '{"properties":{"__proto__":{"type":"integer"},"hasOwnProperty":{"type":"string"}}}',
    ) as object;
    expect(rules(odd, other)).toEqual(["TYPE_CHANGED"]);
    expect(compareSchemas({ $ref: "#/constructor/prototype" }, { type: "string" }).compatible).toBe(false);
    expect(compareSchemas({ type: "toString" }, { type: ["constructor", "valueOf"] })).toBeDefined();
  });

  it("answers whatever stands where a schema should", () => {
    for (const odd of [
      null,
      undefined,
      3,
      "text",
      [],
      [{}],
      { properties: 3 },
      { properties: { a: 7 } },
      { allOf: {} },
    ]) {
      expect(compareSchemas(odd as never, { type: "string" }).compatible).toBe(false);
      expect(typeof compareSchemas({ type: "string" }, odd as never).compatible).toBe("boolean");
    }
    expect(rules({ type: "string" }, null)).toEqual(["INVALID_SCHEMA"]);
  });

  it("answers for keywords of any content", () => {
    const keyword = fc.constantFrom(
      ..."type enum const multipleOf maximum exclusiveMaximum minLength pattern items prefixItems additionalItems contains minContains required properties patternProperties additionalProperties propertyNames dependencies dependentRequired dependentSchemas if then else allOf anyOf oneOf not unevaluatedItems unevaluatedProperties $ref $id $anchor $dynamicRef $defs format default".split(
        " ",
      ),
    );
    const schema = fc.letrec<{ any: unknown }>((tie) => ({
      any: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom(
          null,
          true,
          false,
          0,
          -1,
          1e308,
          5e-324,
          NaN,
          Infinity,
          "",
          "#",
          "a",
          "string",
          "(",
          "#/$defs/a",
        ),
        fc.array(tie("any"), { maxLength: 3 }),
        fc.dictionary(keyword, tie("any"), { maxKeys: 4 }),
      ),
    })).any;
    fc.assert(
      fc.property(schema, schema, (older, newer) => {
        expect(typeof compareSchemas(older as object, newer as object).compatible).toBe("boolean");
        expect(compareSchemas(older as object, structuredClone(older) as object).compatible).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

describe("a comparison of large schemas", () => {
  it("takes the budget of a small one for each of 1,000 properties", () => {
    const wide = (longest: number) => ({
      type: "object",
      properties: Object.fromEntries(
        Array.from({ length: 1_000 }, (_, index) => [`p${index}`, { type: "string", maxLength: longest }]),
      ),
      additionalProperties: false,
    });
    expect(compareSchemas(wide(10), wide(20)).compatible).toBe(true);
    expect(compareSchemas(wide(20), wide(10)).differences).toHaveLength(1_000);
  });
});
