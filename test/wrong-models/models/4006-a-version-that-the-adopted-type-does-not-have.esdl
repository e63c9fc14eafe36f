context Clinic

value Fee {
  amount: int
  version 2 { add amount = 0 }
}
value Bill {
  fee: Fee
  paid: bool
  version 2 { adopt Fee 3 } // ! ESDL4006 Fee has no version 3
}
