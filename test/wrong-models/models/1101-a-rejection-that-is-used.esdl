context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  state { room: string }
  event Full { room: string }
  rejection Full // ! ESDL1101 Visit already has an event called Full
  create command Book(room: string) {
    require room != "1" else Full
    emit Full(room)
  }
  on Full { room }
}
