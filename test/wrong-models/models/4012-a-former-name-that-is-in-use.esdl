context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  event Booked formerly Started // ! ESDL4012 Started is the stored name of Started already
  event Started
  create command Book() { emit Booked() }
  command Start() { emit Started() }
  on Booked
  on Started
}
