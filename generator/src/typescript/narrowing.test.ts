/** Models that are right, though TypeScript would object to what they say: what they compile to passes the type check. */
import { expect, it } from "vitest";
import { typeErrorsOf } from "../testing/output.js";

const model = `
context Shop
id Key
id Ref = string
type Outer = Ref
type Few = int where it in [1, 2, 3]
enum Color { red, blue, green }
value Odd {
  on: bool  false: bool  maybe: string?  n: int
  invariant OneOf: (n == 1 and n != 2) or n == 3
  invariant Rest: n != 1 or n == 2
}
aggregate Thing by key: Key {
  lifecycle a -> b
  state { maybe: int? = if true then none else none  later: int? in b = if true then 1 else none  few: Few  parts: Part[]  on: bool = false  n: int = 0  color: Color = red  odd: Odd }
  entity Part by index: int { outer: Outer }
  rejection No { odd: Odd }
  event Made { few: Few  parts: Part[]  on: bool  odd: Odd }
  event Seen { color: Color }
  create command Make(few: Few, parts: Part[], on: bool, odd: Odd = Odd(on: true, false: false, maybe: none, n: 1)) {
    let unused = odd
    require on else No(odd: Odd(on: true, false: false, maybe: none, n: 1))
    require on or on == false else No(odd)
    emit Made(few, parts, on, odd)
  }
  command See(color: Color) in a {
    require command.color != red else No(odd: state.odd)
    require command.color != red and (state.n == 1 and state.n != 2) else No(odd: state.odd)
    let seen = if state.color == blue then state.color else command.color
    if state.color == red { require state.color != blue or seen == red else No(odd: state.odd) }
    require caller.id == (if state.on then "a" else "b") and caller.id != "c" else No(odd: state.odd)
    let m = state.n
    require caller.id != "d" else No(odd: Odd(on: caller.id != "e", false: false, maybe: none, n: 1))
    require m != 7 else No(odd: state.odd)
    emit Seen(color: if command.color == red then blue else if state.on then (if state.on == false then red else green) else command.color)
  }
  on Made -> a {
    few parts odd
    state.on = true
    if state.on == false { state.n = 1 }
    if state.n == 0 { state.n += 1 if state.n == 1 { state.n = 3 } }
  }
  on Seen -> b { state.color = red  if state.color == blue { state.n = 2 } }
}
aggregate Twice by key: Key {
  state { n: int }
  event One { n: int }
  event Two { n: int }
  create command MakeOne(n: int) { emit One(n) }
  create command MakeTwo(n: int) { emit Two(n) }
  on One { n }
  on Two { n }
}
projection View by key: Key {
  maybe: int? = if true then none else none
  on Thing.Made { row.maybe = none }
}
`;

it("compares what comparisons before have settled, names members by literals, leaves out what is absent by default, and imports what it uses alone", () => {
  expect(typeErrorsOf(model)).toEqual([]);
}, 120_000);
