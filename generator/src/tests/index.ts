/** The emitter of tests: the model's scenarios, to be run with Vitest on the code that is generated from the model. */
import type { Emitter } from "../emitter.js";
import { symbolsOf } from "../typescript/symbols.js";
import { scenarioFiles } from "./scenarios.js";

export const testsEmitter: Emitter = {
  name: "tests",
  *emit(model) {
    const symbols = symbolsOf(model);
    for (const context of model.contexts) yield* scenarioFiles(symbols, context);
  },
};
