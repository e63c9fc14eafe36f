context Clinic

id VisitId
aggregate Visit by visitId: VisitId {
  state { fees: Fee[] }
  entity Fee by code: string {
    each: int
    version 2 { change each from int = old.each.div(old.each) } // ! ESDL4014 old.each
  }
  event Booked { fees: Fee[] }
  create command Book(fees: Fee[]) { emit Booked(fees) }
  on Booked { fees }
}
