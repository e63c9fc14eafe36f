// The program of today. Nothing here knows that the file was begun by other releases: what they wrote is read as if it had been
// written today.
import { createApp, type App } from "@esdl/runtime";
import { sqlite } from "@esdl/runtime/sqlite";
import { Balance, Entry, EntryId, Journal, ledger, Receipt, ReceiptId, Receipts } from "#domain/ledger";
import { setTimeout as pause } from "node:timers/promises";
import { entries, type EntryName, noonOf, receipts } from "./entries.js";

/** Opens the file on a day, does something with it, and closes it again. */
export async function onDay<Result>(
  file: string,
  day: string,
  work: (app: App) => Promise<Result>,
): Promise<Result> {
  const app = await createApp({ modules: [ledger], store: sqlite(file), clock: noonOf(day) });
  try {
    return await work(app);
  } finally {
    await app.close();
  }
}

/** The history of an entry, with the name and version that each event was stored under. */
export const historyOf = (app: App, name: EntryName) => app.history(Entry, entries[name]);

/** Files the receipt of the stamps; answers the rows that have seen it. */
export async function fileReceipt(app: App) {
  await app.start();
  const done = await app.execute(
    Receipt.FileReceipt({
      receiptId: ReceiptId(receipts.stampsReceipt),
      entry: EntryId(entries.stamps),
      file: "stamps-2026-01.pdf",
      source: "scan",
    }),
  );
  const { rows: journal } = await app.read(Journal).list({ after: done });
  const { rows: balance } = await app.read(Balance).list({ after: done });
  return { journal, balance };
}

/** Books what no earlier release could say: another currency, and an entry that takes another back. */
export const bookGrant = (app: App) =>
  app.execute(
    Entry.Book({
      entryId: EntryId(entries.grant),
      money: { amount: "400", currency: "CHF" },
      kind: "reversal",
    }),
  );

/** The saga that waits for the receipt of an entry. */
export const waitingFor = (app: App, name: EntryName) => app.sagas.get(Receipts, EntryId(entries[name]));

/** Starts the app, and waits until that saga has come to an end. */
export async function settled(app: App, name: EntryName): Promise<Receipts.Step> {
  await app.start();
  for (let tries = 0; tries < 1000; tries++) {
    const saga = await waitingFor(app, name);
    if (saga?.hasEnded === true && saga.inFlight.length === 0) return saga.step;
    await pause(5);
  }
  throw new Error(`The receipt of ${name} is still waited for.`);
}
