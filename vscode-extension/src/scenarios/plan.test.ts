/** What the server is asked to run, and what is told of how it went. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { TestedScenario } from "../protocol.js";
import { createOutcomes, keyOf, requestsFor, toldOf } from "./plan.js";

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
  const other: TestedScenario = { uri: "file:///b", name: "y", range, status: "passed" };
  const all = (): boolean => true;

  it("is how all went, once one goes otherwise or fails somewhere else", () => {
    const outcomes = createOutcomes();
    outcomes.setFile("file:///a", [failed]);
    outcomes.setFile("file:///b", [other]);
    expect(outcomes.take(all)).toEqual([failed, other]);
    outcomes.setFile("file:///a", [failed]);
    expect(outcomes.take(all)).toBeUndefined();
    const moved = { ...failed, failureRange: range };
    outcomes.setFile("file:///a", [moved]);
    expect(outcomes.take(all)).toEqual([moved, other]);
  });

  it("is nothing of what was asked for, unless something else went otherwise", () => {
    const outcomes = createOutcomes();
    outcomes.shown([failed]);
    outcomes.setFile("file:///a", [{ ...failed }]);
    expect(outcomes.take(all)).toBeUndefined();
    outcomes.setFile("file:///b", [other]);
    expect(outcomes.take(all)).toEqual([failed, other]);
    outcomes.setFile("file:///a", []);
    expect(outcomes.take(all)).toBeUndefined();
  });

  it("waits for the list of what was told before it was listed", () => {
    const outcomes = createOutcomes();
    outcomes.setFile("file:///a", [failed]);
    outcomes.setFile("file:///b", [other]);
    expect(outcomes.take(({ uri }) => uri === "file:///a")).toEqual([failed]);
    expect(outcomes.take(all)).toEqual([failed, other]);
  });
});
