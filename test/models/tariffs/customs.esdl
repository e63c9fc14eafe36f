/// What crosses a border costs.
//
// Exercises: public external functions that other contexts call, in commands and sagas, beside functions of their own and both
// ways round between partners; a public value whose step is left to TypeScript, embedded in events, commands and states elsewhere.
context Customs

uses Shipping as partnership

id DeclarationId
type Country = string where it matches /^[A-Z]{2}$/

/// What a country asks for, as a part of the value.
public external function duty(country: Country): decimal sample 0.1

public value Weight {
  grams: int
  version 2 via external toGrams
}

aggregate Declaration by declarationId: DeclarationId {
  state {
    owed: decimal
    weight: Weight
  }

  event Declared {
    owed: decimal
    weight: Weight
    version 2 { adopt Weight 2 }
  }

  create command Declare(country: Country, worth: decimal, weight: Weight) {
    emit Declared(owed: worth * duty(country) + Shipping.handling(weight.grams), weight)
  }

  on Declared { owed, weight }
}

scenario "a declaration asks its partner what handling costs" for Declaration {
  when Declare(country: "CH", worth: 100, weight: Weight(1500))
  then Declared(owed: 12.5, weight: Weight(1500))
}
