/** Names of a model that mean something to TypeScript, to JavaScript, to the runtime or to our own output. */
import { expect, it } from "vitest";
import { hostileModel, hostileWords } from "../testing/hostile.js";
import { modelOf } from "../testing/models.js";
import { writeOutput } from "../testing/output.js";
import { typescriptEmitter } from "./index.js";

it("maps or keeps hostile names so that what is generated passes the type check (a fifth of them)", () => {
  const words = hostileWords.filter((_, at) => at % 5 === 0);
  const model = modelOf(hostileModel(words));
  const options = { packageName: "names", emit: ["ts"], modelRoot: ".." } as const;
  const output = writeOutput(typescriptEmitter.emit(model, options));
  expect(output.typeErrors()).toEqual([]);
  output.remove();
}, 120_000);
