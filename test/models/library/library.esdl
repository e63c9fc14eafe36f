/// Books, copies, loans and the people who forget to bring them back.
//
// Exercises: ids over strings with `where`; regexes with classes, escapes and slashes; sagas that wait for days and
// enter a step again; timers with a condition; policies with conditions; `delete` and `update` in projections; a command
// that emits several events; `-> s` for statuses that are entered again; retained fields when statuses are left.
context Library

id Isbn = string where it matches /^97[89][0-9]{10}$/
id CopyId
id MemberId
type Shelf = string where it matches /^[A-Z]\/[0-9]{1,3}$/ and it.length >= 3
type Fee = decimal(2) where it >= 0

enum Condition { mint, good, worn, lost }

role Member
role Librarian

aggregate Title by isbn: Isbn {
  state {
    name: string where it.length >= 1 and it.length <= 300
    authors: string[] where it.size >= 1
    shelf: Shelf?
    waiting: MemberId[]
    copies: set<CopyId>
    get isPopular: bool = waiting.size > copies.size
    get author: string = authors.first ?? "anonymous"
    get next: MemberId? = waiting.first
  }
  rejection AlreadyWaiting "{member} is waiting already" { member: MemberId }
  rejection NobodyWaits

  event TitleAdded { name: string, authors: string[] }
  event ShelfChosen { shelf: Shelf }
  event CopyBought { copy: CopyId }
  event CopyGone { copy: CopyId }
  public event Queued { member: MemberId, position: int }
  public event Unqueued { member: MemberId }

  create command AddTitle(name: string where it.length >= 1, authors: string[] where it.size >= 1, shelf: string?) allow Librarian {
    emit TitleAdded(name, authors)
    if shelf != none and shelf matches /^[A-Z]\/[0-9]{1,3}$/ {
      emit ShelfChosen(shelf: Shelf(shelf.trim()))
    }
  }
  command BuyCopies(copies: CopyId[]) allow Librarian {
    for copy in command.copies {
      if not state.copies.contains(copy) { emit CopyBought(copy) }
    }
  }
  command LoseCopy(copy: CopyId) allow Librarian, system {
    if copy in copies { emit CopyGone(copy) }
  }
  command Queue(member: MemberId) allow Member where caller.id == member {
    require not waiting.contains(member) else AlreadyWaiting(member)
    emit Queued(member, position: waiting.size + 1)
  }
  command Unqueue(member: MemberId?) allow system, Member where caller.id == member {
    let who = member ?? next
    require who != none else NobodyWaits
    if waiting.any(m => m == who) {
      emit Unqueued(member: who)
    }
  }

  on TitleAdded { name, authors }
  on ShelfChosen { shelf }
  on CopyBought { copies += event.copy }
  on CopyGone { copies -= event.copy }
  on Queued { waiting += event.member }
  on Unqueued { waiting -= event.member }
}

aggregate Copy by copyId: CopyId {
  lifecycle shelved -> lent -> shelved, lent -> overdue -> shelved, shelved | lent | overdue -> gone

  state {
    isbn: Isbn
    condition: Condition = mint
    borrower: MemberId in lent | overdue
    due: date in lent | overdue
    reminders: int in overdue = 0
    loans: int = 0
    fees: map<MemberId, Fee>
  }
  rejection StillOwes "{fee} is owed" { fee: Fee }
  rejection NotDue "It is due on {due}" { due: date }
  rejection CannotRenew

  event CopyShelved { isbn: Isbn, condition: Condition }
  public event Lent { member: MemberId, due: date }
  public event Returned { member: MemberId, condition: Condition, late: int }
  public event BecameOverdue
  event Reminded
  event RenewedUntil { due: date }
  public event Gone { condition: Condition, last: MemberId? }

  create command Shelve(isbn: Isbn, condition: Condition = good) allow Librarian { emit CopyShelved(isbn, condition) }
  command Lend(member: MemberId, days: int where it >= 1 and it <= 60 = 28) in shelved allow Librarian {
    let owed = fees[member] ?? 0
    require owed == 0 else StillOwes(fee: owed)
    emit Lent(member, due: now.date.plusDays(days))
  }
  command Renew() in lent allow Member where caller.id == borrower, Librarian {
    require now.date.daysUntil(due) <= 7 else CannotRenew
    emit RenewedUntil(due: due.plusDays(14))
  }
  command MarkOverdue() in lent allow system {
    require now.date > due else NotDue(due)
    emit BecameOverdue()
    emit Reminded()
  }
  command Remind() in overdue allow system { emit Reminded() }
  command Return(condition: Condition) in lent | overdue allow Librarian {
    emit Returned(member: borrower, condition: command.condition, late: max(0, due.daysUntil(now.date)))
    if command.condition == lost {
      emit Gone(condition: lost, last: borrower)
    }
  }
  command WriteOff() in shelved | overdue allow Librarian, system {
    emit Gone(condition: if status == overdue then lost else condition, last: if status == overdue then borrower else none)
  }

  on CopyShelved -> shelved { isbn, condition }
  on Lent -> lent {
    borrower = event.member
    due
    loans += 1
  }
  on RenewedUntil { due }
  on BecameOverdue -> overdue
  on Reminded { reminders += 1 }
  on Returned -> shelved {
    condition
    if event.late > 0 {
      fees[event.member] = (fees[event.member] ?? 0) + 0.5 * event.late
    }
  }
  on Gone -> gone { condition }
}

/// Reminds every week until the copy is back, then writes it off.
saga Reminders by copyId: CopyId {
  state {
    due: date
    sent: int = 0
  }
  start on Lent -> lent { due }
  step lent {
    on Returned -> returned
    on Gone -> returned
    on BecameOverdue -> reminding
    on rejected MarkOverdue -> lent
    after 24h { send MarkOverdue(copyId) }
  }
  step reminding {
    on Returned -> returned
    on Gone -> returned
    on rejected Remind where sent > 1 -> returned
    on rejected Remind { sent = 0 }
    after 7d where sent >= 4 -> returned { send WriteOff(copyId) }
    after 7d -> reminding {
      sent += 1
      send Remind(copyId)
    }
  }
  end returned
}

policy Notify on Queued where event.position == 1 {
  send TellDesk(text: event.isbn, urgent: event.position < 2)
}
external command TellDesk(text: string, urgent: bool)

projection Loans by copyId: CopyId {
  member: MemberId
  due: date
  overdue: bool = false

  index due
  index member, due desc

  on Lent { member, due }
  on BecameOverdue update { overdue = true }
  on Returned delete
  on Gone delete

  query ofMember(who: MemberId) where member == who order by due
  query lateOnes(today: date) where due < today and not overdue or overdue order by due desc limit 100
}
projection Readers by member: MemberId {
  loans: int = 0
  late: int = 0
  days: int = 0
  on Lent by event.member { loans += 1 }
  on Returned where event.late > 0 by event.member { late += 1 }
  on Returned by event.member update { days += event.late }
}

scenario "a late copy costs" for Copy {
  given CopyShelved(isbn: "9780000000001", condition: mint), Lent(member: "m", due: "2025-12-30")
  when
    Return(condition: good) as Librarian
    Lend(member: "m") as Librarian
  then rejected StillOwes(fee: 1)
}
scenario "it is overdue after a while" {
  given Copy "c" { CopyShelved(isbn: "9780000000001", condition: mint), Lent(member: "m", due: "2026-01-01") }
  when after 25h
  then Copy "c" { BecameOverdue(), Reminded() }
  then Reminders "c" reminding
  then Loans "c" (overdue: true)
}
