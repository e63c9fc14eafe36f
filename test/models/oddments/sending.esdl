/// Exercises: sagas keyed by text with every input, timers with conditions, `newId()` and `now`; policies with `for` and `where`.
context Sending
id K
id Who = string
role R
external command Ping(to: string, n: int) returns { ok: bool }
external function rnd(x: int): int sample 3
aggregate X by k: K {
  state { n: int = 0 }
  event E { a: int, who: Who?, list: int[] } event F
  rejection Low
  create command C(a: int, who: Who?, list: int[]) allow R where caller.id == who { emit E(a, who, list) }
  command D(n2: int) { require n2 > n else Low emit F() }
  on E { n = event.a }
  on F { n += 1 }
}
public saga G by who: Who {
  state { left: int, d: duration = -5m, last: instant?, ids: uuid[] }
  start on X.E where event.a > 3 -> one { left = rnd(event.a) last = now ids += newId()  send X.D(k: event.k, n2: left) as actor undo X.D(k: event.k, n2: 1) }
  step one {
    on rejected X.D where rejection.type == "Low" -> two { undo all, left = 0 }
    on rejected X.D -> two
    on completed X.D where left > 1 { left -= 1 send Ping(to: "x", n: 3) }
    on completed X.D -> two { if left > 0 { for i in [1, 2] { send Ping(to: "a", n: i + left) } } }
    on completed Ping where reply.ok -> two
    on completed Ping
    on rejected Ping
    after 1h where left > 3 -> two { undo all }
    after 2h -> one
  }
  step two { after 1d -> end2 }
  end end2
}
policy P1 on X.E for i in event.list where i > 2 { send Ping(to: "a", n: i) as actor }
policy P2 from start on X.F { let k = event.k send X.D(k: k, n2: 3) }
