/** Half-typed models: the compiler answers with a few diagnostics, whatever is missing, and never throws. */
import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkModel } from "../check-model.js";

const examples = new URL("../../../examples/", import.meta.url);
const models = ["banking", "shop", "evolution"].map((name) => {
  const folder = new URL(`${name}/model/`, examples);
  return {
    name,
    sources: readdirSync(folder).map((path) => ({ path, text: readFileSync(new URL(path, folder), "utf8") })),
  };
});

/** Where tokens end, roughly: cuts at these are what typing leaves behind. */
const boundaries = (text: string): readonly number[] =>
  [...text.matchAll(/\w+|[^\s\w]/g)].map((m) => m.index + m[0].length);

/** The properties, each tried on `runs` damaged models. */
export function describeRobustness(runs: number): void {
  describe.each(models)("$name", ({ sources }) => {
    const place = fc.constantFrom(
      ...sources.flatMap(({ text }, file) => boundaries(text).map((cut) => ({ file, cut }))),
    );
    const changed = (file: number, change: (text: string) => string) =>
      sources.map((source, index) => (index === file ? { ...source, text: change(source.text) } : source));

    it("answers a model that stops in the middle", () => {
      fc.assert(
        fc.property(place, ({ file, cut }) => {
          const half = changed(file, (text) => text.slice(0, cut));
          const { diagnostics, model } = checkModel(half);
          expect(diagnostics.length).toBeLessThan(60);
          if (model === undefined) expect(diagnostics.length).toBeGreaterThan(0);
        }),
        { numRuns: runs },
      );
    });

    it("answers a model with a few tokens missing, without an avalanche", () => {
      fc.assert(
        fc.property(place, fc.integer({ min: 1, max: 12 }), ({ file, cut }, gap) => {
          const { diagnostics, model } = checkModel(
            changed(file, (text) => text.slice(0, cut) + text.slice(cut + gap)),
          );
          expect(diagnostics.length).toBeLessThan(40);
          expect(model === undefined).toBe(diagnostics.some(({ severity }) => severity === "error"));
        }),
        { numRuns: runs },
      );
    });
  });

  it("answers noise", () => {
    const words = fc.constantFrom(
      ...'context aggregate by state event on -> { } ( ) [ ] : = , . ?. => == in where matches /a/ "s" 1 2.5 3h x Y version saga step given when then emit require else send undo all _ ?'.split(
        " ",
      ),
    );
    fc.assert(
      fc.property(fc.array(words, { maxLength: 60 }), (tokens) => {
        checkModel([{ path: "noise.esdl", text: `context Noise\n${tokens.join(" ")}` }]);
      }),
      { numRuns: runs * 10 },
    );
  });
}
