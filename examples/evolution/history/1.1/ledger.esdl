/// The cash book of an association.
context Ledger

id EntryId
id PartyId

value Party {
  id: PartyId
  name: string personal
}

aggregate Entry by entryId: EntryId {
  lifecycle booked -> reversed

  state {
    cents: int
    negative: bool
    counterparty: Party?
    tags: set<string>
    why: string in reversed
  }

  event EntryPosted { cents: int, negative: bool, counterparty: Party? }
  event EntryReversed { why: string }
  event Tagged { tag: string }
  /// @deprecated Tagged says one thing at a time.
  event TagsAdded { tags: string[] }
  /// @deprecated Who looks at an entry is nothing that happens to it.
  event EntryViewed { by: string }

  create command Post(cents: int, negative: bool, counterparty: Party?) {
    emit EntryPosted(cents, negative, counterparty)
  }
  command Reverse(why: string) in booked {
    emit EntryReversed(why)
  }
  command Tag(tag: string) {
    if not tags.contains(tag) {
      emit Tagged(tag)
    }
  }
  /// @deprecated Tag adds one at a time.
  command AddTags(tags: string[]) {
    emit TagsAdded(tags: command.tags)
  }
  /// @deprecated
  command View(by: string) {
    emit EntryViewed(by)
  }

  on EntryPosted -> booked { cents, negative, counterparty }
  on EntryReversed -> reversed { why }
  on Tagged { tags += event.tag }
  on TagsAdded {
    for tag in event.tags {
      tags += tag
    }
  }
  on EntryViewed
}

projection DailyBalance by day: date {
  cents: int = 0
  entries: int = 0

  on EntryPosted by meta.occurredAt.date {
    cents += if event.negative then -event.cents else event.cents
    entries += 1
  }
}

scenario "a reversed entry stays reversed" for Entry {
  given EntryPosted(cents: 1250, negative: false), EntryReversed(why: "booked twice")
  when Reverse(why: "again")
  then rejected NotAllowed
}
