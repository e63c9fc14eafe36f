context Hall

id ConcertId
id GuestId
role Organiser

aggregate Concert by concertId: ConcertId {
  lifecycle planned -> held

  state { title: string, guests: set<GuestId> }

  event Planned { title: string }
  event Invited { guest: GuestId, companion: GuestId? }
  event Held

  create command Plan(title: string) { emit Planned(title) }
  command Invite(guest: GuestId, companion: GuestId?) in planned { emit Invited(guest, companion) }
  command Hold() in planned { emit Held() }

  on Planned -> planned { title }
  on Invited { guests += event.guest }
  on Held -> held
}

projection Days by (day: date, concertId: ConcertId) {
  invited: int = 0
  on Invited by (meta.occurredAt.date, event.concertId) { invited += 1 }
}

scenario "held" {
  given Concert "c" { Planned(title: "Requiem") }
  when Invite(concertId: "c", guest: "alice")
  then Days "2026-01-01" (invited: 1) // ! ESDL7007 2 parts
}
