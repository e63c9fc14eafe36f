context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  state { fees: Fee[] }
  entity Fee by code: string {
    amount: int
    version 2 { add code = "x" } // ! ESDL4005 code is the key of Fee and cannot be added
  }
  event Booked { fees: Fee[] }
  create command Book(fees: Fee[]) { emit Booked(fees) }
  on Booked { fees }
}
