// What is called compatible is compatible: no value that a validator accepts under the older schema is refused under the newer one.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareSchemas } from "./index.js";
import { histories, schemas, value, type Draft } from "./testing/arbitrary.js";
import { validator } from "./testing/validators.js";

const drafts: readonly Draft[] = ["7", "2020"];

describe.each(drafts)("schemas of draft %s", (draft) => {
  it("that are called compatible have no value between them", () => {
    fc.assert(
      fc.property(
        histories(draft),
        fc.array(value, { minLength: 40, maxLength: 40 }),
        ({ older, newer }, values) => {
          if (!compareSchemas(older, newer).compatible) return;
          const [before, after] = [validator(draft, older), validator(draft, newer)];
          if (!before || !after) return;
          for (const one of values)
            if (before(one) === true) expect(after(one), JSON.stringify(one)).not.toBe(false);
        },
      ),
      { numRuns: 150 },
    );
  });

  it("are compatible with themselves under both readings, however members are ordered", () => {
    const reordered = (thing: unknown): unknown =>
      Array.isArray(thing)
        ? thing.map(reordered)
        : typeof thing === "object" && thing !== null
          ? Object.fromEntries(
              Object.entries(thing)
                .reverse()
                .map(([key, inner]) => [key, reordered(inner)]),
            )
          : thing;
    fc.assert(
      fc.property(schemas(draft), (schema) => {
        for (const reading of ["strict", "lenient"] as const) {
          const answer = compareSchemas(schema, reordered(schema) as object, { reading });
          expect(answer).toEqual({ compatible: true, differences: [] });
        }
      }),
      { numRuns: 300 },
    );
  });

  it("that are compatible strictly are so leniently", () => {
    fc.assert(
      fc.property(histories(draft), ({ older, newer }) => {
        if (!compareSchemas(older, newer).compatible) return;
        const lenient = compareSchemas(older, newer, { reading: "lenient" });
        expect(lenient.compatible, JSON.stringify(lenient.differences)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
