context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  event Book { room: string }
  create command Book(room: string) { // ! ESDL1101 Visit already has an event called Book
    emit Book(room)
  }
  on Book
}
