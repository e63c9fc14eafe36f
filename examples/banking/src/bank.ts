// The bank as an application: the package of the model on a store. Everything else in this folder uses it.
import { type App, createApp, type StoreSource } from "@esdl/runtime";
import { sqlite } from "@esdl/runtime/sqlite";
import { banking } from "#domain/banking";

/** A process that is killed leaves its lease behind. The next one waits so long (ms) before it keeps rows and runs sagas. */
const leaseDuration = 1_000;

/** Opens the bank on a file or another store. It does not start it: who only executes commands need not. */
export const openBank = (store: StoreSource | string): Promise<App> =>
  createApp({
    modules: [banking],
    store: typeof store === "string" ? sqlite(store) : store,
    projections: { leaseDuration },
    sagas: { leaseDuration },
  });

/** Opens the bank, does something with it, and closes it whatever comes. */
export async function inBank<Result>(file: string, work: (app: App) => Promise<Result>): Promise<Result> {
  const app = await openBank(file);
  try {
    return await work(app);
  } finally {
    await app.close();
  }
}
