context Clinic

value Fee {
  amount: int
  version 3 { add amount = 0 } // ! ESDL4001 Version 3 stands where version 2 belongs
}
