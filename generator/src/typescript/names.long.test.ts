/** Names of a model that mean something to TypeScript, to JavaScript, to the runtime or to our own output. */
import { expect, it } from "vitest";
import { hostileModel, hostileWords } from "../testing/hostile.js";
import { modelOf } from "../testing/models.js";
import { writeOutput } from "../testing/output.js";
import { typescriptEmitter } from "./index.js";

it.each([0, 1, 2])(
  "maps or keeps every hostile name (part %i of 3)",
  (part) => {
    const words = hostileWords.filter((_, at) => at % 3 === part);
    const model = modelOf(hostileModel(words));
    const options = { packageName: "names", emit: ["ts"], modelRoot: ".." } as const;
    const output = writeOutput(typescriptEmitter.emit(model, options));
    expect(output.typeErrors()).toEqual([]);
    output.remove();
  },
  300_000,
);
