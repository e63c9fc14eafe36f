/// Exercises: fields of some statuses with defaults, optionals and lists; narrowing by `require status !=`.
context Statuses
id K
aggregate X by k: K {
  lifecycle a -> b -> a
  state { n: int in a | b = 0, opt: int? in a, list: int[] in b, must: string in b }
  event E event F { must: string } event G event H { list: int[] }
  create command C() { emit E() }
  command D(must: string) in a { let x = opt ?? 0 if x == 0 { emit F(must) } }
  command D2() in b { if must.isEmpty and list.isEmpty { emit G() } else { emit H(list: list + [1]) } }
  command D3() { if status == a { if opt != none { emit F(must: "x") } } else if status == b and must != "" { emit G() } }
  command D4() { require status != a else R  emit H(list: list) }
  rejection R
  on E -> a
  on F -> b { must, list = [], n += 1 }
  on G -> a { opt = 3 }
  on H { list = event.list }
}
scenario "s" for X { given E(), F(must: "m"), H(list: [1]) when D2() then H(list: [1, 1]) then state(status: b, must: "m", n: 1, list: [1, 1]) }
