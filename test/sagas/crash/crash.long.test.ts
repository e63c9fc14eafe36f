/** Two thousand seeds of the crash test. */
import { it } from "vitest";
import { holdsFor } from "./seeds.js";
import { kiosk, kioskOnDisk, kioskRace, shop, shopRace } from "./subjects.js";

it("a shop comes to the same end for a hundred and fifty seeds more", async () => {
  await holdsFor(shop, 150, 1001);
});

it("a shop does or takes back all of each order for three hundred and fifty seeds more", async () => {
  await holdsFor(shopRace, 350, 1001);
});

it("a kiosk comes to the same end for five hundred seeds more", async () => {
  await holdsFor(kiosk, 500, 1001);
});

it("a kiosk does or takes back all of each order for nine hundred seeds more", async () => {
  await holdsFor(kioskRace, 900, 1001);
});

it("a kiosk comes to the same end on SQLite for a hundred seeds more", async () => {
  await holdsFor(kioskOnDisk(), 100, 1001);
});
