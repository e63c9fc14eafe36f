/** The differential test, as tests; how many models and histories is up to who calls it. */
import { checkModel } from "@esdl/language";
import fc from "fast-check";
import { expect, it } from "vitest";
import { corpus } from "../models/corpus.js";
import { randomModel } from "../random-models/model.js";
import { bothAgree, type Runs } from "./differential.js";
import { processesAgree } from "./processes.js";

/** On models of the repository. */
export function corpusAgrees(only: (name: string) => boolean, runs: Runs): void {
  let accepted = 0;
  const models = corpus.flatMap(({ name, sources }) => {
    const { model } = checkModel(sources);
    return model === undefined || !only(name) ? [] : [{ name, model }];
  });
  it.each(models)("$name: simulator and generated code agree", async ({ model }) => {
    accepted += await bothAgree(model, runs);
  });
  it("accepts commands of the corpus", () => {
    expect(accepted).toBeGreaterThan(models.length);
  });
}

/** On models made up at random. A failure is shrunk to a small model and a short history, shown as a scenario. */
export function randomModelsAgree(numRuns: number, runs: Runs): void {
  it(`simulator and generated code agree on ${String(numRuns)} random models`, async () => {
    let accepted = 0;
    await fc.assert(
      fc.asyncProperty(randomModel, async ({ sources }) => {
        const { model, diagnostics } = checkModel(sources);
        if (model === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
        // The same histories for every smaller model, so that shrinking gets somewhere.
        accepted += await bothAgree(model, { ...runs, seed: 7 });
        await processesAgree(model, { ...runs, seed: 7 });
      }),
      { numRuns },
    );
    expect(accepted, "something happens").toBeGreaterThan(numRuns);
  });
}
