context Clinic

value Fee {
  amount: int
  sum: int
  version 2 { rename sum to amount } // ! ESDL4003 still has sum
}
