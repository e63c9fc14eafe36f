/** Each page of `esdl explain` is held to its word: the wrong model gives its diagnostic once, the right one nothing. */
import { describe, expect, it } from "vitest";
import { checkModel } from "../check-model.js";
import { type Code, diagnostics, explain } from "./index.js";
import { pageSources } from "../testing/pages.js";

const codes = Object.keys(diagnostics) as Code[];

/** The one code that an option switches on. */
const options = (code: Code) => ({ requireAllow: code === "ESDL3022" });

describe.each(codes)("%s", (code) => {
  const { page, title } = diagnostics[code];

  it("has words", () => {
    expect(title.length).toBeGreaterThan(3);
    expect(page.why.trim().length).toBeGreaterThan(20);
    expect(explain(code)).toContain(title);
  });

  it("shows a model that gives it once and nothing else", () => {
    const found = checkModel(pageSources(page.wrong), options(code)).diagnostics;
    expect(found.map((diagnostic) => `${diagnostic.code} ${diagnostic.message}`)).toEqual([
      expect.stringContaining(code),
    ]);
  });

  it("shows the model mended", () => {
    expect(checkModel(pageSources(page.right), options(code)).diagnostics).toEqual([]);
  });
});

it("explains no code that does not exist", () => {
  expect(explain("ESDL0000")).toBeUndefined();
});
