/** What formatting keeps, whatever was done to a model: its words and comments in their order, and what it means. */
import { checkModel, format, formatEdits, formatSource, type Source } from "@esdl/language";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { corpus } from "../models/corpus.js";
import { randomModel } from "../random-models/model.js";
import { contents, type Mutation, mutation } from "./mutations.js";

/** So many times the everyday number of models is tried; `ESDL_TIMES=20` looks long. */
const times = Number(process.env["ESDL_TIMES"] ?? 1);

const places: ReadonlySet<string> = new Set(["span", "nameSpan", "headers", "range", "line"]);

/** What is checked, without where it stands. */
function meaningOf(sources: readonly Source[]): unknown {
  const { model, diagnostics } = checkModel(sources);
  const found = diagnostics.map(({ code, message }) => `${code} ${message.replaceAll(/line \d+/g, "")}`);
  const plain: unknown = JSON.parse(
    JSON.stringify(model ?? null, (key: string, value: unknown) => (places.has(key) ? undefined : value)),
  );
  return { found: found.sort(), plain };
}

/** Modifiers come into their order, so that of a text in its layout alone the order is the same to the letter. */
const hasOwnOrder = (text: string): boolean => !/\b(where|personal)\b/.test(text);

const edited = (text: string): string =>
  [...formatEdits(text)]
    .reverse()
    .reduce((done, { start, end, text: put }) => done.slice(0, start) + put + done.slice(end), text);

/** Whether there was something to format. */
function holds(sources: readonly Source[], which: number, mutate: Mutation): boolean {
  const at = which % sources.length;
  const source = sources[at]!;
  const text = mutate(source.text);
  if (formatSource({ path: source.path, text }).diagnostics.length > 0) {
    expect(format(text)).toBe(text);
    expect(formatEdits(text)).toEqual([]);
    return false;
  }
  const once = format(text);
  expect(format(once)).toBe(once);
  expect(edited(text)).toBe(once);
  expect(once).not.toMatch(/[ \t]\r?\n|(\r?\n){3}|(\r?\n){2}$/);
  expect([...contents(once)].sort()).toEqual([...contents(text)].sort());
  if (hasOwnOrder(text)) expect(contents(once)).toEqual(contents(text));
  const withText = (other: string): readonly Source[] =>
    sources.map((each, index) => (index === at ? { ...each, text: other } : each));
  expect(meaningOf(withText(once))).toEqual(meaningOf(withText(text)));
  return true;
}

const small = corpus.filter(
  ({ sources }) => sources.reduce((sum, { text }) => sum + text.length, 0) < 20_000,
);

describe("whatever was done to a model", () => {
  it("of the corpus, formatting keeps its words, its comments and its meaning", () => {
    let tried = 0;
    fc.assert(
      fc.property(fc.constantFrom(...small), fc.nat(100), mutation, ({ sources }, which, mutate) => {
        if (holds(sources, which, mutate)) tried++;
      }),
      { numRuns: 48 * times },
    );
    expect(tried).toBeGreaterThan(times);
  });

  it("made up at random, it does as well", () => {
    fc.assert(
      fc.property(randomModel, fc.nat(100), mutation, ({ sources }, which, mutate) => {
        // What shrinks to nothing shows nothing.
        fc.pre(sources.length > 0);
        holds(sources, which, mutate);
      }),
      { numRuns: 12 * times },
    );
  });
});
