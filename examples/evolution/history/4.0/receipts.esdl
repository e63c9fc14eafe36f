/// Every entry needs a receipt. A saga waits for it, and takes the entry back when none comes.
context Ledger

id ReceiptId
type FileName = string where it matches /^[a-z0-9._-]+$/
enum Source {
  scan, mail

  version 2 { rename paper to scan }
}

aggregate Receipt by receiptId: ReceiptId {
  state { entry: EntryId }

  event ReceiptFiled {
    entry: EntryId
    file: FileName
    source: Source

    /// What was typed by hand is a name only where it looks like one.
    version 2 {
      change file from string = if old.file matches /^[a-z0-9._-]+$/ then FileName(old.file) else "unnamed"
    }
  }

  create command FileReceipt(entry: EntryId, file: FileName, source: Source) {
    emit ReceiptFiled(entry, file, source)
  }

  on ReceiptFiled { entry }
}

saga Receipts by entryId: EntryId {
  state { money: Money }

  version 2 {
    remove cents: int
    add money = Money(amount: old.cents / 100.0)
  }
  version 3 { rename step waiting to wanted }

  start on EntryBooked -> wanted { money }

  step wanted {
    on ReceiptFiled by event.entry -> filed
    on EntryReversed -> dropped
    after 30d -> missing {
      send Reverse(entryId, why: if money.amount >= 100 then "a large sum without receipt" else "no receipt")
    }
  }

  end filed, dropped, missing
}

projection Journal by entryId: EntryId {
  amount: decimal(2)
  kind: Kind
  receipt: FileName?
  reversed: bool = false

  on EntryBooked {
    amount = event.money.amount
    kind = event.kind
  }
  on ReceiptFiled by event.entry update { receipt = event.file }
  on EntryReversed update { reversed = true }
}

scenario "an entry without receipt is taken back after thirty days" {
  given Entry "e" { EntryBooked(money: Money(12.50), kind: debit) }
  when after 29d
  when after 2d
  then Entry "e" { EntryReversed(why: "no receipt") }
  then Receipts "e" missing
}

scenario "a receipt settles it" {
  given Entry "e" { EntryBooked(money: Money(12.50), kind: debit) }
  when FileReceipt(receiptId: "r", entry: "e", file: "2026-01.pdf", source: mail)
  when after 31d
  then Journal "e" (receipt: "2026-01.pdf", reversed: false)
  then Receipts "e" filed
}
