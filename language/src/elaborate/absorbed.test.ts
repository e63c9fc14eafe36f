// One mistake, one diagnostic: what depends on something that could not be made out says nothing more.
import { describe, expect, it } from "vitest";
import { checkModel } from "../check-model.js";

const aggregate = (command: string, declared = ""): string => `context T
id AId
${declared}
aggregate A by aId: AId {
  state { n: int = 0 wallets: map<string, int> }
  rejection R "r"
  event E { n: int = 0, s: string = "" }
  create ${command}
  on E { n = event.n }
}
`;

const mistakes: readonly (readonly [what: string, model: string, code: string, line: number])[] = [
  [
    "the base of a type is unknown, and the type is used",
    aggregate(
      "command C(a: Amount) { require a > 3 else R emit E(n: a) }",
      "type Amount = zzqy where it > 0",
    ),
    "ESDL1111",
    3,
  ],
  [
    "a condition is wrong, and what it would have proved is used",
    aggregate("command C(q: int?) {\n require q != zzqy else R\n emit E(n: q)\n }"),
    "ESDL2002",
    9,
  ],
  [
    "a name hides another, and is used",
    aggregate("command C(who: string) {\n let who = 3\n emit E(n: who)\n }"),
    "ESDL2004",
    9,
  ],
  [
    "the arguments of an event are given by place",
    aggregate("command C(a: int) { emit E(a, 3) }"),
    "ESDL2012",
    8,
  ],
  [
    "the type of a field is unknown, and a scenario gives it",
    `context T
id AId
enum Colour { red }
aggregate A by aId: AId {
  event E { c: Color }
  create command C() { emit E(c: red) }
  on E
}
scenario "s" for A { given E(c: red) when C() then rejected AlreadyExists }
`,
    "ESDL1111",
    5,
  ],
  [
    "the type of a part of a key is unknown",
    `${aggregate("command C() { emit E() }")}
projection P by (day: dat, who: AId) {
  n: int = 0
  on E by (meta.occurredAt.date, event.aId) { n += 1 }
}
`,
    "ESDL1111",
    12,
  ],
  [
    "a type is declared twice, and used as the second",
    aggregate("command C(f: Foo) { require f > 3 else R emit E(n: f) }", "type Foo = string\ntype Foo = int"),
    "ESDL1101",
    4,
  ],
  [
    "an enum is declared twice, and a member of the second is used",
    aggregate("command C(f: Foo = b) { emit E() }", "enum Foo { a }\nenum Foo { b }"),
    "ESDL1101",
    4,
  ],
  [
    "a value is declared twice, and made as the second",
    aggregate(
      "command C() { let f = Foo(b: 1) emit E(n: f.b) }",
      "value Foo { a: int }\nvalue Foo { b: int }",
    ),
    "ESDL1101",
    4,
  ],
  [
    "a function is declared twice, and called as the second",
    aggregate(
      "command C() { emit E(n: f(1, 2)) }",
      "function f(a: int): int = a\nfunction f(a: int, b: int): int = b",
    ),
    "ESDL1101",
    4,
  ],
  [
    "an event is declared twice, and emitted and applied as the second",
    `context T
id AId
aggregate A by aId: AId {
  state { n: int = 0 }
  event E { m: int }
  event E { n: int }
  create command C(n: int) { emit E(n) }
  on E { n = event.n }
}
`,
    "ESDL1101",
    6,
  ],
  [
    "a rejection is declared twice, and given what the second takes",
    `context T
id AId
aggregate A by aId: AId {
  rejection R "r"
  rejection R "r {n}" { n: int }
  event E
  create command C(n: int) { require n > 3 else R(n) emit E() }
  on E
}
scenario "s" for A { when C(n: 1) then rejected R(n: 1) }
`,
    "ESDL1101",
    5,
  ],
  [
    "a command is declared twice, and sent by a scenario as the second",
    `context T
id AId
aggregate A by aId: AId {
  event E
  create command C(m: int) { emit E() }
  create command C(n: int) { emit E() }
  on E
}
scenario "s" for A { when C(n: 1) then E() }
`,
    "ESDL1101",
    6,
  ],
  [
    "an aggregate is declared twice, and commanded as the second",
    `context T
id AId
aggregate A by aId: AId {
  event E { m: int }
  create command C(m: int) { emit E(m) }
  on E
}
aggregate A by aId: AId {
  event E { n: int }
  create command C(n: int) { emit E(n) }
  on E
}
scenario "s" for A { when C(n: 1) then E(n: 1) }
`,
    "ESDL1101",
    8,
  ],
];

describe("a mistake is told once when", () => {
  it.each(mistakes)("%s", (_, text, code, line) => {
    const { diagnostics } = checkModel([{ path: "t.esdl", text }]);
    expect(diagnostics.map((one) => [one.code, one.range.start.line])).toEqual([[code, line]]);
  });
});

describe("what may be absent", () => {
  it("becomes a decimal where it is there", () => {
    const text = aggregate("command C(a: decimal?, b: int?) { require (a ?? b ?? 0) > 1 else R emit E() }");
    expect(checkModel([{ path: "t.esdl", text }]).diagnostics).toEqual([]);
  });
});
