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
  on Held delete // ! ESDL2904 `delete`
}
// fix: Leave it out leaves ESDL3007
