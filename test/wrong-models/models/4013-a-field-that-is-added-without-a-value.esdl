context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  state { room: string, note: string? }
  event Booked {
    room: string
    note: string?
    version 2 {
      add note
      add room // ! ESDL4013 Booked of version 1 has no room
    }
  }
  create command Book(room: string) { emit Booked(room) }
  on Booked { room, note }
}
