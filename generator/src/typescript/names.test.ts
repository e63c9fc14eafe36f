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

it("files that are called by digits alone are imported under names", () => {
  const one = (name: string): string => `aggregate ${name} by id: K {
    state { n: int = 0 }
    event E
    create command Begin() { emit E() }
    on E
  }
  projection ${name}P by id: K { n: int = 0, on ${name}.E { n += 1 } }`;
  expect(typeErrorsOf(`context Digits\n\nid K\n${one("_1")}\n${one("_")}\n${one("__")}`)).toEqual([]);
}, 120_000);
