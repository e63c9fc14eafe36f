context Clinic

value Fee {
  amount: int
  tip: int
  version 2 { add tip = old.tip } // ! ESDL2005 tip
}
