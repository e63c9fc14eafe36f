/// The cash book of an association.
context Ledger

id EntryId

aggregate Entry by entryId: EntryId {
  lifecycle booked -> reversed

  state {
    cents: int
    negative: bool
    tags: set<string>
    why: string in reversed
  }

  event EntryPosted { cents: int, negative: bool }
  event EntryReversed { why: string }
  event TagsAdded { tags: string[] }
  event EntryViewed { by: string }

  create command Post(cents: int, negative: bool) {
    emit EntryPosted(cents, negative)
  }
  command Reverse(why: string) in booked {
    emit EntryReversed(why)
  }
  command AddTags(tags: string[]) {
    emit TagsAdded(tags: command.tags)
  }
  command View(by: string) {
    emit EntryViewed(by)
  }

  on EntryPosted -> booked { cents, negative }
  on EntryReversed -> reversed { why }
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
