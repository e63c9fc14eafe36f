context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  state { doses: map<string, int> }
  event Booked
  event Given { drug: string }
  create command Book() { emit Booked() }
  command Give(drug: string) { emit Given(drug) }
  on Booked
  on Given { doses[event.drug] += 1 } // ! ESDL2028
}
