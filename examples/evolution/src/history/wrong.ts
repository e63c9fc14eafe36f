// What could have been done instead in each release, and what `esdl` says to it.

export interface Wrong {
  /** The release that the change was made on. */
  readonly release: string;
  readonly title: string;
  /** How `esdl diff` judges it: what breaks ends the call with status 1. */
  readonly verdict: "Breaking" | "To be looked at";
  readonly file: string;
  /** Lines of the file, and what they are replaced with. */
  readonly changes: readonly (readonly [from: string, to: string])[];
}

export const wrongs: readonly Wrong[] = [
  {
    release: "1.0",
    title: "A field under another name, and nothing that says so",
    verdict: "Breaking",
    file: "receipts.esdl",
    changes: [
      [
        "  event ReceiptFiled { entry: EntryId, file: string, source: Source }",
        "  event ReceiptFiled { entry: EntryId, name: string, source: Source }",
      ],
      ["    emit ReceiptFiled(entry, file, source)", "    emit ReceiptFiled(entry, name: file, source)"],
      ["update { receipt = event.file }", "update { receipt = event.name }"],
    ],
  },
  {
    release: "1.1",
    title: "An event that is deleted because nobody emits it any more",
    verdict: "Breaking",
    file: "ledger.esdl",
    changes: [
      [
        "  /// @deprecated Who looks at an entry is nothing that happens to it.\n  event EntryViewed { by: string }\n",
        "",
      ],
      ["  /// @deprecated\n  command View(by: string) {\n    emit EntryViewed(by)\n  }\n", ""],
      ["  on EntryViewed\n", ""],
    ],
  },
  {
    release: "2.0",
    title: "A released step, edited in place",
    verdict: "Breaking",
    file: "ledger.esdl",
    changes: [
      [
        "      add money = Money(amount: old.cents / 100.0)",
        "      add money = Money(amount: if old.negative then -old.cents / 100.0 else old.cents / 100.0)",
      ],
    ],
  },
  {
    release: "3.0",
    title: "A step of the saga under another name, while instances wait in it",
    verdict: "Breaking",
    file: "receipts.esdl",
    changes: [
      ["  start on EntryBooked -> waiting { money }", "  start on EntryBooked -> wanted { money }"],
      ["  step waiting {", "  step wanted {"],
    ],
  },
  {
    release: "3.0",
    title: "A rename that is said as a removal and an addition: nothing breaks, and what was stored is lost",
    verdict: "To be looked at",
    file: "ledger.esdl",
    changes: [
      ["    counterparty: Party?\n\n", "    party: Party?\n\n"],
      [
        "      add kind = if old.negative then credit else debit\n    }\n",
        "      add kind = if old.negative then credit else debit\n    }\n    version 4 {\n      remove counterparty: Party?\n      add party\n    }\n",
      ],
      ["    emit EntryBooked(money, kind, counterparty: party)", "    emit EntryBooked(money, kind, party)"],
      ["      counterparty,\n", "      party: counterparty,\n"],
      [
        "  on EntryBooked -> booked { money, kind, counterparty }",
        "  on EntryBooked -> booked { money, kind, counterparty = event.party }",
      ],
    ],
  },
  {
    release: "4.0",
    title: "A member of an enum that stored events may hold, deleted",
    verdict: "Breaking",
    file: "receipts.esdl",
    changes: [
      ["  scan, mail\n", "  scan\n"],
      ['file: "2026-01.pdf", source: mail)', 'file: "2026-01.pdf", source: scan)'],
    ],
  },
];
