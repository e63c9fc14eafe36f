context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  state { count: int = 0 }
  event Booked
  event Started
  create command Book() { emit Booked() }
  command Start() in booked { emit Started() } // ! ESDL1119 Visit has no lifecycle, so it has no statuses
  on Booked
  on Started { count += 1 }
}
