/** The same scenarios as generated tests: those that ought to fail do, and the others hold. */
import { readdirSync, readFileSync } from "node:fs";
import { memory } from "@esdl/runtime";
import { sqlite } from "@esdl/runtime/sqlite";
import { ExpectationError, useStore } from "@esdl/runtime/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkedModel } from "../support/generated.js";
import { scenarioTests } from "../support/scenario-tests.js";

const root = new URL("./models/", import.meta.url);

// The other models are of scenarios that the simulator gives up on.
const cases = await Promise.all(
  readdirSync(root)
    .filter((file) => file !== "costs.esdl")
    .map(async (path) => {
      const text = readFileSync(new URL(path, root), "utf8");
      const model = checkedModel([{ path, text }]);
      const tests = await scenarioTests(model);
      const lines = text.split("\n");
      const scenarios = model.contexts.flatMap((context) => context.scenarios);
      return scenarios.flatMap(({ name, span: [, first, , last] }) => {
        const words = lines.slice(first - 1, last).flatMap((line) => /\/\/ ! (.+)$/.exec(line)?.[1] ?? []);
        const play = tests.get(name);
        return play === undefined ? [] : [{ path, name, fails: words.length > 0, play }];
      });
    }),
);

describe.each([
  { store: "memory", make: memory },
  { store: "sqlite", make: () => sqlite(":memory:") },
] as const)("on $store", ({ make }) => {
  beforeAll(() => {
    useStore(make);
  });
  afterAll(() => {
    useStore(undefined);
  });

  it.each(cases.flat())("$path: $name", async ({ fails, play }) => {
    if (!fails) {
      await play();
      return;
    }
    const error: unknown = await play().then(
      () => undefined,
      (reason: unknown) => reason,
    );
    // Two of them cannot be played at all.
    const isUnplayable = error instanceof Error && /external function|cannot begin/.test(error.message);
    if (!isUnplayable) expect(error).toBeInstanceOf(ExpectationError);
  });
});

it("plays most of the scenarios", () => {
  expect(cases.flat().length).toBeGreaterThan(20);
});
