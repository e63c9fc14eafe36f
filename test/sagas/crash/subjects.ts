/** The plans that are lived, with what must hold at their ends. */
import { join } from "node:path";
import { sqlite } from "@esdl/runtime/sqlite";
import { scratch } from "../../stores/stores.js";
import * as kiosks from "./kiosk.js";
import * as shops from "./shop.js";
import type { Subject } from "./seeds.js";

export const shop: Subject<shops.Shop> = {
  plan: shops.shop,
  conserved: shops.shopConserved,
  outcome: shops.shopOutcome,
};

export const shopRace: Subject<shops.Shop> = { plan: shops.raceInShop, conserved: shops.shopConserved };

export const kiosk: Subject<kiosks.Kiosk> = {
  plan: kiosks.kiosk,
  conserved: kiosks.kioskConserved,
  outcome: kiosks.kioskOutcome,
};

export const kioskRace: Subject<kiosks.Kiosk> = {
  plan: kiosks.raceAtKiosk,
  conserved: kiosks.kioskConserved,
};

/** A kiosk on SQLite, in a file of its own each time. Whoever dies there leaves its connection behind. */
export function kioskOnDisk(): Subject<kiosks.Kiosk> {
  const folder = scratch();
  let files = 0;
  const store = () => sqlite(join(folder, `${String(++files)}.db`), { synchronous: "normal" });
  return { ...kiosk, plan: () => ({ ...kiosk.plan(), name: "kiosk-on-disk", store }) };
}
