context Clinic

id VisitId
aggregate Visit by visitId: VisitId {
  event Booked {
    rest: int
    version 2 {
      add rest = if old.total > 3 then 1 else old.total % old.parts // ! ESDL4014 old.parts
      remove total: int
      remove parts: int
    }
  }
  create command Book(rest: int) { emit Booked(rest) }
  on Booked
}
