/** The emitter of arbitraries for fast-check: values and commands of every type of the model, and histories of commands. */
import type { Emitter } from "../emitter.js";
import { symbolsOf } from "../typescript/symbols.js";
import { arbitraryFiles } from "./files.js";
import { arbitrarySymbols } from "./symbols.js";

export const arbitrariesEmitter: Emitter = {
  name: "arbitraries",
  *emit(model) {
    const symbols = symbolsOf(model);
    const arbitraries = arbitrarySymbols(symbols, model.contexts);
    for (const context of model.contexts) yield* arbitraryFiles(symbols, arbitraries, context);
  },
};
