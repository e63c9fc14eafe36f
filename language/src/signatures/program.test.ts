/** The first two phases on whole models: the examples, damaged text, and large models. */
import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { programOf, reportsOf } from "./testing/program.js";

const modelOf = (example: string): string => {
  const folder = new URL(`../../../examples/${example}/model/`, import.meta.url);
  return readdirSync(folder)
    .map((file) => `--- ${file}\n${readFileSync(new URL(file, folder), "utf8")}`)
    .join("\n");
};
const examples = ["banking", "shop", "evolution"];

describe.each(examples)("the model of %s", (example) => {
  const model = modelOf(example);

  it("has no mistake in its names and declared types", () => {
    expect(reportsOf(model)).toEqual([]);
  });

  it("may be cut anywhere and still has names", () => {
    fc.assert(
      fc.property(fc.nat(model.length), fc.nat(40), (from, length) => {
        const { names, signatures } = programOf(model.slice(0, from) + model.slice(from + length));
        signatures.checkAll();
        expect(names.contexts.size).toBeGreaterThan(0);
      }),
      { numRuns: 60 },
    );
  });
});

it("a thousand aggregates take no longer than a thousand times one", () => {
  const aggregate = (n: number): string => `
id Id${n}
aggregate A${n} by id: Id${n} {
  lifecycle open -> closed
  state { lines: Line[], total: decimal in open }
  entity Line by sku: string { quantity: int, before: Id${Math.max(0, n - 1)} }
  public event Opened { lines: Line[], amount: decimal, version 2 { add amount = 1 } }
  event Closed
  create command Open(lines: Line[]) { emit Opened(lines, amount: 1) }
  command Close() in open { emit Closed() }
  on Opened -> open { lines }
  on Closed -> closed
}`;
  const text = (count: number): string =>
    `context C\n${Array.from({ length: count }, (_, n) => aggregate(n)).join("\n")}`;
  const time = (count: number): number => {
    const { files, signatures, reporter } = programOf(text(count));
    const start = performance.now();
    signatures.checkAll();
    expect(reporter.result()).toEqual([]);
    expect(files).toHaveLength(1);
    return performance.now() - start;
  };
  time(100);
  const few = Math.min(time(100), time(100));
  expect(time(1000)).toBeLessThan(40 * few + 200);
});
