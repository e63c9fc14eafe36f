context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  event Booked
  event Started
  create command Book() { emit Booked() }
  command Start() allow system { emit Started() }
  on Booked
  on Started
}
saga Opening by visitId: VisitId {
  start on Booked -> startin { send Start(visitId) } // ! ESDL1120 Opening has no step or end called startin
  step starting {
    on Started -> started
    on rejected Start -> started
  }
  end started
}
// fix: Create step startin leaves ESDL6006 ESDL6007
