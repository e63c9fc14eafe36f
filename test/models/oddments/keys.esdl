/// Exercises: rows keyed by dates, ints and composites in scenarios; everything in `meta`; getters in queries; `caller.id in`.
context Keys
id K
role Reader
aggregate X by k: K {
  state { by: string?, roles: set<string>, flow: string?, cause: string?, at: instant? }
  event E { a: int } event F { day: date, ks: K[] }
  create command C(a: int) { emit E(a) }
  command D(day: date, ks: K[]) allow anyone { require caller.roles.contains("x") or caller.id in ks else R emit F(day, ks) }
  rejection R
  on E { by = meta.actor.id flow = meta.correlationId cause = meta.causationId at = meta.occurredAt for r in meta.actor.roles { roles += r } }
  on F
}
public projection P by day: date { n: int = 0, pos: int = 0, get twice: int = n * 2, index n
  on X.F by event.day { n += 1 }
  on X.E by meta.occurredAt.date { n += event.a }
  query q(n: int) where row.n > query.n and twice > 3 order by twice desc, day limit query.n
  query w(days: date[]) where day in days
}
projection Q by n: int { c: int = 0 on X.E by event.a { c += 1 } }
projection S by (k: K, day: date, n: int) { c: int = 0, on X.F for k2 in event.ks by (k2, event.day, 3) { c += 1 } }
scenario "x" { given X "a" { E(a: 1) } when X.D(k: "a", day: "2026-02-03", ks: ["a", "b"]) as Reader "a" then P "2026-02-03" (n: 1), Q 1 (c: 1), S ("a", "2026-02-03", 3) (c: 1), Q 7 nothing then X "a" { F() } }
scenario "y" { given X "a" { E(a: 1) } when after 5m then nothing }
