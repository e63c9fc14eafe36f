context Clinic

value Fee {
  amount: int
  version 2 { add amount = 0 }
}
value Bill {
  fee: int
  paid: bool
  version 2 { adopt Fee 2 } // ! ESDL4008 No field of Bill has the type Fee in this version
}
