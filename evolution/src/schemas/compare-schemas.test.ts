import { esdlVocabulary } from "@esdl/generator";
import { Ajv } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { compareSchemas } from "./index.js";

/**
 * A case: two schemas, the answers under both readings (the lenient one is the strict one unless it says otherwise), and the differences
 * as `RULE pointer` with the verdict behind it if it is `unknown`. What is incompatible for sure has a witness, a value that the older
 * schema accepts and the newer one refuses. `foreign` schemas are no 2020-12 ones by themselves; `filled` ones need defaults filled in.
 */
interface Case {
  readonly name: string;
  readonly older: boolean | object;
  readonly newer: boolean | object;
  readonly strict: boolean;
  readonly lenient?: boolean;
  readonly witness?: unknown;
  readonly foreign?: boolean;
  readonly differences?: readonly string[];
}

const folder = new URL("fixtures/", import.meta.url);
const files = readdirSync(folder).map((file) => ({
  file,
  cases: (JSON.parse(readFileSync(new URL(file, folder), "utf8")) as { cases: Case[] }).cases,
}));

const ajv2020 = new Ajv2020({ strict: false, logger: false, addUsedSchema: false });
for (const keyword of esdlVocabulary) ajv2020.addKeyword({ ...keyword });
const accepts = (schema: boolean | object, value: unknown): boolean => ajv2020.validate(schema, value);

describe.each(files)("compared as $file says", ({ cases }) => {
  it.each(cases)("$name", (one) => {
    const strict = compareSchemas(one.older, one.newer);
    expect(strict.compatible, JSON.stringify(strict.differences)).toBe(one.strict);
    expect(compareSchemas(one.older, one.newer, { reading: "lenient" }).compatible).toBe(
      one.lenient ?? one.strict,
    );
    if (one.differences) {
      const found = strict.differences.map(
        ({ rule, pointer, verdict }) => `${rule} ${pointer}${verdict === "unknown" ? " unknown" : ""}`,
      );
      expect(found.sort()).toEqual([...one.differences].sort());
    }
    if ("witness" in one) {
      expect([accepts(one.older, one.witness), accepts(one.newer, one.witness)]).toEqual([true, false]);
    }
  });

  it("each schema is compatible with itself", () => {
    for (const { older, newer } of cases) {
      for (const schema of [older, newer]) {
        expect(compareSchemas(schema, structuredClone(schema))).toEqual({
          compatible: true,
          differences: [],
        });
      }
    }
  });

  it("each break that is sure has a witness", () => {
    const without = cases.filter(
      (one) =>
        !one.strict &&
        !("witness" in one) &&
        one.foreign !== true &&
        compareSchemas(one.older, one.newer).differences.every(({ verdict }) => verdict !== "unknown") &&
        !/format|encoding|default/.test(one.name),
    );
    expect(without.map(({ name }) => name)).toEqual([]);
  });
});

describe("a difference", () => {
  const differenceOf = (older: object, newer: object) => compareSchemas(older, newer).differences[0]!;

  it("points into both schemas and says why it breaks", () => {
    const older = { properties: { "a/b": { type: "string", maxLength: 9 } } };
    const newer = { properties: { "a/b": { type: "string", maxLength: 5 } } };
    expect(differenceOf(older, newer)).toEqual({
      rule: "MAX_LENGTH_DECREASED",
      verdict: "incompatible",
      pointer: "/properties/a~1b/maxLength",
      olderPointer: "/properties/a~1b/maxLength",
      message:
        "The newer schema demands maxLength 5; the older one has maxLength 9, so it accepts what the newer one refuses.",
    });
  });

  it("names the values that are refused", () => {
    expect(differenceOf({ enum: ["a", "b", "c"] }, { enum: ["b"] }).message).toBe(
      'The newer schema does not accept "a", "c" any more.',
    );
  });
});

describe("schemas of draft 7", () => {
  it("are read as their validators read them", () => {
    const schema = { items: [{ type: "string" }], additionalItems: { type: "integer" } };
    const other = { items: [{ type: "string" }, { type: "integer" }], additionalItems: { type: "string" } };
    const ajv = new Ajv({ strict: false });
    expect([ajv.validate(schema, ["a", 1, 2]), ajv.validate(other, ["a", 1, 2])]).toEqual([true, false]);
    expect(compareSchemas(schema, other).compatible).toBe(false);
  });
});
