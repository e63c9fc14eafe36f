/** The same scenarios as generated tests: those that ought to fail do, and the others hold. */
import { readdirSync, readFileSync } from "node:fs";
import { memory } from "@esdl/runtime";
import { sqlite } from "@esdl/runtime/sqlite";
import { ExpectationError, useStore } from "@esdl/runtime/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Output } from "../../generator/src/testing/output.js";
import { checkedModel, compiled } from "../support/generated.js";

const root = new URL("./models/", import.meta.url);

/** Tests in the place of Vitest's: what they are called, and what they do. */
const collected = new Map<string, () => Promise<void>>();
const collecting = {
  describe: (_: string, body: () => void) => {
    body();
  },
  it: Object.assign((name: string, body: () => Promise<void>) => collected.set(name, body), {
    todo: () => undefined,
  }),
};
Object.assign(globalThis, { esdlCollecting: collecting });

const withoutVitest = (text: string): string =>
  text.replace(/^import (\{.*\}) from "vitest";$/m, "const $1 = globalThis.esdlCollecting;");

const isScenarios = (path: string): boolean => /[./]scenarios\.test\.ts$/.test(path);

const testsOf = (output: Output): readonly string[] =>
  readdirSync(output.path("test"), { recursive: true, encoding: "utf8" })
    .filter(isScenarios)
    .map((name) => `test/${name}`);

// The other models are of scenarios that the simulator gives up on.
const cases = await Promise.all(
  readdirSync(root)
    .filter((file) => file !== "costs.esdl")
    .map(async (path) => {
      const text = readFileSync(new URL(path, root), "utf8");
      const model = checkedModel([{ path, text }]);
      const { output } = await compiled(model, (file) =>
        isScenarios(file.path) ? withoutVitest(file.text) : file.text,
      );
      for (const name of testsOf(output)) await import(/* @vite-ignore */ output.path(name));
      const lines = text.split("\n");
      const scenarios = model.contexts.flatMap((context) => context.scenarios);
      return scenarios.flatMap(({ name, span: [, first, , last] }) => {
        const words = lines.slice(first - 1, last).flatMap((line) => /\/\/ ! (.+)$/.exec(line)?.[1] ?? []);
        const play = collected.get(name);
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
