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
  start on Planned -> printed { send Hold(concertId) undo Drop(concertId) }
  step printed {
    on rejected Hold -> done { undo all }
    on rejected Invite -> done
    after 7d -> inviting { send Invite(concertId, guest: GuestId(concertId), companion: none) } // ! ESDL6010 inviting
  }
  step inviting { on Invited -> done }
  end done
}
