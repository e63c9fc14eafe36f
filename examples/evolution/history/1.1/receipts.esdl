/// Every entry needs a receipt. A saga waits for it, and takes the entry back when none comes.
context Ledger

id ReceiptId
enum Source { paper, mail }

aggregate Receipt by receiptId: ReceiptId {
  state { entry: EntryId }

  event ReceiptFiled { entry: EntryId, file: string, source: Source }

  create command FileReceipt(entry: EntryId, file: string, source: Source) {
    emit ReceiptFiled(entry, file, source)
  }

  on ReceiptFiled { entry }
}

saga Receipts by entryId: EntryId {
  state { cents: int }

  start on EntryPosted -> waiting { cents }

  step waiting {
    on ReceiptFiled by event.entry -> filed
    on EntryReversed -> dropped
    after 30d -> missing {
      send Reverse(entryId, why: if cents >= 10000 then "a large sum without receipt" else "no receipt")
    }
  }

  end filed, dropped, missing
}

projection Journal by entryId: EntryId {
  cents: int
  negative: bool
  receipt: string?
  reversed: bool = false

  on EntryPosted { cents, negative }
  on ReceiptFiled by event.entry update { receipt = event.file }
  on EntryReversed update { reversed = true }
}

scenario "an entry without receipt is taken back after thirty days" {
  given Entry "e" { EntryPosted(cents: 1250, negative: false) }
  when after 29d
  when after 2d
  then Entry "e" { EntryReversed(why: "no receipt") }
  then Receipts "e" missing
}

scenario "a receipt settles it" {
  given Entry "e" { EntryPosted(cents: 1250, negative: false) }
  when FileReceipt(receiptId: "r", entry: "e", file: "2026-01.pdf", source: mail)
  when after 31d
  then Journal "e" (receipt: "2026-01.pdf", reversed: false)
  then Receipts "e" filed
}
