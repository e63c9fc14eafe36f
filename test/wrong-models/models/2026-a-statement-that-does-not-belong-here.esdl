context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  state { fee: decimal = 0 }
  rejection TooHigh "The fee is too high"
  event Booked { fee: decimal }
  create command Book(fee: decimal) { emit Booked(fee) }
  on Booked { fee }

  event FeeRaised { fee: decimal }
  command RaiseFee(amount: decimal) {
    fee = amount // ! ESDL2026
  }
  on FeeRaised { fee }
}
