context Clinic

value Fee {
  amount: int
  currency: string
  version 2 { add amount = 0 }
  version 3 { add currency = "EUR" }
}
value Bill {
  fee: Fee
  paid: bool
  version 2 { adopt Fee 2 } // ! ESDL4007 Bill embeds Fee 3 after this version, not Fee 2
}
