/// Lots under the hammer: bids, extensions, and the second-best bidder when the best does not pay.
//
// Exercises: narrowing in all forms (require, if, and, or, else, `status ==`, `status !=`, has, nested); fields in one or
// several statuses, assigned on entering and dropped on leaving; several chains through one status; an event that moves
// from several statuses; aggregates of one context that refer to each other through sagas; timers whose handlers have
// conditions; `undo` on a send in a `for`; `start on` with `where` and `by`; `on completed` of a command of ours.
context Auctions

id LotId
id BidderId
id WalletId
type Amount = decimal(2) where it > 0

enum Ending { sold, unsold, withdrawn }

role Seller
role Bidder

value Bid { bidder: BidderId, amount: Amount, at: instant }

aggregate Wallet by walletId: WalletId {
  state {
    owner: BidderId
    balance: decimal(2) = 0
    holds: map<LotId, decimal(2)>
    get available: decimal(2) = balance - holds.values.sum(h => h)
  }
  invariant Covered "No more is held than there is": available >= 0
  rejection Short "{available} is not enough" { available: decimal(2) }

  event WalletOpened { owner: BidderId }
  event ToppedUp { amount: Amount }
  public event Held { lot: LotId, amount: Amount }
  event Released { lot: LotId }
  event Captured { lot: LotId, amount: decimal(2) }

  create command OpenWallet(owner: BidderId) allow Bidder where caller.id == owner { emit WalletOpened(owner) }
  command TopUp(amount: Amount) { emit ToppedUp(amount) }
  command Hold(lot: LotId, amount: Amount) allow system {
    let already = holds[lot] ?? 0
    require amount <= available + already else Short(available)
    emit Held(lot, amount)
  }
  command Release(lot: LotId) allow system {
    if holds.has(lot) { emit Released(lot) }
  }
  command Capture(lot: LotId) allow system {
    let held = holds[lot]
    if held == none {
      // nothing to capture
    } else {
      emit Captured(lot, amount: held)
    }
  }

  on WalletOpened { owner }
  on ToppedUp { balance += event.amount }
  on Held { holds[event.lot] = event.amount }
  on Released { remove holds[event.lot] }
  on Captured {
    balance -= event.amount
    remove holds[event.lot]
  }
}

aggregate Lot by lotId: LotId {
  lifecycle draft -> open -> closing -> sold,
    closing -> open,
    open | closing -> unsold,
    draft | open -> withdrawn,
    unsold -> draft

  state {
    seller: BidderId
    title: string
    floor: Amount
    step: Amount = 1
    reserve: Amount? in draft | open | closing
    bids: Bid[]
    best: Bid? in open | closing
    closesAt: instant in open | closing
    hammer: Amount in sold
    winner: BidderId in sold
    note: string? in unsold | withdrawn
    rounds: int = 0
    get second: Bid? = bids.filter(b => b.bidder != best?.bidder).sortBy(b => -b.amount).first
    get least: decimal = if best == none then floor else best.amount + step
  }
  invariant FloorKept "Nothing is sold below its floor": status != sold or hammer >= floor
  invariant ReserveAboveFloor: status == sold or status == unsold or status == withdrawn or reserve == none or reserve >= floor

  rejection TooLow "Bid {least} at least" { least: decimal }
  rejection OwnLot "Nobody bids for what is theirs"
  rejection NotOver "It closes at {at}" { at: instant }
  rejection Over
  rejection HasBids "There are {n} bids" { n: int }

  event Drafted { seller: BidderId, title: string, floor: Amount, step: Amount, reserve: Amount? }
  public event Opened { closesAt: instant }
  public event BidPlaced { bid: Bid, wallet: WalletId }
  event Extended { closesAt: instant }
  public event ClosingBegan
  public event Sold { winner: BidderId, hammer: Amount }
  public event Unsold { why: string? }
  event Withdrawn { why: string? }
  event Relisted { floor: Amount }

  create command Draft(seller: BidderId, title: string, floor: Amount, step: Amount = 1, reserve: Amount?)
    allow Seller where caller.id == seller { emit Drafted(seller, title, floor, step, reserve) }
  command Open(lasts: duration where it >= 1m = 3d) in draft allow Seller where caller.id == seller {
    emit Opened(closesAt: now + lasts)
  }
  command Offer(bidder: BidderId, amount: Amount, wallet: WalletId) in open | closing
    allow Bidder where caller.id == bidder {
    require bidder != seller else OwnLot
    require now < closesAt else Over
    require best == none or amount >= best.amount + step and bidder != best.bidder else TooLow(least)
    require amount >= floor else TooLow(least: floor)
    emit BidPlaced(bid: Bid(bidder, amount, now), wallet)
    if closesAt - now < 5m and status == open {
      emit Extended(closesAt: now + 10m)
    }
  }
  command BeginClosing() in open allow system {
    require now >= closesAt else NotOver(at: closesAt)
    emit ClosingBegan()
  }
  command Hammer() in closing allow system {
    if best != none and (reserve == none or best.amount >= reserve) {
      emit Sold(winner: best.bidder, hammer: best.amount)
    } else if best != none {
      emit Unsold(why: "the reserve was not met the bids for " + title)
    } else {
      emit Unsold(why: none)
    }
  }
  command Reopen() in closing allow system { emit Opened(closesAt: now + 1h) }
  command Withdraw(why: string?) in draft | open allow Seller where caller.id == seller {
    require not (status == open) or best == none else HasBids(n: bids.size)
    emit Withdrawn(why)
  }
  command GiveUp() in open allow system {
    require best == none else HasBids(n: bids.count(b => b.amount > 0))
    emit Unsold(why: "nobody came")
  }
  command Relist(floor: Amount) in unsold allow Seller where caller.id == seller {
    let reason = if note != none then note.trim() else "none"
    require command.floor <= state.floor or reason.isEmpty else TooLow(least: state.floor)
    emit Relisted(floor: command.floor)
  }

  on Drafted -> draft { seller, title, floor, step, reserve }
  on Opened -> open { closesAt, rounds += 1 }
  on BidPlaced {
    best = event.bid
    bids += event.bid
  }
  on Extended { closesAt }
  on ClosingBegan -> closing
  on Sold -> sold { hammer, winner }
  on Unsold -> unsold { note = event.why }
  on Withdrawn -> withdrawn { note = event.why }
  on Relisted -> draft {
    floor
    reserve = none
    bids = []
  }
}

/// Closes a lot when its time is over.
saga Closing by lotId: LotId {
  state { closesAt: instant, bids: int = 0, early: bool = false }

  start on Opened -> running { closesAt }
  step running {
    on BidPlaced where event.bid.at > closesAt - 1h { bids += 1  early = false }
    on BidPlaced where bids == 0 { early = true }
    on BidPlaced { bids += 1 }
    on ClosingBegan -> hammering { send Hammer(lotId) }
    on Unsold -> over
    on Withdrawn -> over
    on rejected BeginClosing -> running
    on rejected GiveUp -> running
    on rejected Reopen -> over
    after 3d where bids == 0 { send GiveUp(lotId) }
    after 3d { send BeginClosing(lotId) }
  }
  step hammering {
    on Sold -> over
    on Unsold -> over
    on rejected Hammer -> running { send Reopen(lotId) }
  }
  end over
}

/// Holds the money of who bids, and releases it when the lot goes to somebody else.
saga Money by lotId: LotId {
  state {
    wallets: map<BidderId, WalletId>
    taken: bool = false
  }
  start on BidPlaced where event.bid.amount > 0 by event.lotId -> bidding {
    wallets[event.bid.bidder] = event.wallet
    send Hold(walletId: event.wallet, lot: lotId, amount: event.bid.amount)
      undo Release(walletId: event.wallet, lot: lotId)
  }
  step bidding {
    on BidPlaced {
      wallets[event.bid.bidder] = event.wallet
      send Hold(walletId: event.wallet, lot: lotId, amount: event.bid.amount)
        undo Release(walletId: event.wallet, lot: lotId)
    }
    on completed Hold { taken = true }
    on rejected Hold where rejection.type == "Short" { taken = false }
    on rejected Hold
    on Sold -> paid {
      let buyer = wallets[event.winner]
      if buyer != none {
        send Capture(walletId: buyer, lot: lotId)
      }
      for other in wallets.keys.filter(w => w != event.winner) {
        let wallet = wallets[other]
        if wallet != none { send Release(walletId: wallet, lot: lotId) }
      }
    }
    on Unsold -> released { undo all }
  }
  end paid, released
}

projection Lots by lotId: LotId {
  title: string
  seller: BidderId
  bids: int = 0
  best: decimal = 0
  leader: BidderId?
  ending: Ending?
  index seller, best desc
  on Drafted { title, seller }
  on BidPlaced update { bids += 1  best = max(best, event.bid.amount)  leader = event.bid.bidder }
  on Sold update { ending = sold }
  on Unsold update { ending = unsold }
  on Withdrawn update { ending = withdrawn }
  on Relisted update { ending = none  leader = none }
  query withLeader(who: BidderId) where leader == who and ending == none
  query ended(how: Ending[], n: int) where ending != none and ending in how order by best desc, title limit n
}

scenario "a higher bid wins" for Lot {
  given
    Drafted(seller: "sue", title: "Vase", floor: 10, step: 1, reserve: none),
    Opened(closesAt: "2026-01-02T00:00:00.000Z"),
    BidPlaced(bid: Bid("bob", 10, "2026-01-01T00:00:00.000Z"), wallet: "w")
  when Offer(bidder: "ann", amount: 10.5, wallet: "v") as Bidder "ann"
  then rejected TooLow(least: 11)
}
