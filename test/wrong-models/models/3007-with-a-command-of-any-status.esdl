context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  lifecycle booked -> started -> finished // ! ESDL3007 Nothing reaches the status finished
  event Booked
  event Started
  create command Book() { emit Booked() }
  command Start() { emit Started() }
  on Booked -> booked
  on Started -> started
}
