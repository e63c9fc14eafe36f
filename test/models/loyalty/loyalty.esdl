/// Points for whatever people do, kept without ceremony.
//
// Exercises: `any command` with counters and defaults everywhere; `m[k] = (m[k] ?? 0) + 1`; a map that is narrowed by
// `has`; several contexts with all roles of `uses`; public events of others in projections and policies; `allow system`;
// aggregates whose key is another's id; sagas keyed by a field of the event; an optional field that correlates.
context Loyalty
uses Tills as customer supplier, Members as anticorruption
uses Clock as conformist, Gifts

id CardId
enum Tier { bronze, silver, gold }
role Auditor

function tierOf(points: int): Tier = if points >= 1000 then gold else if points >= 100 then silver else bronze

aggregate Card by cardId: CardId {
  state {
    points: int = 0
    visits: map<Tills.TillId, int>
    tiers: map<Tier, instant>
    gifts: set<Gifts.GiftId>
    member: Members.MemberId?
    best: int = 0
    get tier: Tier = tierOf(points)
    get favourite: Tills.TillId? = visits.keys.sortBy(k => -(visits[k] ?? 0)).first
    get regular: bool = visits.values.any(v => v >= 10)
  }
  invariant Positive "Points are never owed": points >= 0
  rejection TooFew "{missing} points are missing" { missing: int }
  rejection Had "You have it already"

  event Earned { points: int where it > 0, till: Tills.TillId, member: Members.MemberId? }
  public event TierReached { tier: Tier, member: Members.MemberId? }
  public event Spent { points: int where it > 0, gift: Gifts.GiftId }
  event Expired { points: int }
  event Reset

  any command Earn(amount: decimal(2) where it >= 0, till: Tills.TillId, member: Members.MemberId?) allow system {
    let earned = if regular then 2 else 1
    if amount >= 10 {
      emit Earned(points: earned * (if amount > 100 then 20 else 5), till, member: command.member)
      if tierOf(points + earned * 20) != tier and not tiers.has(tierOf(points + earned * 20)) {
        emit TierReached(tier: tierOf(points + earned * 20), member: command.member)
      }
    }
  }
  any command Spend(price: int where it > 0, gift: Gifts.GiftId) {
    require not gifts.contains(gift) else Had
    require points >= price else TooFew(missing: price - points)
    emit Spent(points: price, gift)
  }
  any command Expire() allow system { if points > 0 { emit Expired(points: points.div(2) + points % 2) } }
  any command ResetAll() allow Auditor { emit Reset() }

  on Earned {
    points += event.points
    visits[event.till] = (visits[event.till] ?? 0) + 1
    if visits.has(event.till) and visits.size > 100 { remove visits[event.till] }
    best = max(best, state.points)
    member = event.member ?? state.member
  }
  on TierReached { tiers[event.tier] = tiers[event.tier] ?? meta.occurredAt }
  on Spent {
    points -= event.points
    gifts += event.gift
  }
  on Expired { points -= event.points }
  on Reset { points = 0, best = 0, gifts = [] }
}

policy EarnAtTills on Tills.Paid where event.card != none {
  let shown = event.card
  if shown != none {
    send Earn(cardId: CardId(shown), amount: event.amount, till: event.tillId, member: none)
  }
}
policy ExpireAtNewYear on Clock.YearBegan {
  for card in event.cards {
    send Expire(cardId: CardId(card))
  }
}

/// A gift that cannot be sent is put back.
saga SendGift by giftId: Gifts.GiftId {
  state { card: CardId, points: int = 0 }
  start on Spent by event.gift -> sending {
    card = event.cardId
    points
    send Gifts.Dispatch(giftId) undo Gifts.TakeBack(giftId)
  }
  step sending {
    on Gifts.Dispatched -> sent
    on Gifts.Lost where event.gift != none -> failed { undo all }
    on rejected Gifts.Dispatch -> failed
    on Members.Left -> failed { undo all }
  }
  end sent, failed
}

projection TierList by (tier: Tier, member: Members.MemberId) {
  since: date
  times: int = 0
  on TierReached where event.member != none by (event.tier, event.member) {
    since = meta.occurredAt.date
    times += 1
  }
}
projection Receipts by tillId: Tills.TillId {
  count: int = 0
  takings: decimal = 0
  on Tills.Paid { count += 1  takings += event.amount }
}

scenario "a visit counts" {
  when Tills.Pay(tillId: "t", amount: 120, card: "7c9e6679-7425-40de-944b-e07fc1f90ae7") as Tills.Cashier
  then Card "7c9e6679-7425-40de-944b-e07fc1f90ae7" { Earned(points: 20) }
  then Receipts "t" (count: 1, takings: 120)
}
scenario "points run out" for Card {
  given Earned(points: 5, till: "t")
  when Spend(price: 6, gift: "g") as Auditor
  then rejected TooFew(missing: 1)
}
