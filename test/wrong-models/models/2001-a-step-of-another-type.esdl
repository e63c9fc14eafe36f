context Clinic

value Fee {
  amount: int
  version 2 { add amount = "none" } // ! ESDL2001 
}
