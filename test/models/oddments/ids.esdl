/// Exercises: fresh ids where an id, an optional one, one of a list is expected; remainders of decimals; brands over brands.
context Ids
id K
id Part
type Cents = decimal(2)
type Whole = Cents where it % 1 == 0
aggregate X by k: K {
  state { first: Part, other: Part?, parts: Part[], plain: uuid, rest: Cents = 0 }
  event E { first: Part, other: Part?, parts: Part[], plain: uuid, rest: Cents }
  create command C(amount: Cents, by: int where it > 0) {
    let fresh = newId()
    emit E(first: newId(), other: newId(), parts: [newId(), Part(fresh)], plain: newId(), rest: amount % by)
  }
  on E { first, other, parts, plain, rest }
}
function left(a: decimal, b: Cents): decimal = a % b + 7.5 % 2
function whole(a: Whole): Cents = a % 10
