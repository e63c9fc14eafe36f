context Library

/// Someone who borrows.
id MemberId
id CopyId
type Isbn = string where it matches /^97[89][0-9]{10}$/
type Shelf = string where it.length >= 1 and it.length <= 8
enum Condition { fresh, worn, broken }
role Librarian
role Member

value Period {
  from: date
  to: date
  invariant Ordered "A period ends after it starts": from <= to
  get days: int = from.daysUntil(to)
}

function later(a: date, b: date): date = if a > b then a else b
function fee(days: int, worth: decimal(2)): decimal(2) = min((days * 0.2).round(2), worth)
external function holiday(day: date): bool sample false

aggregate Copy by copyId: CopyId {
  lifecycle shelved -> lent -> shelved, shelved | lent -> lost -> shelved, shelved -> withdrawn

  state {
    isbn: Isbn
    shelf: Shelf
    worth: decimal(2) where it >= 0
    condition: Condition = fresh
    borrower: MemberId in lent
    period: Period in lent
    loans: int = 0
    marks: set<string>
    perMonth: map<string, int>
    repairs: Repair[]
    get busy: bool = status == lent and period.days > 14
    get cost: decimal = repairs.sum(r => r.price)
  }

  entity Repair by number: int { what: string where it.length > 0, price: decimal(2) = 1.5, done: bool = false }

  invariant CheapRepairs "Repairs never cost more than the copy is worth": cost <= worth
  unique shelf, isbn in shelved | lent else ShelfTaken

  rejection ShelfTaken "Another copy stands there"
  rejection TooLong "At most {most} days, not {asked}" { most: int, asked: int }
  rejection NotYours "It is lent to someone else"
  rejection Closed "The library is closed on {day}" { day: date }
  rejection NoSuchRepair

  public event Acquired { isbn: Isbn, shelf: Shelf, worth: decimal(2), marks: set<string> }
  public event Lent { member: MemberId, period: Period }
  public event Returned { member: MemberId, late: int, condition: Condition }
  event RepairPlanned { repair: Repair }
  event RepairDone { number: int }
  event Marked { mark: string }
  event Unmarked { mark: string }
  event Lost
  event Found { shelf: Shelf }
  event Withdrawn { why: string? }

  create command Acquire(isbn: Isbn, shelf: Shelf, worth: decimal(2) = 10, marks: set<string>) allow Librarian {
    emit Acquired(isbn, shelf, worth, marks)
  }
  command Lend(member: MemberId, from: date, days: int where it >= 1) in shelved
    allow Librarian, Member where caller.id == command.member {
    require days <= 28 else TooLong(most: 28, asked: days)
    require not holiday(from) else Closed(day: from)
    emit Lent(member, period: Period(from, from.plusDays(days)))
  }
  command Return(on: date, condition: Condition?) in lent allow Librarian {
    let due = period.to
    let late = max(0, due.daysUntil(on))
    emit Returned(member: borrower, late, condition: command.condition ?? state.condition)
  }
  command PlanRepair(what: string, price: decimal(2)?) allow Librarian {
    let number = (repairs.max(r => r.number) ?? 0) + 1
    if price == none { emit RepairPlanned(repair: Repair(number, what)) }
    else { emit RepairPlanned(repair: Repair(number, what, price)) }
  }
  command FinishRepairs(numbers: int[]) allow Librarian {
    require numbers.all(n => repairs.has(n)) else NoSuchRepair
    for n in numbers {
      if repairs.has(n) and not repairs[n].done { emit RepairDone(number: n) }
    }
  }
  command Mark(mark: string) { if not marks.contains(mark) { emit Marked(mark) } }
  command Unmark(mark: string) { if mark in marks { emit Unmarked(mark) } }
  command Lose() in shelved | lent { emit Lost() }
  command Find(shelf: Shelf) in lost { emit Found(shelf: command.shelf) }
  command Withdraw(why: string?) in shelved allow Librarian where caller.id != "nobody", system { emit Withdrawn(why) }

  on Acquired -> shelved { isbn, shelf, worth, marks }
  on Lent -> lent {
    borrower = event.member
    period
    loans += 1
    let month = event.period.from.plusDays(0).daysUntil("2026-01-01")
    let key = if month > 0 then "before" else "after"
    perMonth[key] = (perMonth[key] ?? 0) + 1
  }
  on Returned -> shelved { condition }
  on RepairPlanned { repairs += event.repair }
  on RepairDone { if repairs.has(event.number) { repairs[event.number].done = true } }
  on Marked { marks += event.mark }
  on Unmarked { marks -= event.mark }
  on Lost -> lost
  on Found -> shelved { shelf }
  on Withdrawn -> withdrawn
}

aggregate Register by memberId: MemberId {
  state { visits: int = 0, names: string[], last: instant? }
  event Visited { name: string }
  any command Visit(name: string where it.trim().length > 0) { emit Visited(name: name.trim().lower()) }
  on Visited {
    visits += 1
    names = (names + [event.name]).distinct().sortBy(n => n)
    last = meta.occurredAt
  }
}

projection CopiesOf by isbn: Isbn {
  copies: int = 0
  out: int = 0
  shelves: set<Shelf>
  on Acquired by event.isbn { copies += 1  shelves += event.shelf }
}

projection Loans by member: MemberId {
  open: map<string, date>
  ever: int = 0
  lateDays: int = 0
  latest: date?
  worst: Condition = fresh
  get isFree: bool = open.size == 0
  index ever desc
  on Lent by event.member {
    ever += 1
    open[meta.streamId] = event.period.to
    latest = if latest == none then event.period.from else later(latest ?? event.period.from, event.period.from)
  }
  on Returned by event.member update {
    remove open[meta.streamId]
    lateDays += event.late
    worst = event.condition
  }
  query busy(least: int, n: int) where ever >= least and not isFree order by ever desc, latest limit n
  query late() where lateDays > 0 order by lateDays desc
}

projection LoansPerDay by (day: date, condition: Condition) {
  returned: int = 0
  late: int = 0
  on Returned where event.late >= 0 by (meta.occurredAt.date, event.condition) { returned += 1, late += event.late }
}

projection OnLoan by copyId: CopyId {
  member: MemberId
  until: date
  since: instant
  on Lent { member, until = event.period.to, since = meta.occurredAt }
  on Returned delete
  on Lost delete
  query dueBy(day: date) where until <= query.day order by until
}

scenario "lent and returned late" for Copy {
  given Acquired(isbn: "9781234567897", shelf: "A1", worth: 20)
  when Lend(member: "ann", from: "2026-01-05", days: 14) as Member "ann", Return(on: "2026-01-22", condition: worn) as Librarian
  then Lent(period: Period("2026-01-05", "2026-01-19")), Returned(member: "ann", late: 3, condition: worn)
  then state(loans: 1, condition: worn, busy: false)
}

scenario "too long, closed, twice" for Copy {
  given Acquired(isbn: "9781234567897", shelf: "A1", worth: 20)
  when Lend(member: "ann", from: "2026-01-05", days: 29) as Librarian
  then rejected TooLong(most: 28, asked: 29)
}
scenario "repairs cost too much" for Copy {
  given Acquired(isbn: "9781234567897", shelf: "A1", worth: 2), RepairPlanned(repair: Repair(number: 1, what: "spine"))
  when PlanRepair(what: "cover", price: 0.51) as Librarian
  then rejected InvariantViolated
}
scenario "repairs are numbered and done" for Copy {
  given Acquired(isbn: "9781234567897", shelf: "A1", worth: 20), RepairPlanned(repair: Repair(number: 4, what: "spine"))
  when PlanRepair(what: "cover") as Librarian, FinishRepairs(numbers: [5, 4, 5]) as Librarian
  then RepairPlanned(repair: Repair(5, "cover", 1.5, false)), RepairDone(number: 5), RepairDone(number: 4), RepairDone(number: 5)
  then state(cost: 3)
}
scenario "two copies cannot share a place" {
  given Copy "a" { Acquired(isbn: "9781234567897", shelf: "A1", worth: 20, marks: ["x"]) }
  when Acquire(copyId: "b", isbn: "9781234567897", shelf: "A1") as Librarian
  then rejected ShelfTaken
}
scenario "rows" {
  given Copy "a" { Acquired(isbn: "9781234567897", shelf: "A1", worth: 20, marks: ["x"]) }
  given Copy "b" { Acquired(isbn: "9781234567897", shelf: "A2", worth: 20) }
  when Lend(copyId: "a", member: "ann", from: "2026-01-05", days: 14) as Librarian,
    Lend(copyId: "b", member: "ann", from: "2025-12-05", days: 2) as Librarian,
    Return(copyId: "a", on: "2026-01-22") as Librarian
  then Loans "ann" (ever: 2, lateDays: 3, latest: "2026-01-05", isFree: false, worst: fresh)
  then OnLoan "a" nothing
  then OnLoan "b" (member: "ann", until: "2025-12-07", since: "2026-01-01T00:00:00.000Z")
  then LoansPerDay ("2026-01-01", fresh) (returned: 1, late: 3)
  then CopiesOf "9781234567897" (copies: 2, shelves: ["A2", "A1"])
  then Copy "a" { Lent(), Returned(late: 3) }
}
scenario "a register needs no beginning" for Register {
  when Visit(name: " Bo "), Visit(name: "al"), Visit(name: "BO")
  then Visited(name: "bo"), Visited(name: "al"), Visited(name: "bo")
  then state(visits: 3, names: ["al", "bo"])
}
scenario "a blank name is invalid" for Register {
  when Visit(name: "  ")
  then rejected Invalid
}
scenario "only the lender's own" for Copy {
  given Acquired(isbn: "9781234567897", shelf: "A1", worth: 20)
  when Lend(member: "ann", from: "2026-01-05", days: 2) as Member "bob"
  then rejected Forbidden
}
scenario "lost copies come back to another shelf" for Copy {
  given Acquired(isbn: "9781234567897", shelf: "A1", worth: 20), Lost()
  when Withdraw()
  then rejected NotAllowed
}
scenario "holidays" for Copy {
  given Acquired(isbn: "9781234567897", shelf: "A1", worth: 20), Lost()
  when Find(shelf: "B7"), Withdraw(why: "old")
  then Found(shelf: "B7"), Withdrawn(why: "old")
  then state(shelf: "B7", status: withdrawn)
}
