// One SQLite file, three releases of the same program: what the first one wrote is read by the last one. Nothing that is stored
// is ever rewritten. Every run begins with an empty file.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { entries, type EntryName } from "./entries.js";
import { chapter, rows, say } from "./print.js";
import { readAsRelease1, waitingAsRelease1, writeAsRelease1 } from "./release-1.0.js";
import { writeAsRelease3 } from "./release-3.0.js";
import { bookGrant, fileReceipt, historyOf, onDay, settled, waitingFor } from "./today.js";

const nameOf = (id: string): string => Object.entries(entries).find(([, entry]) => entry === id)?.[0] ?? id;

const folder = await mkdtemp(join(tmpdir(), "ledger-"));
const file = join(folder, "ledger.db");
try {
  chapter("5 January: release 1.0 books a rent and a donation, in cents; the rent lacks its receipt");
  rows(
    ["entry", "cents", "negative", "receipt"],
    (await writeAsRelease1(file, "2026-01-05")).map(({ entryId, cents, negative, receipt = "" }) => [
      nameOf(entryId),
      String(cents),
      String(negative),
      receipt,
    ]),
  );
  const before = await waitingAsRelease1(file, "2026-01-05");
  say(`the rent's receipt: step ${before?.step}, state ${JSON.stringify(before?.state)}`);

  chapter("20 January: release 3.0 books stamps, and builds its journal from the first event on");
  rows(
    ["entry", "amount", "kind", "receipt"],
    (await writeAsRelease3(file, "2026-01-20")).map(({ entryId, amount, kind, receipt = "" }) => [
      nameOf(entryId),
      amount,
      kind,
      receipt,
    ]),
  );

  await onDay(file, "2026-01-28", async (app) => {
    chapter("28 January: today's release reads what the others stored");
    for (const name of ["rent", "donation", "stamps"] satisfies EntryName[])
      rows(
        [name, "is read as", "with"],
        (await historyOf(app, name)).map(({ stored, type, data }) => [
          `${stored.type} ${stored.version}`,
          type,
          JSON.stringify(data),
        ]),
      );
    say("(`EntryViewed` became nothing; `TagsAdded` became one event for each tag)");

    chapter("Its journal is built anew, and a balance for each currency that no release before had");
    const { journal, balance } = await fileReceipt(app);
    rows(
      ["entry", "money", "kind", "receipt"],
      journal.map(({ entryId, money, kind, receipt = "" }) => [
        nameOf(entryId),
        `${money.amount} ${money.currency}`,
        kind,
        receipt,
      ]),
    );
    for (const { currency, total, entries: count } of balance)
      say(`balance: ${total} ${currency} in ${count} entries`);

    chapter("The saga that release 1.0 began is in flight: its step has another name, its cents are money");
    const saga = await waitingFor(app, "rent");
    say(`the rent's receipt: step ${saga?.step}, state ${JSON.stringify(saga?.state)}`);
    say(`its timer, set by release 1.0, is due ${saga?.nextTimer}`);
  });

  await onDay(file, "2026-02-05", async (app) => {
    chapter("5 February: no receipt came");
    say(`the saga ends: ${await settled(app, "rent")}`);
    const last = (await historyOf(app, "rent")).at(-1);
    say(`the rent's last event: ${last?.type} ${JSON.stringify(last?.data)}`);
    await bookGrant(app);
  });

  chapter("And back: release 1.0 is started once more, and asked for what only a later one could write");
  say(await readAsRelease1(file, "2026-02-06", entries.grant));
} finally {
  await rm(folder, { recursive: true });
}
