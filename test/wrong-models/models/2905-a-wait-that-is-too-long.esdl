context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  event Booked
  create command Book() { emit Booked() }
  on Booked
}

scenario "nothing happens for ever" {
  when after 9007199254740993d // ! ESDL2905 9007199254740993d is longer than time lasts here
  then nothing
}
