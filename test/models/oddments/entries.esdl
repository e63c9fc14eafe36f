/// Exercises: entities made in `on`, `any command` with an invariant, literals of other precision.
context Entries
id A
aggregate Acc by a: A {
  state { balance: decimal(2) = 0, currency: string = "EUR", entries: Entry[], last: Entry? }
  entity Entry by n: int { amount: decimal(2), at: instant }
  invariant Solvent "No debt": balance >= 0
  event Moved { amount: decimal(2) }
  any command Move(amount: decimal(2)) { require amount != 0 else Zero emit Moved(amount) }
  rejection Zero
  on Moved { balance += event.amount  let e = Entry(n: entries.size + 1, amount: event.amount, at: meta.occurredAt)  entries += e  last = e }
}
scenario "s" for Acc { given Moved(amount: 5) when Move(amount: -6) then rejected InvariantViolated }
scenario "t" for Acc { given Moved(amount: 5) when Move(amount: -5) then Moved(amount: -5.00) then state(balance: 0, entries: [Entry(1, 5, "2026-01-01T00:00:00.000Z"), Entry(2, -5, "2026-01-01T00:00:00Z")]) }
