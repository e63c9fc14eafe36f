/// Exercises: `for` in `for` and emits in both.
context Loops
id K
aggregate X by k: K {
  state { n: int = 0 }
  event E { n: int }
  create command C(n: int) { for i in [1, 2] { if i > n { emit E(n: i) } } if n == 0 { emit E(n) } emit E(n) }
  command D(xs: int[]) { for x in xs { for y in xs.filter(z => z > x) { let s = x + y require s < 100 else R(s) emit E(n: s) } } }
  rejection R { s: int }
  on E { n += event.n }
}
