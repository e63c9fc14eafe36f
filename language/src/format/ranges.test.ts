/** Formatting a part: what is outside stays as it is, to the letter; what is typed formats what has just ended. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { edited } from "./edits.js";
import { format, formatOnType, formatRange, formatSource } from "./index.js";
import { models } from "./testing/models.js";

const sound = models.filter((source) => formatSource(source).diagnostics.length === 0);

/** The text before the line of one offset and behind the line of another. */
const outside = (text: string, start: number, end: number): readonly [string, string] => {
  const rest = text.indexOf("\n", end);
  return [text.slice(0, text.lastIndexOf("\n", start - 1) + 1), rest < 0 ? "" : text.slice(rest)];
};

/** Blanks, tabs and line breaks where there are some, by the way of a list of pieces. */
const wild = (text: string, pieces: readonly string[]): string => {
  let at = 0;
  return text.replaceAll(
    /(?<=\S) (?=[{=:]\s)|(?<=[,{])$|\n(?=\s*\})/gm,
    (gap) => gap + pieces[at++ % pieces.length]!,
  );
};

const blanks = fc.array(fc.constantFrom("", "", "  ", "\t", "   ", "\n\n\n", " \r\n"), {
  minLength: 3,
  maxLength: 20,
});

describe("a range", () => {
  it("changes no line outside of it", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...sound),
        blanks,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.nat(300),
        (model, pieces, place, length) => {
          const text = wild(model.text, pieces);
          const start = Math.floor(text.length * place);
          const end = Math.min(text.length, start + length);
          const [before, after] = outside(text, start, end);
          const part = edited(text, formatRange(text, { start, end }));
          expect(part.startsWith(before)).toBe(true);
          expect(part.endsWith(after)).toBe(true);
          if (formatSource({ path: "", text }).diagnostics.length === 0)
            expect(format(part)).toBe(format(text));
        },
      ),
      { numRuns: 150 },
    );
  });

  it.each([
    {
      what: "keeps the blanks and empty lines above it",
      text: "context A\nrole B   \n\n\n\n   role   «»C\n\n\n\nrole D   \n",
      wanted: "context A\nrole B   \n\n\n\nrole C\n\n\n\nrole D   \n",
    },
    {
      what: "does not join the line above it",
      text: "context A\nvalue V {\n  a:\n    «»int\n}\n",
      wanted: "context A\nvalue V {\n  a:\n    int\n}\n",
    },
    {
      what: "does not join the line below it",
      text: "context A\nvalue V {\n  a   : «»\n    int\n}\n",
      wanted: "context A\nvalue V {\n  a:\n    int\n}\n",
    },
    {
      what: "may have lines that end in two characters",
      text: "context A\r\nrole   B  \r\n  role  «» C  \r\nrole   D\r\n",
      wanted: "context A\r\nrole   B  \r\nrole C\r\nrole   D\r\n",
    },
    {
      what: "changes the line of a comment that goes on outside",
      text: "context A\n  /*«» one   \n * two   \n */\nrole B\n",
      wanted: "context A\n/* one\n * two   \n */\nrole B\n",
    },
  ])("$what", ({ text, wanted }) => {
    const start = text.indexOf("«»");
    const plain = text.replace("«»", "");
    expect(edited(plain, formatRange(plain, { start, end: start }))).toBe(wanted);
  });
});

describe("what is typed", () => {
  /** `|` is the caret, right behind what was typed. */
  const typed = (text: string, character: string): string => {
    const offset = text.indexOf("|");
    const plain = text.replace("|", "");
    return edited(plain, formatOnType(plain, offset, character));
  };

  it.each([
    {
      what: "a line break formats the line that has ended",
      text: "context A\nrole   B\n|\nrole   C\n",
      wanted: "context A\nrole B\n\nrole   C\n",
    },
    {
      what: "a line break inside a block keeps the line that begins, and its indentation",
      text: "context A\nvalue V {\n      a:int\n      |\n}\n",
      wanted: "context A\nvalue V {\n  a: int\n      \n}\n",
    },
    {
      what: "a line break behind an opening brace moves nothing",
      text: "context A\nvalue   V   {\n|\n}\n",
      wanted: "context A\nvalue V {\n\n}\n",
    },
    {
      what: "a line break inside of a word's line does not put it together again",
      text: "context A\nvalue V {\n  a:\n  |int\n}\n",
      wanted: "context A\nvalue V {\n  a:\n  int\n}\n",
    },
    {
      what: "a line break in a file whose lines end in two characters",
      text: "context A\r\nrole   B\r\n|\r\nrole   C\r\n",
      wanted: "context A\r\nrole B\r\n\r\nrole   C\r\n",
    },
    {
      what: "a brace formats the block that it closes, and nothing behind it",
      text: "context A\nrole   B\nvalue V {\n a:int\n    b:int\n  }|   \n\n\n\nrole   C\n",
      wanted: "context A\nrole   B\nvalue V {\n  a: int\n  b: int\n}\n\n\n\nrole   C\n",
    },
    {
      what: "a brace that closes an inner block leaves what is around it",
      text: "context A\nid I\naggregate A by a: I {\n   event   E {\n x:int }|\n   event   F\n}\n",
      wanted: "context A\nid I\naggregate A by a: I {\n  event E {\n    x: int\n  }\n   event   F\n}\n",
    },
    {
      what: "a brace in a comment or text formats nothing",
      text: "context A\nrole   B // }|\nrole   C\n",
      wanted: "context A\nrole   B // }\nrole   C\n",
    },
  ])("$what", ({ text, wanted }) => {
    expect(typed(text, text[text.indexOf("|") - 1] === "}" ? "}" : "\n")).toBe(wanted);
  });

  it("never changes the line of the caret after a line break, nor one below it", () => {
    fc.assert(
      fc.property(fc.constantFrom(...sound), fc.double({ min: 0, max: 1, noNaN: true }), (model, place) => {
        const at = model.text.indexOf("\n", Math.floor(model.text.length * place));
        if (at < 0) return;
        const text = `${model.text.slice(0, at)}   \n${model.text.slice(at)}`;
        const offset = at + 4;
        const after = edited(text, formatOnType(text, offset, "\n"));
        expect(after.endsWith(text.slice(offset - 1))).toBe(true);
      }),
      { numRuns: 80 },
    );
  });
});
