context Hall

id ConcertId
id GuestId

aggregate Concert by concertId: ConcertId {
  lifecycle planned -> held, planned -> dropped

  rejection Full

  state { title: string, guests: set<GuestId> }

  event Planned { title: string }
  event Invited { guest: GuestId, companion: GuestId? }
  event Held
  event Dropped

  create command Plan(title: string) { emit Planned(title) }
  command Invite(guest: GuestId, companion: GuestId?) in planned {
    require guests.size < 100 else Full
    emit Invited(guest, companion)
  }
  command Hold() in planned { emit Held() }
  command Drop() in planned { emit Dropped() }

  on Planned -> planned { title }
  on Invited { guests += event.guest }
  on Held -> held
  on Dropped -> dropped
}

external command Mail(concert: ConcertId)
external command TakeBack(concert: ConcertId)

saga Posters by concertId: ConcertId {
  state { reminders: int = 0 }
  start on Planned -> reminding
  step reminding { // ! ESDL6006 Nothing leaves the step reminding
    on Invited { reminders = 0 }
    after 7d -> reminding { reminders += 1  send Mail(concert: concertId) }
  }
  end done
}
