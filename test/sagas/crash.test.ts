/** Sagas come to the same end whoever dies where, and whoever goes on first. More seeds are in crash.long.test.ts. */
import { describe, expect, it } from "vitest";
import { faults, holdsFor, outcomeOf, payingPlan, timelyPlan, conserved } from "./crash-plans.js";
import { live } from "./crash.js";

describe("payments, whose process dies again and again", () => {
  it("come to the end that they come to when nothing happens", async () => {
    await holdsFor(60, payingPlan);
  });

  it("lose and make no money when timers fire at any moment", async () => {
    for (let seed = 1; seed <= 60; seed++) await conserved(await live(timelyPlan(), seed, true), seed);
  });

  it("are the same again with the same seed", async () => {
    const [one, other] = [await live(payingPlan(), 7, true), await live(payingPlan(), 7, true)];
    expect(one.deaths).toBe(other.deaths);
    expect(await outcomeOf(one)).toEqual(await outcomeOf(other));
  });
});

describe("the test", () => {
  it.each(faults)("finds out $what", async ({ plan, check }) => {
    const found = async (): Promise<boolean> => {
      for (let seed = 1; seed <= 150; seed++) {
        try {
          await check(await live(plan(), seed, true), seed);
        } catch (error) {
          // Another kind of failure would be one of the test itself.
          expect(String(error)).toMatch(/AssertionError|it never came to an end/u);
          return true;
        }
      }
      return false;
    };
    expect(await found()).toBe(true);
  });
});
