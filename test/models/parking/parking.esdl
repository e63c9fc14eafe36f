/// Car parks: who is in, for how long, and what it costs.
//
// Exercises: durations as results of instants, in sums, comparisons, defaults and `where`; their seconds, minutes, hours
// and days; `div`, `%`, `abs`, unary minus and precedence on ints; `min` and `max` of durations, instants and strings;
// maps keyed by a brand over text; a `for` that writes what it reads; unique over an optional; `Invalid` in scenarios.
context Parking

id TicketId
id GarageId
type Plate = string where it.length >= 2 and it.length <= 10 and it matches /^[A-Z0-9-]+$/
type Cents = int where it >= 0
type Stay = duration where it >= 0s and it <= 30d

role Driver
role Guard

function startedHours(stay: duration): int = (stay.minutes + 59).div(60)
function feeFor(stay: duration, perHour: int): int =
  if stay < 15m then 0
  else if stay <= 24h then min(startedHours(stay) * perHour, 10 * perHour)
  else stay.days * 10 * perHour + min((startedHours(stay) % 24) * perHour, 10 * perHour)

aggregate Garage by garageId: GarageId {
  state {
    name: string
    places: int where it >= 0
    inside: map<Plate, instant>
    banned: set<Plate>
    perHour: Cents = 200
    grace: duration = 15m
    longest: duration?
    took: int = 0
    get free: int = places - inside.size
    get firstIn: instant? = inside.values.min
    get plates: Plate[] = inside.keys.sortBy(p => p)
    get shortage: int = -free
    get gap: int = (places - 2 * inside.size).abs
  }
  invariant Fits "No more cars than places": free >= 0
  rejection Full "All {places} places are taken" { places: int }
  rejection Banned
  rejection NotInside "{plate} is not inside" { plate: Plate }
  rejection Already "{plate} is inside since {since}" { plate: Plate, since: instant }

  event GarageOpened { name: string, places: int, grace: duration }
  event Entered { plate: Plate }
  event Left { plate: Plate, stay: Stay, fee: Cents }
  event EvacuatedAll { plates: Plate[] }
  event BansChanged { add: set<Plate>, remove: set<Plate> }

  create command OpenGarage(name: string, places: int where it >= 0, grace: duration where it <= 1h = 15m) {
    emit GarageOpened(name, places, grace)
  }
  command Enter(plate: Plate) allow Driver {
    require not (plate in banned) else Banned
    let since = inside[plate]
    require since == none else Already(plate, since: since ?? now)
    require free > 0 else Full(places)
    emit Entered(plate)
  }
  command Leave(plate: Plate) allow Driver, Guard {
    let entered = inside[plate]
    require entered != none else NotInside(plate)
    let stay = max(now - entered, 0s)
    emit Left(plate, stay: Stay(stay), fee: feeFor(max(stay - grace, 0s), perHour))
  }
  command Evacuate() allow Guard, system {
    require inside.size > 0 else NotInside(plate: "NONE")
    emit EvacuatedAll(plates)
  }
  command Ban(add: set<Plate>, remove: set<Plate>) allow Guard {
    if not add.isEmpty or not remove.isEmpty {
      emit BansChanged(add, remove)
    }
  }

  on GarageOpened { name, places, grace }
  on Entered { inside[event.plate] = meta.occurredAt }
  on Left {
    remove inside[event.plate]
    took += event.fee
    longest = max(longest ?? 0s, event.stay)
  }
  on EvacuatedAll {
    for plate in inside.keys {
      let since = inside[plate]
      if since != none {
        longest = if longest == none then meta.occurredAt - since else max(longest, meta.occurredAt - since)
      }
      remove inside[plate]
    }
  }
  on BansChanged {
    for plate in event.add { banned += plate }
    for plate in event.remove { banned -= plate }
  }
}

/// A ticket for a month.
aggregate Ticket by ticketId: TicketId {
  state {
    plate: Plate?
    until: instant
    used: duration = 0s
    get usedHours: int = used.hours
    get label: string = max(plate ?? "", "NONE") + "/" + (if usedHours > 10 then "much" else "little")
  }
  unique plate
  event TicketBought { plate: Plate?, until: instant }
  event TicketUsed { used: Stay }
  event PlateChanged { plate: Plate? }
  rejection Expired "It was valid until {until}" { until: instant }

  create command Buy(plate: Plate?, days: int where it in [1, 7, 30]) allow Driver {
    emit TicketBought(plate, until: now + (if days == 30 then 30d else if days == 7 then 7d else 24h))
  }
  command Use(used: Stay) {
    require now <= until else Expired(until)
    emit TicketUsed(used: command.used)
  }
  command ChangePlate(plate: Plate?) { emit PlateChanged(plate: command.plate) }

  on TicketBought { plate, until }
  on TicketUsed { used += event.used }
  on PlateChanged { plate }
}

projection Busy by (garageId: GarageId, hour: int) {
  cars: int = 0
  total: duration = 0s
  get average: int = if cars == 0 then 0 else total.seconds.div(cars)
  on Left by (event.garageId, event.stay.hours) {
    cars += 1
    total += event.stay
  }
}

scenario "a day and an hour" for Garage {
  given GarageOpened(name: "P1", places: 1, grace: 0s), Entered(plate: "ZH-1")
  when
    after 25h
    Leave(plate: "ZH-1") as Driver
  then Left(stay: 25h, fee: 2200)
}
scenario "a bad plate" for Garage {
  given GarageOpened(name: "P1", places: 1, grace: 0s)
  when Enter(plate: "zürich") as Driver
  then rejected Invalid
}
scenario "not there" for Garage {
  when Enter(plate: "ZH-1") as Driver
  then rejected NotFound
}
scenario "there already" for Garage {
  given GarageOpened(name: "P1", places: 1, grace: "PT15M")
  when OpenGarage(name: "P2", places: 2)
  then rejected AlreadyExists
}
