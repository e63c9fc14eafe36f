/** Names of a model that mean something to TypeScript, to JavaScript, to the runtime or to our own output. */
import { expect, it } from "vitest";
import { hostileModel, hostileWords, inheritedNames, inheritingModel } from "../testing/hostile.js";
import { typeErrorsOf } from "../testing/output.js";

it.each([0, 1, 2])(
  "maps or keeps every hostile name (part %i of 3)",
  (part) => {
    const words = hostileWords.filter((_, at) => at % 3 === part);
    expect(typeErrorsOf(hostileModel(words))).toEqual([]);
  },
  300_000,
);

it("members of every kind may have every name that every object has", () => {
  expect(typeErrorsOf(inheritingModel(inheritedNames))).toEqual([]);
}, 300_000);
