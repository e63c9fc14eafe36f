/** The measure of recovery on many cuts; the seed is printed with a failure. */
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, it } from "vitest";
import { createSyntax } from "./services.js";
import { cuts, lost, symbols } from "./testing/cuts.js";

const syntax = createSyntax();
const examples = new URL("../../../examples/", import.meta.url);
const models = [
  "banking/model/banking",
  "shop/model/billing",
  "shop/model/sales",
  "evolution/model/ledger",
].map((name) => readFileSync(new URL(`${name}.esdl`, examples), "utf8"));

it(
  "loses at most eight symbols in 95 of 100 cuts, and tells one problem in 95 of 100",
  { timeout: 600_000 },
  () => {
    const originals = models.map((text) => symbols(syntax.parse(text).ast));
    const seed = Date.now() & 0xffff;
    const damaged = fc
      .sample(cuts(models), { numRuns: 600, seed })
      .map((cut) => ({ cut, ...syntax.parse(cut.text) }));
    const bad = damaged.filter(({ cut, ast }) => lost(originals[cut.model] ?? new Map(), ast) > 8);
    const many = damaged.filter(({ problems }) => problems.length > 1);
    expect(bad.length, `seed ${seed}`).toBeLessThanOrEqual(30);
    expect(many.length, `seed ${seed}`).toBeLessThanOrEqual(30);
  },
);
