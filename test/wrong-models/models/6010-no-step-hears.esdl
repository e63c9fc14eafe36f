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
  start on Planned -> printed { send Mail(concert: concertId) }
  step printed {
    on Dropped -> done
    after 7d {
      send Drop(concertId) // ! ESDL6010 Drop may be refused, and neither printed nor a step after it hears of it
      send Drop(concertId)
    }
    on Held -> done { send Drop(concertId) }
  }
  end done
}
