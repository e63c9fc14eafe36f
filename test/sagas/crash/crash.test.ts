/** Sagas come to the same end whoever dies where, and whoever goes on first. More seeds are in crash.long.test.ts. */
import { describe, expect, it } from "vitest";
import { faults, readingAgain, type Seeded } from "./faults.js";
import type { Fault } from "./plan.js";
import { foundBy, holdsFor, type Found } from "./seeds.js";
import { kiosk, kioskOnDisk, kioskRace, shop, shopRace } from "./subjects.js";
import { live } from "./world.js";

describe("a shop whose processes die again and again", () => {
  it("comes to the end that it comes to when nothing happens", async () => {
    await holdsFor(shop, 14);
  });

  it("does or takes back all of each order, also when who is first makes a difference", async () => {
    await holdsFor(shopRace, 20);
  });
});

describe("a kiosk that lives on others, whose processes die again and again", () => {
  it("comes to the end that it comes to when nothing happens", async () => {
    await holdsFor(kiosk, 32);
  });

  it("does or takes back all of each order, also when who is first makes a difference", async () => {
    await holdsFor(kioskRace, 40);
  });

  it("sets nothing off that it has set off before where the log is read again each time", async () => {
    await holdsFor(
      { ...kiosk, plan: () => ({ ...kiosk.plan(), name: "kiosk-again", fault: readingAgain }) },
      8,
    );
  });

  it("comes to the same end on SQLite", async () => {
    await holdsFor(kioskOnDisk(), 10);
  });
});

/** The first seed by which a fault is found. */
const found = (where: Seeded["in"], fault: Fault): Promise<Found | undefined> =>
  foundBy(where === "kiosk" ? kiosk : kioskRace, fault, 60);

describe("the test", () => {
  it("does the same again with the same seed", async () => {
    const [one, other] = [await live(kioskRace.plan(), 7), await live(kioskRace.plan(), 7)];
    expect(one.history.text()).toBe(other.history.text());
    expect(one.steps).toBe(other.steps);
  });

  it.each(faults)("finds out $what", async ({ in: where, ...fault }) => {
    const first = await found(where, fault);
    // Another kind of failure would be one of the test itself.
    expect(String(first?.reason)).toMatch(/AssertionError|it never came to an end/u);
  });

  it("tells how to meet a failure again, and what led to it", async () => {
    const fault = faults.find(({ what }) => what.startsWith("answers"));
    const { seed, message } = (await found("kiosk", fault ?? {})) ?? {
      seed: 0,
      message: "nothing was found",
    };
    expect(message).toContain(
      `ESDL_CRASH=kiosk:${String(seed)} npx vitest run test/sagas/crash/crash.test.ts`,
    );
    expect(message).toMatch(/life \d {2}commits/u);
    expect(message).toMatch(/somebody asks for Place|a process begins/u);
  });
});
