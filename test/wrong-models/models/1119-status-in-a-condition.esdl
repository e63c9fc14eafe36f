context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  state { notes: string[] }
  event Booked
  event Noted { note: string }
  rejection Over
  create command Book() { emit Booked() }
  command Note(note: string) {
    require status != over else Over // ! ESDL1119 Visit has no lifecycle
    emit Noted(note)
  }
  on Booked
  on Noted { notes += event.note }
}
