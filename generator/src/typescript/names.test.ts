/** Names of a model that mean something to TypeScript, to JavaScript, to the runtime or to our own output. */
import { expect, it } from "vitest";
import { hostileModel, hostileWords, inheritingModel } from "../testing/hostile.js";
import { typeErrorsOf } from "../testing/output.js";

it("maps or keeps hostile names so that what is generated passes the type check (a fifth of them)", () => {
  const words = hostileWords.filter((_, at) => at % 5 === 0);
  expect(typeErrorsOf(hostileModel(words))).toEqual([]);
}, 120_000);

it("members of every kind may have names that every object has (two of them)", () => {
  expect(typeErrorsOf(inheritingModel(["constructor", "valueOf"]))).toEqual([]);
}, 120_000);
