/// Exercises: enums, values and entities whose versions refer to one another; `old` members of enums; retired events with versions.
context Versions
id K
enum E { a, b, c
  version 2 { rename x to b }
  version 3 { remove d as c }
}
value V { e: E, n: int
  version 2 { add n = if old.e == x then 1 else 2 } }
aggregate X by k: K {
  state { vs: V[], m: map<string, V>, o: V?, n: int = 0 }
  entity L by id: string { v: V, q: int
    version 2 { adopt V 2 }
    version 3 { add q = 0 } }
  event Made { vs: V[], l: L[], o: V?
    version 2 { remove e: E add vs = [V(e: old.e)] add l = [] }
    version 3 { adopt V 2 }
    version 4 { adopt L 2 } version 5 { adopt L 3 }
    version 6 { add o }
  }
  event Gone { at: instant, who: string
    version 2 { change at from date = "2020-01-01T00:00:00.000Z" }
    version 3 { add who = meta.actor.id } }
  retired event Old formerly Older { n: int  version 2 { rename m to n } } becomes Gone(at: meta.occurredAt, who: "x"), Made(vs: [], l: [])
  create command C(vs: V[], l: L[]) { emit Made(vs, l) }
  command G() { emit Gone(at: now, who: caller.id) }
  on Made { vs, o }
  on Gone { n += 1 }
}
scenario "s" for X { given Made version 1 (e: b), Old version 1 (m: 3) when G() then Gone() }
scenario "s2" for X { given Made version 1 (e: x) when G() as R "r" then Gone(who: "9961b971-fc59-58f9-a391-8560cf9d86c0") }
role R
