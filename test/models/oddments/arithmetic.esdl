/// Exercises: edges of numbers, operators in each other, optionals through functions.
context Arithmetic
id K
aggregate X by k: K {
  state { a: string, b: string?, c: int = 0, in: string? }
  unique a
  unique b, c
  event E { a: string }
  create command C(a: string) { emit E(a) }
  on E { a, state.in = event.a }
}
value Big { a: decimal = 1000000.000001, b: decimal = -0.5, c: int = -9007199254740991, d: string = "\u{e9}\n\"", e: duration = 90m }
function f(a: int, b: decimal): decimal = if a > 3 then (a + b) / 3 else -(-b) - -a * 2
function g(s: string): string[] = s.split(",").map(p => p.trim() + "x").filter(p => not p.isEmpty and p.length < 3)
function h(a: int?, b: int?): int = (if a != none and b != none then a + b else a ?? b ?? 0) + (a ?? 3)
function i(l: int[], m: map<string, int[]>): int = l.map(x => m.values.map(v => v.sum + x).sum).sum + (m["a"]?.size ?? 0) + (m["b"]?.first ?? 1)
function j(a: instant?, b: instant?): duration? = if a != none and b != none then a - b else none
function k2(a: date, b: duration): bool = a.plusDays(b.days) > a and b > 2h
function rest(a: int, b: decimal): decimal = a % b + 7.5 % 2 - (a % 3) % 0.4
