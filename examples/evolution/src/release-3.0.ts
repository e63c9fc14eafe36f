// The same program two releases later, on the same file: amounts are money, a sign has become a kind.
import { createApp } from "@esdl/runtime";
import { sqlite } from "@esdl/runtime/sqlite";
import { Entry, EntryId, Journal, ledger, PartyId } from "#release-3.0/ledger";
import { entries, noonOf } from "./entries.js";

const stamps = EntryId(entries.stamps);

/** Books stamps, and answers the journal: a new table, built from the first event on. */
export async function writeAsRelease3(file: string, day: string): Promise<readonly Journal.Row[]> {
  const app = await createApp({ modules: [ledger], store: sqlite(file), clock: noonOf(day) });
  await app.start();
  try {
    const postOffice = { id: PartyId("018f6b1c-2222-7000-8000-00000000000a"), name: "Post office" };
    await app.execute(
      Entry.Book({ entryId: stamps, money: { amount: "8.50" }, kind: "credit", party: postOffice }),
    );
    const done = await app.execute(Entry.Tag({ entryId: stamps, tag: "office" }));
    const { rows } = await app.read(Journal).list({ after: done });
    return rows;
  } finally {
    await app.close();
  }
}
