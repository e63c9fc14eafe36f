/**
 * Models whose scenarios ought to fail, as data: `models/*.esdl`. The expectation stands in a comment on the line that
 * the failure must point at: `// ! words of the message`. A scenario without one must pass.
 */
import { readdirSync, readFileSync } from "node:fs";
import { checkModel } from "@esdl/language";
import { runScenarios } from "@esdl/simulator";
import { describe, expect, it } from "vitest";

const root = new URL("./models/", import.meta.url);
const files = readdirSync(root).sort();

/** Enough for every scenario here that ought to end, and little enough for those that ought not to take long. */
const budget = { steps: 20_000, size: 50_000 };

interface Expectation {
  readonly line: number;
  readonly words: string;
}

const expectationsIn = (text: string): readonly Expectation[] =>
  text.split("\n").flatMap((line, index) => {
    const found = /\/\/ ! (.+)$/.exec(line);
    return found === null ? [] : [{ line: index + 1, words: found[1]! }];
  });

describe.each(files)("%s", (file) => {
  const text = readFileSync(new URL(file, root), "utf8");
  const { model, diagnostics } = checkModel([{ path: file, text }]);
  const expectations = expectationsIn(text);

  it("is a right model, whose failures are expected", () => {
    expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(expectations.length).toBeGreaterThan(0);
  });

  const results = model === undefined ? [] : [...runScenarios(model, { budget })];

  it.each(results.map((result) => [result.scenario.name, result] as const))("%s", (_, result) => {
    const [, first, , last] = result.scenario.span;
    const expected = expectations.find(({ line }) => line >= first && line <= last);
    if (expected === undefined) {
      expect(result).toMatchObject({ status: "passed" });
      return;
    }
    expect(result.status, result.reason).toBe("failed");
    expect(`line ${result.failure!.span[1]}: ${result.failure!.message}`).toBe(
      `line ${expected.line}: ${expected.words}`,
    );
  });
});
