// The association's program while release 1.0 was installed. Its domain is the package that was generated then: amounts are
// cents, a sign is a boolean, several tags are one event.
import { createApp } from "@esdl/runtime";
import { sqlite } from "@esdl/runtime/sqlite";
import { Entry, EntryId, Journal, ledger, Receipt, ReceiptId, Receipts } from "#release-1.0/ledger";
import { entries, noonOf, receipts } from "./entries.js";

const rent = EntryId(entries.rent);
const donation = EntryId(entries.donation);

const open = (file: string, day: string) =>
  createApp({ modules: [ledger], store: sqlite(file), clock: noonOf(day) });

/** Books a rent that lacks its receipt and a donation that has one; answers the rows of that day's journal. */
export async function writeAsRelease1(file: string, day: string): Promise<readonly Journal.Row[]> {
  const app = await open(file, day);
  await app.start();
  try {
    await app.execute(Entry.Post({ entryId: rent, cents: 65000, negative: true }));
    await app.execute(Entry.AddTags({ entryId: rent, tags: ["flat", "monthly"] }));
    await app.execute(Entry.View({ entryId: rent, by: "auditor" }));
    await app.execute(Entry.Post({ entryId: donation, cents: 12550, negative: false }));
    const done = await app.execute(
      Receipt.FileReceipt({
        receiptId: ReceiptId(receipts.blueSlip),
        entry: donation,
        file: "The blue slip",
        source: "paper",
      }),
    );
    const { rows } = await app.read(Journal).list({ after: done });
    return rows;
  } finally {
    await app.close();
  }
}

/** What release 1.0 knows of the receipt that the rent lacks. */
export async function waitingAsRelease1(file: string, day: string) {
  const app = await open(file, day);
  try {
    return await app.sagas.get(Receipts, rent);
  } finally {
    await app.close();
  }
}

/** What release 1.0 says when it is asked to read what a later one wrote. */
export async function readAsRelease1(file: string, day: string, entry: string): Promise<string> {
  const app = await open(file, day);
  try {
    const found = await app.load(Entry, entry);
    return JSON.stringify(found?.state);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    await app.close();
  }
}
