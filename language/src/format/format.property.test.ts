/** What formatting keeps: the model, every comment, and itself. On every model of the repository, and on damage done to them. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkModel } from "../check-model.js";
import { syntax } from "../syntax/shared.js";
import { edited } from "./edits.js";
import { format, formatEdits, formatRange, formatSource } from "./index.js";
import { comments, meaning, models, tokensOf } from "./testing/models.js";

const sound = models.filter(({ path, text }) => formatSource({ path, text }).diagnostics.length === 0);

describe("every model of the repository", () => {
  it("is found", () => {
    expect(sound.length).toBeGreaterThan(300);
  });

  it.each(sound.map(({ path, text }) => [path, text]))("%s", (_, text) => {
    const once = format(text);
    expect(format(once)).toBe(once);
    expect(meaning(once)).toEqual(meaning(text));
    expect(comments(once)).toEqual(comments(text));
    expect(once).not.toMatch(/[ \t]$|\n\n\n|\n\n$/m);
    expect(edited(text, formatEdits(text))).toBe(once);
    expect(formatEdits(once)).toEqual([]);
  });
});

describe("whatever a file looked like", () => {
  const model = fc.constantFrom(...sound);
  const blanks = fc.array(fc.constantFrom(" ", "  ", "\t", "   "), { minLength: 8, maxLength: 8 });

  it("more or fewer blanks make no difference", () => {
    fc.assert(
      fc.property(model, blanks, ({ text }, more) => {
        const tokens = tokensOf(text);
        let [at, done] = [0, 0];
        const parts: string[] = [];
        for (const { startOffset: start, image } of tokens) {
          const gap = text.slice(done, start);
          const blank = more[at++ % more.length] ?? "";
          // A gap may hold a comment.
          parts.push(/^[ \t]+$/.test(gap) ? blank : gap, image);
          done = start + image.length;
        }
        expect(format(parts.join("") + text.slice(done))).toBe(format(text));
      }),
      { numRuns: 60 },
    );
  });

  const noise = fc.array(
    fc.constantFrom(
      "",
      "",
      "",
      " ",
      "\n",
      "\n\n\n",
      "\r\n",
      " /* a */ ",
      "\n// b\n",
      " // c\n",
      "\n/* d\n e */\n",
      "/* f */\n",
    ),
    { minLength: 5, maxLength: 60 },
  );

  it("comments and line breaks between any two words are kept, and the model with them", () => {
    fc.assert(
      fc.property(model, noise, fc.nat(), ({ text }, pieces, shift) => {
        const parts: string[] = [];
        let [done, at] = [0, shift];
        for (const { startOffset: start, image, tokenType } of tokensOf(text)) {
          // A pattern stands right behind its word, and a name behind its dot.
          const isGlued = tokenType.name === "REGEX" || /[.]$/.test(text.slice(0, start).trimEnd());
          parts.push(text.slice(done, start), isGlued ? "" : (pieces[at++ % pieces.length] ?? ""), image);
          done = start + image.length;
        }
        const noisy = parts.join("") + text.slice(done);
        if (formatSource({ path: "", text: noisy }).diagnostics.length > 0) return;
        const once = format(noisy);
        expect(comments(once)).toEqual(comments(noisy));
        expect(meaning(once)).toEqual(meaning(noisy));
        expect(format(once)).toBe(once);
        expect(edited(noisy, formatEdits(noisy))).toBe(once);
      }),
      { numRuns: 100 },
    );
  });

  it("lines may end in either way", () => {
    fc.assert(
      fc.property(model, ({ text }) => {
        expect(format(text.replaceAll("\n", "\r\n"))).toBe(format(text).replaceAll("\n", "\r\n"));
      }),
      { numRuns: 40 },
    );
  });

  it("a part of it can be formatted alone", () => {
    fc.assert(
      fc.property(
        model,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.nat(200),
        ({ text }, place, length) => {
          const wild = text.replace(/ (?=[{=])/g, "   ");
          const start = Math.floor(wild.length * place);
          const part = edited(wild, formatRange(wild, { start, end: Math.min(wild.length, start + length) }));
          expect(meaning(part)).toEqual(meaning(wild));
          expect(format(part)).toBe(format(wild));
        },
      ),
      { numRuns: 60 },
    );
  });
});

it("a damaged file stays as it is, and says why", () => {
  for (const { path, text } of sound.slice(0, 40)) {
    const half = text.slice(0, text.length - 3).trimEnd();
    const { text: same, diagnostics } = formatSource({ path, text: `${half} (` });
    expect(same).toBe(`${half} (`);
    expect(diagnostics.length).toBeGreaterThan(0);
  }
  expect(syntax().parse("").ast.declarations).toEqual([]);
  expect(checkModel([]).diagnostics).toEqual([]);
});
