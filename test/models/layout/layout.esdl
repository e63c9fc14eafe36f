// A comment before anything else: how a file may be laid out.
// Exercises: commas everywhere, nowhere and trailing; everything on one line and everything on its own; comments in all
// places, `///` before everything that takes it; block comments inside; long conditions over lines; empty blocks; a
// context without aggregates' help; brackets in strings and regexes; aggregates, sagas and projections without members.

/// Doc of the context.
context /* here too */ Layout // and here

/// Doc of an id.
id Id id Other = string where it matches /^[/"{}()]+$/ type T = int where it > 0 and it < 10 enum E { a b, c, } enum F { /** not a doc */ d
  /// doc of e
  e,
  /// Doc of f.
  f }
value V { a: int b: string, c: decimal(2), d: T[] e: map<string, int>? f: set<E> = [a, b,], get g: int = a + d.sum(x => x,) invariant I: a >= 0 invariant J "}" : b != "{" }
value W{a:int=1,b:int=2 c:int=3}
role R role S
function one(): int = 1 function two(a: int, b: int,): int = a +
  b
  // a comment inside an expression
  + one(
  )
function three(
  /// Doc of a parameter.
  a: int,
  b: V,
): decimal =
  if a > 0
    and b.a > 0 // all of it
    or b.b == "a,b"
  then (a) / 2.0 else
  -a

aggregate A by id: Id { lifecycle one -> two -> three, one | two
  -> four, three -> three state {
  /// Doc of a field.
    a: int, b: string? c: E = E.a, list: L[], m: map<E, int> in one | two, } entity L by k: string { v: int } invariant X: a >= 0
  unique b unique a, b in one | two else N rejection N rejection O "a \"quoted\" {a}" { a: int } rejection P { }
  event Made { a: int b: string?, } event Moved {} event Moved2, event Done { l: L[] }
  create command Make(a: int, b: string?,) allow R where caller.id == b, S { require a > 0 else O(a) require a < 10 else N, emit Made(a, b) }
  command Move() in one allow anyone { if a > 3 { emit Moved() } else if a > 2 { emit Moved2() } else { } }
  command Finish() in two | three { for x in list { if x.v > 0 { emit Done(l: [x, L(k: "k", v: 1,),]) } } let y = a let z = y + 1, if z > y { emit Done(l: list) } }
  on Made -> one { a b } on Moved -> two on Moved2 -> four {} on Done -> three { for x in event.l { list += x list -= x.k, } } snapshot every 5
}
aggregate Empty by id: Other { state { } event Made create command Make() { emit Made() } on Made }

/// Doc of a projection.
projection Q by id: Id { n: int = 0,
  /// doc of s
  s: string? index n desc, s index s on A.Made { n += 1 s = "a" + (event.b ?? "") } on Moved update { n += 1, } on Done for x in event.l where x.v > 0 update { n += x.v } on Moved2 delete
  get half: decimal = n / 2.0 query big(min: int = 3,) where n > min and s != none or n == 0 order by n desc, s limit 3 query all() query some() limit 1 }
projection Nothing by id: Id { on A.Made }

/// Doc of a saga.
saga G by id: Id { state { n: int = 0 } start on A.Made -> s { n = event.a } step s { on Moved -> t { n += 1, send Make2(text: "x") } on Moved2 -> u, after 1h where n > 0 -> u {} after 2h -> u } step t { on completed Make2 -> u on rejected Make2 -> u { } on Done -> u } end u }
external command Make2(text: string,) returns { ok: bool, n: int?, } sample (ok: true)
policy P on Done where not event.l.isEmpty { let n = event.l.size if n > 1 { send Make2(text: "a") } else { send Make2(text: "b"), send Make2(text: "c") } }

scenario "one line" for A { given Made(a: 1, b: none), Moved() when Finish() then Done(l: []) }
scenario "no commas" for A { given Made(a: 1) Moved() when Finish() as R "x" Finish() then state(status: three, a: 1) then Done(), Done() }
scenario "many" { given A "i" { Made(a: 4), } given Empty "{}" { Made() } when A.Make(id: "j", a: 9) as S, Move(id: "i") then A "i" { Moved(), } A "j" { Made(a: 9,) }
  then Q "i" (n: 2) then Q "none" nothing, then G "i" u }
