// One file that three releases write and read, as the app does it.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { entries } from "./entries.js";
import { readAsRelease1, waitingAsRelease1, writeAsRelease1 } from "./release-1.0.js";
import { writeAsRelease3 } from "./release-3.0.js";
import { bookGrant, fileReceipt, historyOf, onDay, settled, waitingFor } from "./today.js";

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "ledger-test-"));
  file = join(folder, "ledger.db");
  await writeAsRelease1(file, "2026-01-05");
});
afterEach(() => rm(folder, { recursive: true }));

it("events of 1.0 are read as what they are today, under the names that they were stored with", async () => {
  const events = await onDay(file, "2026-01-28", (app) => historyOf(app, "rent"));
  expect(events.map(({ stored, type, data }) => [stored.type, stored.version, type, data])).toEqual([
    [
      "EntryPosted",
      1,
      "EntryBooked",
      { money: { amount: "650", currency: "EUR" }, kind: "credit", tags: [] },
    ],
    ["TagsAdded", 1, "Tagged", { tag: "flat" }],
    ["TagsAdded", 1, "Tagged", { tag: "monthly" }],
  ]);
});

it.each([
  ["at once", []],
  ["by way of 3.0", ["2026-01-20"]],
])(
  "the journal of 1.0 is built anew %s, and a new projection begins with the first event",
  async (_, days) => {
    for (const day of days) await writeAsRelease3(file, day);
    const { journal, balance } = await onDay(file, "2026-01-28", fileReceipt);
    expect(journal.slice(0, 2)).toEqual([
      { entryId: entries.rent, money: { amount: "650", currency: "EUR" }, kind: "credit", reversed: false },
      {
        entryId: entries.donation,
        money: { amount: "125.5", currency: "EUR" },
        kind: "debit",
        receipt: "unnamed",
        reversed: false,
      },
    ]);
    const total = days.length === 0 ? "-524.5" : "-533";
    expect(balance).toEqual([{ currency: "EUR", total, entries: 2 + days.length }]);
  },
);

it("a saga that 1.0 began goes on where it was, and its timer fires when 1.0 said", async () => {
  expect(await waitingAsRelease1(file, "2026-01-05")).toMatchObject({
    step: "waiting",
    state: { cents: 65000 },
  });
  await onDay(file, "2026-01-28", async (app) => {
    expect(await waitingFor(app, "rent")).toMatchObject({
      step: "wanted",
      state: { money: { amount: "650", currency: "EUR" } },
      nextTimer: "2026-02-04T12:00:00.000Z",
    });
  });
  await onDay(file, "2026-02-05", async (app) => {
    expect(await settled(app, "rent")).toBe("missing");
    expect((await historyOf(app, "rent")).at(-1)).toMatchObject({
      type: "EntryReversed",
      data: { why: "a large sum without receipt" },
    });
  });
});

it("1.0 refuses what a later release wrote, and says which", async () => {
  await onDay(file, "2026-02-05", bookGrant);
  expect(await readAsRelease1(file, "2026-02-06", entries.grant)).toMatch(
    /holds the event EntryBooked, which Ledger.Entry does not have.*if a newer release wrote it, update this one/,
  );
});
