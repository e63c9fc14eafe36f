// The shop as an application: three contexts on one store, and what lies outside of them.
import { createApp, type StoreSource } from "@esdl/runtime";
import { sqlite } from "@esdl/runtime/sqlite";
import { billing } from "#domain/billing";
import { mail } from "#domain/mail";
import { sales } from "#domain/sales";
import { shippingFee } from "./outside/carrier.js";
import { mailFolder } from "./outside/mail-folder.js";

/** A process that is killed leaves its lease behind. The next one waits so long (ms) before it keeps rows and runs sagas. */
const leaseDuration = 1_000;

/** How often mail is tried before an operator is asked; a shop that is no story leaves it at the runtime's twelve. */
const attempts = 3;

type SendNote = ReturnType<typeof mailFolder>;

/** @param outbox the folder for mail, or what sends a note in its place */
export const openShop = (store: StoreSource | string, outbox: string | SendNote) =>
  createApp({
    modules: [sales, billing, mail],
    store: typeof store === "string" ? sqlite(store) : store,
    externals: { Sales: { shippingFee } },
    externalCommands: { Mail: { SendNote: typeof outbox === "string" ? mailFolder(outbox) : outbox } },
    projections: { leaseDuration },
    sagas: { leaseDuration, attempts },
  });
