context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  state { bookedAt: instant }
  event Booked
  create command Book() { emit Booked() }
  on Booked { bookedAt = now } // ! ESDL2018
}
