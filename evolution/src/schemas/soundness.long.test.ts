// The promise of soundness on many more random schemas, each pair tried with many values; and how often the proof gives up.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareSchemas } from "./index.js";
import { histories, value, type Draft } from "./testing/arbitrary.js";
import { validator } from "./testing/validators.js";

const drafts: readonly Draft[] = ["7", "2020"];

describe.each(drafts)("many schemas of draft %s", (draft) => {
  it("that are called compatible have no value between them, and most that are not have one", () => {
    const values = fc.sample(value, 400);
    const found = { compatible: 0, refuted: 0, undecided: 0 };
    fc.assert(
      fc.property(histories(draft), ({ older, newer }) => {
        const [before, after] = [validator(draft, older), validator(draft, newer)];
        if (!before || !after) return;
        const { compatible } = compareSchemas(older, newer);
        const between = values.find((one) => before(one) === true && after(one) === false);
        if (compatible) expect(between, "a value between compatible schemas").toBeUndefined();
        found[compatible ? "compatible" : between === undefined ? "undecided" : "refuted"] += 1;
      }),
      { numRuns: 3_000 },
    );
    expect(found.undecided).toBeLessThan(found.refuted);
  });
});
