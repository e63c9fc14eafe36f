context Clinic

value Fee {
  amount: int
  version 2 { rename sum to amont } // ! ESDL4002 Fee has no field amont in this version
}
