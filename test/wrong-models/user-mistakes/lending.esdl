/// Borrowing books.
context Lending
uses Mail

id LoanId
id ReaderId
type Title = string where it.length >= 1
type Days = int where it >= 1 and it <= 60
enum Kind { book, film, game }
value Fee { amount: decimal(2), currency: string = "CHF" }
role Reader
role Librarian

function feeOf(days: int, kind: Kind): decimal(2) = if kind == game then days * 2 else days * 0.5

aggregate Loan by loanId: LoanId {
  lifecycle requested -> lent -> returned, requested -> refused

  state {
    reader: ReaderId
    title: Title
    kind: Kind
    items: Item[]
    tags: set<string>
    fees: map<Kind, decimal>
    days: Days = 14
    note: string?
    due: date in lent
    lateBy: int in returned
    why: string in refused
    get count: int = items.size
  }

  entity Item by code: string { copies: int, weight: decimal = 0 }

  invariant FewItems "At most ten items": items.size <= 10
  unique reader, title in requested | lent else Twice

  rejection Twice "You have it already"
  rejection TooMany "At most {most} items" { most: int }
  rejection NotYet

  event Requested { reader: ReaderId, title: Title, kind: Kind, days: Days, note: string? }
  event ItemAdded { code: string, copies: int }
  public event Lent { due: date }
  public event Returned { late: int, fee: decimal(2) }
  event Refused { why: string }

  create command Request(reader: ReaderId, title: Title, kind: Kind = book, length: Days = 14, note: string?)
    allow Reader where caller.id == reader, Librarian {
    emit Requested(reader, title, kind, days: length, note)
  }
  command AddItem(code: string, copies: int where it > 0) in requested allow Reader {
    require items.size < 10 else TooMany(most: 10)
    emit ItemAdded(code, copies)
  }
  command Lend() in requested allow Librarian {
    require items.size > 0 else NotYet
    emit Lent(due: now.date.plusDays(days))
  }
  command Return() in lent allow Librarian, system {
    let late = max(0, due.daysUntil(now.date))
    emit Returned(late, fee: feeOf(late, kind))
  }
  command Refuse(reason: string) in requested allow Librarian {
    emit Refused(why: reason)
  }

  on Requested -> requested { reader, title, kind, days, note }
  on ItemAdded {
    items += Item(code: event.code, copies: event.copies)
    fees[kind] = (fees[kind] ?? 0) + 1
  }
  on Lent -> lent { due }
  on Returned -> returned { lateBy = event.late }
  on Refused -> refused { why }
}

projection Loans by loanId: LoanId {
  reader: ReaderId
  due: date?
  late: int = 0
  index reader, due desc
  on Requested { reader }
  on Lent update { due }
  on Returned update { late = event.late }
  query ofReader(who: ReaderId) where reader == who order by due desc limit 10
}

saga Reminder by loanId: LoanId {
  state { sent: int = 0 }
  start on Lent -> waiting
  step waiting {
    on Returned -> done
    after 14d { send Mail.SendNote(text: "bring it back") }
  }
  end done
}

policy Thank on Returned where event.late == 0 {
  send Mail.SendNote(text: "thank you")
}

scenario "a loan is given back" for Loan {
  given
    Requested(reader: "ann", title: "Emma", kind: book, days: 14),
    Lent(due: "2026-01-15")
  when Return() as Librarian
  then Returned(late: 0, fee: 0)
}
