/** The first two phases on whole models: the examples, damaged text, and large models. */
import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createLocator } from "../diagnostics/locate.js";
import { createReporter } from "../diagnostics/report.js";
import { createNames } from "../names/names.js";
import { createSignatures } from "./signatures.js";
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

it("a thousand aggregates are ten times the work of a hundred", () => {
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
  /** How often a name was asked for, or a declaration looked at: a clock would measure the machine. */
  const work = (count: number): number => {
    let done = 0;
    const counted = <T extends object>(target: T): T =>
      new Proxy(target, {
        get: (of, key): unknown => {
          done++;
          const value: unknown = Reflect.get(of, key);
          return typeof value === "function" ? (value.bind(of) as unknown) : value;
        },
      });
    const { files } = programOf(text(count));
    const reporter = createReporter(createLocator(files));
    for (const { root } of files) Reflect.set(root, "declarations", counted(root.declarations));
    const names = counted(
      createNames(
        files.map(({ root }) => root),
        reporter.report,
      ),
    );
    createSignatures(names, reporter.report).checkAll();
    expect(reporter.result()).toEqual([]);
    return done;
  };
  const few = work(100);
  expect(few).toBeGreaterThan(100);
  expect(work(1000)).toBeLessThan(11 * few);
});
