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
