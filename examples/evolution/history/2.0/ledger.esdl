/// The cash book of an association.
context Ledger

id EntryId
id PartyId

value Money { amount: decimal(2) }

value Party {
  id: PartyId
  name: string personal
}

aggregate Entry by entryId: EntryId {
  lifecycle booked -> reversed

  state {
    money: Money
    negative: bool
    counterparty: Party?
    tags: set<string>
    why: string in reversed
  }

  event EntryBooked formerly EntryPosted {
    money: Money
    negative: bool
    counterparty: Party?

    /// The amount was a bare number of cents.
    version 2 {
      remove cents: int
      add money = Money(amount: old.cents / 100.0)
    }
  }
  event EntryReversed { why: string }
  event Tagged { tag: string }

  /// Written by the first release only: several tags in one event.
  retired event TagsAdded { tags: string[] } becomes Tagged(tag: t) for t in tags
  /// Written by the first release only, and of no meaning today.
  retired event EntryViewed { by: string } becomes nothing

  create command Post(cents: int, negative: bool, counterparty: Party?) {
    emit EntryBooked(money: Money(amount: cents / 100.0), negative, counterparty)
  }
  command Reverse(why: string) in booked {
    emit EntryReversed(why)
  }
  command Tag(tag: string) {
    if not tags.contains(tag) {
      emit Tagged(tag)
    }
  }

  on EntryBooked -> booked { money, negative, counterparty }
  on EntryReversed -> reversed { why }
  on Tagged { tags += event.tag }
}

projection DailyBalance by day: date {
  total: decimal(2) = 0
  entries: int = 0

  on EntryBooked by meta.occurredAt.date {
    total += if event.negative then -event.money.amount else event.money.amount
    entries += 1
  }
}

scenario "a reversed entry stays reversed" for Entry {
  given EntryBooked(money: Money(12.50), negative: false), EntryReversed(why: "booked twice")
  when Reverse(why: "again")
  then rejected NotAllowed
}
