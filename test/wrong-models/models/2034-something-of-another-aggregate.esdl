context Clinic
id VisitId
id BillId

aggregate Bill by billId: BillId {
  state { paid: bool = false }
  event Issued
  create command Issue() { emit Issued() }
  on Issued
}
aggregate Visit by visitId: VisitId {
  event Booked
  create command Book() { emit Bill.Issued() } // ! ESDL2034 Issued is no event of Visit
  on Booked
}
