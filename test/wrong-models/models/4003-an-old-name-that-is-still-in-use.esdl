context Clinic

value Fee {
  amount: int
  version 2 { remove amount: string } // ! ESDL4003 Fee still has amount in this version
}
