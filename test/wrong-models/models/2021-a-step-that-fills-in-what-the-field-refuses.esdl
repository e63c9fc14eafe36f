context Clinic

value Fee {
  amount: int
  parts: int where it >= 1
  version 2 { add parts = 0 } // ! ESDL2021 it >= 1
}
