/** The emitter of tests: scenarios and properties, to be run with Vitest on the code that is generated from the model. */
import { arbitrarySymbols } from "../arbitraries/symbols.js";
import type { Emitter } from "../emitter.js";
import { symbolsOf } from "../typescript/symbols.js";
import { propertyFiles } from "./properties.js";
import { scenarioFiles } from "./scenarios.js";

export const testsEmitter: Emitter = {
  name: "tests",
  *emit(model) {
    const symbols = symbolsOf(model);
    const arbitraries = arbitrarySymbols(symbols, model.contexts);
    for (const context of model.contexts) {
      yield* scenarioFiles(symbols, context);
      yield* propertyFiles(symbols, arbitraries, context);
    }
  },
};
