import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { matches, regex } from "./regex.js";
import {
  compareText,
  hasTextLength,
  isWellFormed,
  isWellFormedByPattern,
  lowerText,
  splitText,
  textLength,
  trimText,
  upperText,
} from "./text.js";

const anyText = fc.string({ unit: "binary" });
const units = fc
  .array(fc.constantFrom("a", "z", "\ud83d", "\ude00", "\ud7ff", "\ue000", "\uffff", "é"), { maxLength: 6 })
  .map((all) => all.join(""));

describe("text", () => {
  it("counts code points", () => {
    expect(textLength("")).toBe(0);
    expect(textLength("naïve")).toBe(5);
    expect(textLength("😀😀")).toBe(2);
    expect(textLength("👨‍👩‍👧")).toBe(5);
    fc.assert(
      fc.property(fc.oneof(anyText, units), (text) => {
        expect(textLength(text)).toBe(Array.from(text).length);
      }),
    );
  });

  it("compares its length with bounds as counting would", () => {
    fc.assert(
      fc.property(fc.oneof(anyText, units), fc.nat(12), fc.nat(12), (text, min, max) => {
        const length = Array.from(text).length;
        expect(hasTextLength(text, min, max)).toBe(length >= min && length <= max);
        expect(hasTextLength(text, min)).toBe(length >= min);
      }),
      { numRuns: 1000 },
    );
  });

  it("sorts by code point, so that what lies beyond the first plane comes last", () => {
    expect(compareText("\uffff", "😀")).toBe(-1);
    expect(compareText("\ue000", "😀")).toBe(-1);
    expect(compareText("\ud7ff", "😀")).toBe(-1);
    expect(compareText("Z", "a")).toBe(-1);
    expect(compareText("a", "ab")).toBe(-1);
    expect(compareText("10", "9")).toBe(-1);
    const codePoints = (text: string): number[] => Array.from(text, (point) => point.codePointAt(0) ?? 0);
    const oracle = (a: number[], b: number[]): number => {
      const at = a.findIndex((point, index) => point !== b[index]);
      if (at < 0) return a.length === b.length ? 0 : -1;
      return at >= b.length ? 1 : (a[at] ?? 0) < (b[at] ?? 0) ? -1 : 1;
    };
    fc.assert(
      fc.property(anyText, anyText, fc.string({ unit: "grapheme" }), (a, b, prefix) => {
        expect(compareText(prefix + a, prefix + b)).toBe(
          oracle(codePoints(prefix + a), codePoints(prefix + b)),
        );
      }),
      { numRuns: 2000 },
    );
  });

  it("finds lone surrogates", () => {
    for (const text of ["", "plain", "é", "😀", "\ue000"]) expect(isWellFormed(text)).toBe(true);
    for (const text of ["\ud83d", "\ude00", "a\ud83db", "\ude00\ud83d", "😀\ud83d"])
      expect(isWellFormed(text)).toBe(false);
    fc.assert(
      fc.property(units, (text) => {
        const alone = Array.from(text).some((point) => point.length === 1 && /[\ud800-\udfff]/.test(point));
        expect(isWellFormed(text)).toBe(!alone);
        expect(isWellFormedByPattern(text)).toBe(!alone);
      }),
    );
  });

  it("splits at a separator, and into code points without one", () => {
    expect(splitText("a,b,,c", ",")).toEqual(["a", "b", "", "c"]);
    expect(splitText("a😀b", "")).toEqual(["a", "😀", "b"]);
    expect(splitText("", "")).toEqual([]);
    expect(splitText("", ",")).toEqual([""]);
  });

  it("changes case and trims without a locale", () => {
    expect(upperText("istanbul")).toBe("ISTANBUL");
    expect(lowerText("ISTANBUL")).toBe("istanbul");
    expect(trimText("\u00a0 \t a b \n")).toBe("a b");
  });

  it("matches anywhere, by code point, and keeps no position between two tests", () => {
    expect(matches("xx12yy", "[0-9]{2}")).toBe(true);
    expect(matches("xx1", "[0-9]{2}")).toBe(false);
    expect(matches("😀", "^.$")).toBe(true);
    expect(matches("é", "^\\p{L}$")).toBe(true);
    expect(regex("a+")).toBe(regex("a+"));
    expect([matches("aa", "a"), matches("aa", "a"), matches("aa", "a")]).toEqual([true, true, true]);
  });
});
