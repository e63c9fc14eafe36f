/** What the server is asked to run, and what is told of how it went. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { TestedScenario } from "../protocol.js";
import { createMemory, keyOf, requestsFor, toldOf } from "./plan.js";

const range = { start: { line: 0, character: 0 }, end: { line: 1, character: 1 } };
const failed: TestedScenario = { uri: "file:///a", name: "x", range, status: "failed", message: "No" };

describe("requests", () => {
  const scenario = fc.record({ uri: fc.constantFrom("a", "b", "c"), name: fc.constantFrom("x", "y", "z") });
  const scenarios = fc.uniqueArray(scenario, { selector: keyOf });

  it("run what was chosen, each once, and nothing else", () => {
    fc.assert(
      fc.property(scenarios, fc.func(fc.boolean()), (all, isChosen) => {
        const chosen = all.filter((each) => isChosen(keyOf(each)));
        const run = requestsFor(chosen, all).flatMap(({ uris, names }) =>
          all.filter(({ uri, name }) => (uris?.includes(uri) ?? true) && (names?.includes(name) ?? true)),
        );
        expect(run.map(keyOf).sort()).toEqual(chosen.map(keyOf).sort());
      }),
    );
  });

  it("are one for everything, and one for whole files", () => {
    const all = ["a", "b", "c"].flatMap((uri) => ["x", "y"].map((name) => ({ uri, name })));
    expect(requestsFor(all, all)).toEqual([{}]);
    expect(requestsFor(all.slice(0, 5), all)).toEqual([{ uris: ["a", "b"] }, { uris: ["c"], names: ["x"] }]);
    expect(requestsFor([], [])).toEqual([]);
  });
});

describe("what a failure says", () => {
  it("has both sides apart where something was compared", () => {
    const message = "Other events came\nSee above\n\nexpected\n≠ A()\n\nactual\n≠ B()";
    expect(toldOf({ ...failed, message, expected: ["A()"], actual: ["B()", "C()"] })).toEqual({
      text: "Other events came\nSee above",
      sides: { expected: "A()", actual: "B()\nC()" },
    });
  });

  it("is the message alone otherwise", () => {
    expect(toldOf(failed)).toEqual({ text: "No" });
  });
});

describe("what is shown while one types", () => {
  it("is what went otherwise than before, or somewhere else", () => {
    const memory = createMemory();
    const moved = { ...failed, failureRange: range };
    expect(memory.fresh([failed])).toEqual([failed]);
    expect(memory.fresh([failed])).toEqual([]);
    expect(memory.fresh([moved, { ...failed, name: "y" }])).toEqual([moved, { ...failed, name: "y" }]);
    expect(memory.fresh([{ ...failed, status: "passed" }])).toHaveLength(1);
  });
});
