/** Models that would take for ever, or more memory than there is: each comes to a clear end. */
import { describe, expect, it } from "vitest";
import { createSimulator, runScenarios } from "./index.js";
import { modelOf, verdicts } from "./testing/models.js";

describe("the budget", () => {
  it("ends policies that set one another off", () => {
    const found = verdicts(`
id XId
aggregate X by xId: XId { state { n: int = 0 } event Ping event Pong any command P() { emit Ping() } any command Q() { emit Pong() } on Ping { n += 1 } on Pong }
policy A on Ping { send Q(xId: event.xId) }
policy B on Pong { send P(xId: event.xId) }
scenario "ping" { when P(xId: "x") then nothing }`);
    expect(found["ping"]).toMatch(/The budget is used up/u);
  });

  const doubling = Array.from(
    { length: 60 },
    (_, at) => `let s${String(at + 1)} = s${String(at)} + s${String(at)}`,
  ).join("\n");
  const listing = Array.from(
    { length: 60 },
    (_, at) => `let l${String(at + 1)} = l${String(at)} + l${String(at)}`,
  ).join("\n");
  const nested = Array.from(
    { length: 40 },
    (_, at) => `function f${String(at + 1)}(n: int): int = f${String(at)}(n) + f${String(at)}(n)`,
  ).join("\n");
  const loops = Array.from({ length: 12 }, (_, at) => `for i${String(at)} in all {`).join("\n");
  const aggregate = (body: string): string => `
id XId
aggregate X by xId: XId {
  state { n: int = 0 }
  event E { n: int }
  any command C(text: string) { ${body} }
  on E { n += event.n }
}
scenario "c" for X { when C(text: "x") then E(n: 1) }`;

  it.each([
    ["text that doubles", aggregate(`let s0 = text\n${doubling}\nemit E(n: s60.length)`)],
    ["lists that double", aggregate(`let l0 = [text]\n${listing}\nemit E(n: l60.size)`)],
    [
      "functions that call one another twice",
      `function f0(n: int): int = n\n${nested}${aggregate("emit E(n: f40(1))")}`,
    ],
    [
      "loops in loops",
      aggregate(
        `let all = text.split("").flatMap(a => [1, 2, 3, 4, 5, 6, 7, 8, 9, 10])\n${loops}\nif i0 > 10 { emit E(n: 1) }${"}".repeat(12)}`,
      ),
    ],
    [
      "lambdas in lambdas",
      aggregate(
        `let all = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]\nemit E(n: all.sum(a => all.sum(b => all.sum(c => all.sum(d => all.sum(e => all.sum(f => all.sum(g => all.sum(h => 0)))))))))`,
      ),
    ],
    [
      "functions that call one another deeply",
      `function f0(n: int): int = n\n${Array.from({ length: 800 }, (_, at) => `function f${String(at + 1)}(n: int): int = f${String(at)}(n)`).join("\n")}${aggregate("emit E(n: f800(1))")}`,
    ],
  ])("ends %s", (_, text) => {
    expect(verdicts(text)["c"]).toMatch(
      /The budget is used up: this (?:takes too many steps|makes too large values|nests)/u,
    );
  });

  it("is given by who runs", () => {
    const model = modelOf(aggregate("for i in [1, 2, 3] { if i == 1 { emit E(n: i) } }"));
    const statusWith = (steps: number): readonly string[] =>
      [...runScenarios(model, { budget: { steps } })].map(({ status }) => status);
    expect(statusWith(1000)).toEqual(["passed"]);
    expect(statusWith(5)).toEqual(["failed"]);
    const simulator = createSimulator(model, { budget: { steps: 5 } });
    const world = simulator.begin();
    const xId = "00000000-0000-4000-8000-000000000001";
    const step = simulator.step(world, { kind: "command", command: "Test.X.C", input: { xId, text: "" } });
    expect(step.effects).toMatchObject([{ kind: "stopped", reason: "budget" }]);
    expect(step.world).toBe(world);
  });
});
