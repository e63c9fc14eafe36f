/** Thousands of seeds of the crash test. */
import { it } from "vitest";
import { conserved, holdsFor, payingPlan, timelyPlan } from "./crash-plans.js";
import { live } from "./crash.js";

it.each([0, 1])("payments come to the same end for five hundred seeds more (%i)", async (part) => {
  await holdsFor(500, payingPlan, 500 * part + 1);
});

it.each([0, 1])(
  "no money is lost when timers fire at any moment, for a thousand seeds more (%i)",
  async (thousand) => {
    for (let seed = 1; seed <= 1000; seed++) {
      await conserved(await live(timelyPlan(), 1000 * thousand + seed, true), seed);
    }
  },
);
