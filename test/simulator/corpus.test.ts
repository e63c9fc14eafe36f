/** Every scenario of every model of the repository holds in the simulator. */
import { checkModel, type Model } from "@esdl/language";
import { runScenarios } from "@esdl/simulator";
import { describe, expect, it } from "vitest";
import { corpus } from "../models/corpus.js";

const results = corpus.flatMap(({ name, sources }) => {
  const { model } = checkModel(sources);
  return [...runScenarios(model!)].map((result) => ({
    name,
    model: model!,
    title: result.scenario.name,
    result,
  }));
});

describe("a scenario of the corpus", () => {
  it.each(results.filter(({ result }) => result.status !== "notYet"))(
    "$name: $title",
    ({ model, result }) => {
      expect(result.failure === undefined ? "" : told(model, result.failure)).toBe("");
    },
  );

  it("is one of many", () => {
    expect(results.length).toBeGreaterThan(60);
  });
});

const told = (model: Model, { message, span }: { message: string; span: readonly number[] }): string =>
  `${model.files[span[0]!]!}:${String(span[1])} ${message}`;
