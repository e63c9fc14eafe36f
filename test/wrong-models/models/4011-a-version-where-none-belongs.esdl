context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  state { count: int = 0  version 2 { add count = 0 } } // ! ESDL4011 The state of Visit has no versions of its own
  event Booked
  create command Book() { emit Booked() }
  on Booked
}
