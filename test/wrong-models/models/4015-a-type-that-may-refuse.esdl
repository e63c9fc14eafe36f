context Clinic

type Code = string where it matches /^[A-Z]+$/
value Fee {
  code: Code
  version 2 { change code from string = Code(old.code) } // ! ESDL4015 Code refuses
}
