/// The stay of one guest, from the request to the bill.
context Hotel

aggregate Booking by bookingId: BookingId {
  lifecycle requested -> confirmed -> arrived -> departed,
    requested | confirmed -> cancelled,
    confirmed -> noShow

  state {
    guest: GuestId
    room: RoomNumber
    kind: RoomKind
    arrival: Arrival
    nights: Nights = 1
    tariff: Tariff
    requestedAt: instant
    /// Until when it can be cancelled without a fee.
    freeUntil: instant in confirmed | arrived | departed
    arrivedAt: instant in arrived | departed
    stayed: duration in departed
    extras: Extra[] in arrived | departed
    fee: decimal(2) in cancelled | noShow = 0
    why: string? in cancelled

    get departs: date = departure(arrival, nights)
    get price: decimal(2) = tariff.full * nights
    get isLong: bool = nights >= 14
  }

  /// What was consumed, by its receipt.
  entity Extra by receipt: string {
    what: string where it.length >= 1
    amount: decimal(2) where it >= 0
    times: int = 1

    invariant Sometimes "An extra happens at least once": times >= 1
    get total: decimal(2) = amount * times
  }

  unique room, arrival in requested | confirmed | arrived else RoomTaken

  rejection RoomTaken "Another guest arrives in this room on that day"
  rejection TooCheap "A {kind} costs at least {least}" { kind: RoomKind, least: decimal }
  rejection TooLate "It could be cancelled until {until}" { until: instant }
  rejection NotYet "The stay begins on {arrival}" { arrival: date }

  event Requested {
    guest: GuestId, room: RoomNumber
    kind: RoomKind
    arrival: Arrival
    nights: Nights
    tariff: Tariff,
  }
  event Confirmed { freeUntil: instant }
  event Arrived
  event ExtraTaken { extra: Extra }
  event ExtraCorrected { receipt: string, amount: decimal(2) }
  event ExtraCancelled { receipt: string }
  public event Departed { bill: decimal(2), nights: int }
  public event BookingCancelled { fee: decimal(2), why: string? }
  event Missed

  create command Request(
    guest: GuestId,
    room: RoomNumber,
    kind: RoomKind,
    arrival: Arrival,
    nights: Nights = 1,
    tariff: Tariff,
  ) allow Guest where caller.id == guest, Desk {
    let least = floorPrice(kind)
    require tariff.night >= least else TooCheap(kind, least)
    require arrival >= now.date else NotYet(arrival: now.date)
    emit Requested(guest, room, kind, arrival, nights, tariff)
  }
  command Confirm(notice: Notice = 2d) in requested allow Desk {
    emit Confirmed(freeUntil: max(now, requestedAt + 1h) + notice)
  }
  command Arrive() in confirmed allow Desk {
    require now.date >= arrival else NotYet(arrival)
    emit Arrived()
  }
  command TakeExtra(receipt: string, what: string where it.length >= 1, amount: decimal(2) where it >= 0, times: int where it >= 1 = 1) in arrived
    allow Desk {
    if not extras.has(receipt) {
      emit ExtraTaken(extra: Extra(receipt, what, amount, times))
    }
  }
  command CorrectExtra(receipt: string, amount: decimal(2) where it >= 0) in arrived allow Desk {
    let extra = extras[receipt]
    if extra != none {
      if extra.amount != amount {
        emit ExtraCorrected(receipt, amount)
      }
    }
  }
  command CancelExtra(receipt: string) in arrived allow Desk {
    if extras.has(receipt) { emit ExtraCancelled(receipt) }
  }
  command Depart() in arrived allow Desk {
    emit Departed(bill: price + extras.sum(x => x.total), nights: min(nights, arrival.daysUntil(now.date) + 1))
  }
  command Cancel(why: string?) in requested | confirmed allow Guest where caller.id == guest, Desk {
    if status == requested {
      emit BookingCancelled(fee: 0, why)
    } else {
      require now <= freeUntil + 1d else TooLate(until: freeUntil)
      emit BookingCancelled(fee: if now <= freeUntil then 0 else (price / 2).round(2), why)
    }
  }
  command Miss() in confirmed allow system, Desk {
    require now.date > arrival else NotYet(arrival)
    emit Missed()
  }

  on Requested -> requested {
    guest, room, kind, arrival, nights, tariff
    requestedAt = meta.occurredAt
  }
  on Confirmed -> confirmed { freeUntil }
  on Arrived -> arrived {
    arrivedAt = meta.occurredAt
    extras = []
  }
  on ExtraTaken { extras += event.extra }
  on ExtraCorrected {
    if extras.has(event.receipt) {
      extras[event.receipt].amount = event.amount
    }
  }
  on ExtraCancelled { extras -= event.receipt }
  on Departed -> departed { stayed = meta.occurredAt - arrivedAt }
  on BookingCancelled -> cancelled { fee, why }
  on Missed -> noShow { fee = tariff.night }

  snapshot every 20
}

scenario "a free cancellation costs nothing" for Booking {
  given
    Requested(guest: "g", room: "2-014", kind: single, arrival: "2026-02-01", nights: 2, tariff: Tariff(50, 10)),
    Confirmed(freeUntil: "2026-01-03T00:00:00.000Z")
  when
    after 1d
    Cancel(why: none) as Guest "g"
  then BookingCancelled(fee: 0)
  then state(status: cancelled, fee: 0, nights: 2)
}
scenario "a late one costs half" for Booking {
  given
    Requested(guest: "g", room: "2-014", kind: single, arrival: "2026-02-01", nights: 2, tariff: Tariff(50, 10)),
    Confirmed(freeUntil: "2026-01-03T00:00:00.000Z")
  when
    after 60h
    Cancel(why: "ill") as Desk
  then BookingCancelled(fee: 60, why: "ill")
}
scenario "somebody else may not" for Booking {
  given Requested(guest: "g", room: "2-014", kind: single, arrival: "2026-02-01", nights: 2, tariff: Tariff(night: 50))
  when Cancel(why: none) as Guest "mallory"
  then rejected Forbidden
}
