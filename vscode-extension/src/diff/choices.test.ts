/** What a model may be compared with. */
import { describe, expect, it } from "vitest";
import { choicesFor, choicesWith, type Known } from "./choices.js";

const refs: Known["refs"] = [
  { name: "refunds", kind: "branch" },
  { name: "main", kind: "branch" },
  { name: "origin/main", kind: "remote" },
  { name: "v1.2.0", kind: "tag" },
];
const against = (known: Known) => choicesFor(known).map((choice) => choice.against);

describe("the choices", () => {
  it("are the release, then the trunk, then what is not committed, then the others", () => {
    expect(against({ hasLock: true, refs, current: "refunds" })).toEqual([
      "",
      "main",
      "origin/main",
      "HEAD",
      "v1.2.0",
    ]);
  });

  it("are not the branch that one is on: HEAD says that", () => {
    expect(against({ hasLock: false, refs, current: "main" })).toEqual([
      "origin/main",
      "HEAD",
      "refunds",
      "v1.2.0",
    ]);
  });

  it("begin with what was chosen last, also where it was written by hand", () => {
    expect(against({ hasLock: true, refs, last: "v1.2.0" })[0]).toBe("v1.2.0");
    expect(against({ hasLock: true, refs: [], last: "HEAD~3" })).toEqual(["HEAD~3", "", "HEAD"]);
    expect(against({ hasLock: true, refs: [], last: "" })).toEqual(["", "HEAD"]);
  });

  it("are there without git too, with whatever is written", () => {
    const choices = choicesFor({ hasLock: false, refs: [] });
    expect(choicesWith(choices, " ../released/model ").map((choice) => choice.against)).toEqual([
      "HEAD",
      "../released/model",
    ]);
    expect(choicesWith(choices, "HEAD")).toBe(choices);
  });
});
