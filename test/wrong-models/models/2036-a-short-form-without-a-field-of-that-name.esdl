context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  state { fee: decimal = 0, raises: int = 0 }
  rejection TooHigh "The fee is too high"
  event Booked { fee: decimal }
  create command Book(fee: decimal) { emit Booked(fee) }
  on Booked { fee }

  event FeeRaised { fee: decimal }
  command RaiseFee(amount: decimal) {
    emit FeeRaised(fee: amount)
  }
  on FeeRaised { raises } // ! ESDL2036 There is no
}
// fix: Add field `raises: int` to FeeRaised leaves ESDL2010
