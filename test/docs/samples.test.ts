// Every sample of the language in the documentation compiles, and its scenarios pass: the blocks of a page are one model.
import { checkModel } from "@esdl/language";
import { runScenarios } from "@esdl/simulator";
import { describe, expect, it } from "vitest";
import { codeOf, pages, samplesOf } from "./pages.js";

const withSamples = pages.filter((page) => codeOf(page, "esdl").length > 0);

describe("the samples of the documentation", () => {
  it("are there", () => {
    expect(withSamples.length).toBeGreaterThan(20);
  });

  it.each(withSamples)("%s compiles without a diagnostic, and its scenarios pass", (page) => {
    const { diagnostics, model } = checkModel(samplesOf(page));
    expect(diagnostics).toEqual([]);
    const failed = [...runScenarios(model!)].filter(({ status }) => status !== "passed");
    expect(failed).toEqual([]);
  });
});
