context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  lifecycle booked -> started
  event Booked
  event Started
  create command Book() { emit Booked() }
  command Start() in boked { emit Started() } // ! ESDL1118 Visit has no status called boked
  on Booked -> booked
  on Started -> started
}
