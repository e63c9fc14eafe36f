context Clinic

value Fee {
  amount: int
  version 2 { change amount from int? = old.amount + 1 } // ! ESDL2006 
}
