/** Thousands of seeds of the crash test. */
import { it } from "vitest";
import { holdsFor } from "./seeds.js";
import { kiosk, kioskOnDisk, kioskRace, shop, shopRace } from "./subjects.js";

it("a shop comes to the same end for two hundred seeds more", async () => {
  await holdsFor(shop, 200, 1001);
});

it("a shop does or takes back all of each order for five hundred seeds more", async () => {
  await holdsFor(shopRace, 500, 1001);
});

it("a kiosk comes to the same end for eight hundred seeds more", async () => {
  await holdsFor(kiosk, 800, 1001);
});

it("a kiosk does or takes back all of each order for a thousand seeds more", async () => {
  await holdsFor(kioskRace, 1000, 1001);
});

it("a kiosk comes to the same end on SQLite for a hundred seeds more", async () => {
  await holdsFor(kioskOnDisk(), 100, 1001);
});
