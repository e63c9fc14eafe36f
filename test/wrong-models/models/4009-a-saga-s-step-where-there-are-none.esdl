context Clinic

value Fee {
  amount: int
  version 2 { rename step sum to amount } // ! ESDL4009 Fee has no steps that could be renamed or removed
}
