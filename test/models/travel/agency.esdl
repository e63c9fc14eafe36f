/// Trips: a flight, a room and a car, or none of them.
//
// Exercises: a file of a context with several `uses` lines and roles; sagas across contexts with `undo` in order,
// `undo all` in some branches; external commands with samples and replies of values and lists; external functions in
// sagas; values, enums and roles of other contexts, qualified; enum members bare under another context's type; public
// types that are visible because an event mentions them; `newId()`; projections fed by several contexts.
context Agency
uses Flights as conformist, Rooms as customer supplier
uses Payments as anticorruption

id TripId
id TravellerId
role Traveller
role Agent

external function markup(price: decimal(2), cabin: Flights.Cabin): decimal(2) sample 12.5
external command SendItinerary(to: TravellerId, lines: Line[], total: Payments.Price) returns { sent: bool, parts: string[], at: instant? }
  sample (sent: true, parts: ["pdf", "ics"], at: "2026-01-01T00:00:00.000Z")

value Line { text: string, price: Payments.Price, cabin: Flights.Cabin? }

aggregate Trip by tripId: TripId {
  lifecycle planned -> booking -> booked -> travelled, booking -> failed, planned | booked -> cancelled

  state {
    traveller: TravellerId
    flight: Flights.FlightNumber?
    cabin: Flights.Cabin = economy
    room: Rooms.RoomTypeId?
    nights: Rooms.Nights = 1
    from: date
    lines: Line[]
    reference: string in booked | travelled
    reason: string in failed | cancelled
    price: Payments.Price = Payments.Price(0, "EUR")
    get to: date = from.plusDays(nights)
    get simple: bool = flight == none or room == none
    get premium: bool = cabin == business or cabin == Flights.Cabin.first
  }

  rejection Nothing "A trip has a flight or a room"
  rejection InThePast "{from} is over" { from: date }

  event Planned { traveller: TravellerId, flight: Flights.FlightNumber?, cabin: Flights.Cabin, room: Rooms.RoomTypeId?, nights: Rooms.Nights, from: date }
  public event Ordered {
    traveller: TravellerId
    flight: Flights.FlightNumber?
    room: Rooms.RoomTypeId?
    cabin: Flights.Cabin
    from: date
    nights: Rooms.Nights
    flightBooking: Flights.SeatId, stay: Rooms.StayId, payment: Payments.PaymentId
    price: Payments.Price
  }
  event BookedAll { reference: string }
  event Failed { reason: string }
  public event TripCancelled { reason: string, refund: Payments.Price? }
  event Travelled

  create command Plan(traveller: TravellerId, flight: Flights.FlightNumber?, cabin: Flights.Cabin = economy, room: Rooms.RoomTypeId?, nights: Rooms.Nights = 1, from: date)
    allow Traveller where caller.id == traveller, Agent {
    require flight != none or room != none else Nothing
    require from > now.date else InThePast(from)
    emit Planned(traveller, flight, cabin, room, nights, from)
  }
  command Order(price: Payments.Price) in planned allow Traveller where caller.id == traveller, Agent {
    emit Ordered(
      traveller, flight, room, cabin, from, nights,
      flightBooking: Flights.SeatId(newId()),
      stay: Rooms.StayId(newId()),
      payment: Payments.PaymentId(newId()),
      price: Payments.Price(amount: command.price.amount + markup(command.price.amount, cabin), currency: command.price.currency),
    )
  }
  command Book(reference: string) in booking allow system { emit BookedAll(reference) }
  command Fail(reason: string) in booking allow system { emit Failed(reason) }
  command Cancel(reason: string) in planned | booked allow Traveller where caller.id == traveller, Agent {
    emit TripCancelled(reason, refund: if status == booked then price else none)
  }
  command Travel() in booked allow Agent, system { if now.date >= from { emit Travelled() } }

  on Planned -> planned { traveller, flight, cabin, room, nights, from }
  on Ordered -> booking {
    price
    if event.flight != none { lines += Line("flight " + event.flight, event.price, event.cabin) }
    if event.room != none { lines += Line(text: "room", price: event.price) }
  }
  on BookedAll -> booked { reference }
  on Failed -> failed { reason }
  on TripCancelled -> cancelled { reason }
  on Travelled -> travelled
}

saga Booking by tripId: TripId {
  state {
    seat: Flights.SeatId
    stay: Rooms.StayId
    payment: Payments.PaymentId
    price: Payments.Price
    traveller: TravellerId
    room: Rooms.RoomTypeId?
    nights: Rooms.Nights
    from: date
    open: int = 0
    log: string[]
  }

  start on Ordered -> holding {
    price, traveller, room, nights, from, stay, payment
    seat = event.flightBooking
    let number = event.flight
    if number != none {
      open += 1
      send Flights.HoldSeat(seatId: event.flightBooking, flight: number, cabin: event.cabin)
        undo Flights.ReleaseSeat(seatId: event.flightBooking)
    }
    let wanted = event.room
    if wanted != none {
      open += 1
      send Rooms.Reserve(stayId: event.stay, room: wanted, from: event.from, nights: event.nights)
        undo Rooms.Free(stayId: event.stay, why: "trip " + event.cabin.name)
    }
  }

  step holding {
    on Flights.SeatHeld where event.cabin == first by TripId(event.seatId) { log += "first class" }
    on completed Flights.HoldSeat where open > 1 { open -= 1 }
    on completed Flights.HoldSeat -> paying {
      send Payments.Take(paymentId: payment, price) undo Payments.Return(paymentId: payment)
    }
    on completed Rooms.Reserve where open > 1 { open -= 1, log += "room" }
    on completed Rooms.Reserve -> paying {
      send Payments.Take(paymentId: payment, price) undo Payments.Return(paymentId: payment)
    }
    on rejected Flights.HoldSeat -> failed { undo all  send Fail(tripId, reason: "no seat: " + rejection.message) }
    on rejected Rooms.Reserve -> failed { undo all, send Fail(tripId, reason: "no room: " + rejection.message) }
    after 10m -> failed { undo all  send Fail(tripId, reason: "took too long") }
  }

  step paying {
    on completed Payments.Take -> telling {
      log += "paid"
      let fee = markup(price.amount, economy)
      send SendItinerary(
        to: traveller,
        lines: [Line(text: "All of it", price: Payments.Price(price.amount - fee, price.currency), cabin: none)],
        total: price,
      )
    }
    on rejected Payments.Take -> failed { undo all  send Fail(tripId, reason: rejection.message) }
  }

  step telling {
    on completed SendItinerary where reply.sent and reply.parts.size > 0 -> booked {
      send Book(tripId, reference: reply.parts.first ?? "none")
    }
    on completed SendItinerary -> booked { send Book(tripId, reference: "no parts") }
    on rejected SendItinerary -> booked { send Book(tripId, reference: rejection.type) }
  }
  end booked, failed
}

projection Sales by (day: date, currency: Payments.Currency) {
  trips: int = 0
  turnover: decimal = 0
  returned: decimal = 0
  get net: decimal = turnover - returned
  on Ordered by (meta.occurredAt.date, event.price.currency) { trips += 1, turnover += event.price.amount }
  on TripCancelled where event.refund != none by (meta.occurredAt.date, event.refund.currency) update { returned += event.refund.amount }
  on Payments.Returned by (meta.occurredAt.date, event.price.currency) { returned += event.price.amount }
}
