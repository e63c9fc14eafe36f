/** The layout itself: the models that show it are in it, and what it makes of others. */
import { describe, expect, it } from "vitest";
import { edited } from "./edits.js";
import { format, formatEdits, formatOnType, formatRange } from "./index.js";
import { models } from "./testing/models.js";

const shown = models.filter(({ path }) => /^(examples|cli\/templates)\//.test(path));

describe("the examples and templates are formatted", () => {
  it("and there are some", () => {
    expect(shown.length).toBeGreaterThanOrEqual(6);
  });
  it.each(shown.map(({ path, text }) => [path, text]))("%s", (_, text) => {
    expect(format(text)).toBe(text);
  });
});

describe("modifiers", () => {
  it("come into their order, and what stands behind one goes with it", () => {
    const wild = 'context A\nvalue V { a: string where it != "" personal in x | y = "b", c: int }\n';
    const right = 'context A\nvalue V { a: string in x | y personal where it != "" = "b", c: int }\n';
    expect(format(wild)).toBe(right);
    expect(edited(wild, formatEdits(wild))).toBe(right);
  });
});

describe("files that are hardly there", () => {
  it.each([
    ["", ""],
    [" \n\n", ""],
    ["// only this  \n\n\n/* and that */", "// only this\n\n/* and that */\n"],
    ["\uFEFFcontext  A", "context A\n"],
    ["context A\r\nrole  B", "context A\r\nrole B\r\n"],
    ["context A role B", "context A\nrole B\n"],
  ])("%j", (text, wanted) => {
    expect(format(text)).toBe(wanted);
    expect(edited(text, formatEdits(text))).toBe(wanted);
  });
});

describe("commas", () => {
  it("go where lines end, but for those beside words of the language, which they make names", () => {
    const text =
      "context A\nenum E {\n  one,\n  version,\n  two,\n}\nvalue V {\n  a: int,\n  b: map<string, int>,\n}\n";
    expect(format(text)).toBe(
      "context A\nenum E {\n  one,\n  version,\n  two\n}\nvalue V {\n  a: int\n  b: map<string, int>\n}\n",
    );
  });
});

describe("optionals of optionals, which are a mistake, stay two", () => {
  it("as they were", () => {
    expect(format("context A\nvalue V { a: int? ? }\n")).toBe("context A\nvalue V { a: int? ? }\n");
  });
});

describe("a part", () => {
  const text = "context A\nrole   B\nvalue V {\n      a:int\n   b:int\n}\nrole   C\n";
  it("changes on its lines only", () => {
    const start = text.indexOf("a:int");
    expect(edited(text, formatRange(text, { start, end: start + 1 }))).toBe(
      "context A\nrole   B\nvalue V {\n  a: int\n   b:int\n}\nrole   C\n",
    );
  });
  it("is the block that a brace closes", () => {
    const offset = text.indexOf("}") + 1;
    expect(edited(text, formatOnType(text, offset, "}"))).toBe(
      "context A\nrole   B\nvalue V {\n  a: int\n  b: int\n}\nrole   C\n",
    );
  });
  it("ends before the caret: what would stand behind it moves it", () => {
    const typed = "context A\nvalue V { a:int }";
    expect(edited(typed, formatOnType(typed, typed.length, "}"))).toBe("context A\nvalue V { a: int }");
  });
  it("is the line that has ended, and not the one that begins", () => {
    const typed = text.replace("a:int\n", "a:int\n     \n");
    const offset = typed.indexOf("a:int\n     ") + 11;
    expect(edited(typed, formatOnType(typed, offset, "\n"))).toBe(
      text.replace("      a:int\n", "  a: int\n     \n"),
    );
  });
  it("is nothing in a file that does not parse", () => {
    expect(formatRange("context A\nvalue V { a int", { start: 0, end: 20 })).toEqual([]);
  });
});
