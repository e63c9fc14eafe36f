/// The least that there can be of everything.
//
// Exercises: aggregates without fields, events, commands; events that change nothing; values and entities without fields;
// identities of every kind; statements that nothing reads, getters and invariants that read nothing.
context Bare

id K
id Number = int where it >= 0
id Flag = bool
id Price = decimal(2)
enum Day { mon, tue }

value Empty { }
value Fixed { a: int get b: int = 3 get c: int[] = [1, 2].map(x => x + 1) invariant True: 2 > 1 }
type Anything = string where 1 < 2
value Holder { e: Empty, l: Empty[], m: map<string, Empty>, o: Empty? }

aggregate Nothing by k: K { state { } }
aggregate Stateless by k: K { event Made create command Make() { emit Made() } on Made }
aggregate Unmoved by k: K {
  state { }
  event Begun
  event Seen { who: string }
  create command Begin() { emit Begun() }
  command See(who: string) { emit Seen(who) }
  command Look() { }
  on Begun
  on Seen
}
aggregate Round by k: K {
  lifecycle on -> on
  state { }
  event Begun
  event Turned
  event Seen
  create command Begin() { emit Begun() }
  command Turn() in on { emit Turned() }
  command See() { emit Seen() }
  on Begun -> on
  on Turned -> on
  on Seen { let who = meta.actor.id for i in [1, 2] { let twice = i * 2 } if true { } else { } }
}
aggregate Constant by k: K {
  lifecycle one -> two
  state { n: int get limit: int = 10 get name: string = "x" }
  entity L by s: string { q: int get z: int = 3 invariant True: 2 > 1 }
  invariant True: 3 > 2
  event Begun { n: int get q: int = 3 invariant True: 2 > 1 }
  event Moved { l: L }
  create command Begin(n: int) { require n < 10 else N emit Begun(n) }
  command Move(l: L) in one { require n < limit else N emit Moved(l) }
  rejection N
  on Begun -> one { n }
  on Moved -> two
}
aggregate Any by k: K {
  state { }
  event Seen
  any command See() { emit Seen() }
  on Seen
}
aggregate Kept by k: K {
  state { e: Empty, ls: L[] }
  entity L by a: string { }
  event Begun { e: Empty, l: L }
  create command Begin(l: L) { emit Begun(e: Empty(), l) }
  command Again(s: string) { if ls.has(s) { emit Begun(l: L(s), e) } }
  on Begun { e, ls += event.l }
}
aggregate ByNumber by n: Number { state { at: Number? } event Begun create command Begin() { emit Begun() } on Begun { at = n } }
aggregate ByFlag by f: Flag { state { at: Flag? } event Begun create command Begin() { emit Begun() } on Begun { at = f } }
aggregate ByPrice by p: Price { state { at: Price? } event Begun create command Begin() { emit Begun() } on Begun { at = p } }
aggregate ByDay by d: Day { state { at: Day? } event Begun create command Begin() { emit Begun() } on Begun { at = d } }
aggregate ByBool by b: bool { state { at: bool? } event Begun create command Begin() { emit Begun() } on Begun { at = b } }
aggregate ByInt by i: int { state { at: int? } event Begun create command Begin() { emit Begun() } on Begun { at = i } }
aggregate ByDuration by d: duration { state { at: duration? } event Begun create command Begin() { emit Begun() } on Begun { at = d } }
aggregate ByInstant by i: instant { state { at: instant? } event Begun create command Begin() { emit Begun() } on Begun { at = i } }

scenario "looking changes nothing" for Unmoved { given Begun() when Look() then nothing }
