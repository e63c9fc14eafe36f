context Hall

id ConcertId
id TicketId
role Organiser
enum Kind { seat, standing }

aggregate Concert by concertId: ConcertId {
  lifecycle planned -> held

  state { title: string, places: int = 0, applause: int in held }

  rejection NoPlaces "No places"
  rejection TooLoud "At most {most}" { most: int }

  event Planned { title: string, kind: Kind, version 2 { rename name to title, add kind = seat } }
  event Enlarged { places: int }
  event Held { applause: int }

  create command Plan(title: string, kind: Kind = seat) allow Organiser { emit Planned(title, kind) }
  command Enlarge(places: int) in planned { require command.places > 0 else NoPlaces  emit Enlarged(places: command.places) }
  command Hold(applause: int) in planned { require command.applause < 9 else TooLoud(most: 9)  emit Held(applause: command.applause) }

  on Planned -> planned { title }
  on Enlarged { places += event.places }
  on Held -> held { applause }
}

aggregate Ticket by ticketId: TicketId {
  state { concert: ConcertId }
  event Sold { concert: ConcertId }
  create command Sell(concert: ConcertId) { emit Sold(concert) }
  on Sold { concert }
}

projection Programme by concertId: ConcertId {
  title: string
  on Planned { title }
}
projection Takings by (day: date, kind: Kind) {
  concerts: int = 0
  on Planned by (meta.occurredAt.date, event.kind) { concerts += 1 }
}
saga Reminder by concertId: ConcertId {
  state { }
  start on Planned -> waiting
  step waiting { on Held -> over  after 1h -> over { send Enlarge(concertId, places: 1) } }
  end over
}

scenario "s" {
  when Plan(concertId: "c", title: "Requiem") as Organiser
  then Reminder "c" wating // ! ESDL1120 no step or end called wating
}
// fix: Create step wating leaves ESDL6007
