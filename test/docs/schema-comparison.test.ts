// The page on schema comparison says what the code does: its sample is run, its table is the table of the rules.
import { compareSchemas, schemaRules, verdictOf } from "@esdl/generator";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const page = readFileSync(new URL("../../docs/schema-comparison.md", import.meta.url), "utf8");

describe("docs/schema-comparison.md", () => {
  it("shows the difference that its sample finds", () => {
    const shown = JSON.parse(/```json\n(.*?)```/s.exec(page)![1]!) as unknown;
    const older = { type: "object", properties: { id: { type: "string" } } };
    const newer = { type: "object", properties: { id: { type: "string" }, note: { type: "string" } } };
    expect(page).toContain('{ id: { type: "string" }, note: { type: "string" } } };');
    expect(compareSchemas(older, newer)).toEqual({ compatible: false, differences: [shown] });
    expect(compareSchemas(older, newer, { reading: "lenient" }).compatible).toBe(true);
  });

  it("lists every rule with its verdicts", () => {
    const rows = [...page.matchAll(/^\| `(\w+)` +\| (\w+) +\| (\w+) +\|$/gm)].map(([, ...cells]) => cells);
    expect(rows).toEqual(
      schemaRules.map((rule) => [rule, verdictOf(rule, "strict"), verdictOf(rule, "lenient")]),
    );
  });
});
