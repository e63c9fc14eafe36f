context Clinic

type Code = string where it matches /^[A-Z]+$/
value Fee {
  amount: int
  code: Code
  version 2 { add code = "none" } // ! ESDL2021 Code
}
