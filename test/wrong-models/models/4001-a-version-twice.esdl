context Clinic

value Fee {
  amount: int
  tip: int
  version 2 { add amount = 0 }
  version 2 { add tip = 0 } // ! ESDL4001 version 3 belongs
}
