context Clinic
id VisitId
value Visit { room: string }

aggregate Visit by visitId: VisitId { // ! ESDL1101 Clinic already has a value called Visit
  lifecycle booked -> over
  state { room: string }
  event Booked { room: string }
  event Ended
  create command Book(room: string) { emit Booked(room) }
  command End() in booked { emit Ended() }
  on Booked -> booked { room }
  on Ended -> over
}
projection Rooms by visitId: VisitId {
  room: string
  on Visit.Booked { room = event.room }
}
policy Again on Booked { send Visit.End(visitId: event.visitId) }
scenario "a visit" for Visit { when Book(room: "1") then Booked(room: "1") }
