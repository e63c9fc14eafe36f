context Clinic

value Fee {
  amount: int
  version 2 { add amount = 0  rename sum to amount } // ! ESDL4004 This version already says what became of amount
}
