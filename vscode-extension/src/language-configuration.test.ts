/** What happens at the press of a key: brackets, indentation, doc comments. */
import { format } from "@esdl/language";
import { describe, expect, it } from "vitest";
import { corpus } from "../../test/models/corpus.js";
import { readJson } from "./testing/manifest.js";

const { wordPattern, indentationRules, onEnterRules } = readJson("language-configuration.json") as {
  readonly wordPattern: string;
  readonly indentationRules: {
    readonly increaseIndentPattern: string;
    readonly decreaseIndentPattern: string;
  };
  readonly onEnterRules: readonly {
    readonly beforeText: string;
    readonly action: { readonly appendText?: string };
  }[];
};
const increase = new RegExp(indentationRules.increaseIndentPattern);
const decrease = new RegExp(indentationRules.decreaseIndentPattern);
const indentOf = (line: string): number => line.length - line.trimStart().length;

describe("indentation", () => {
  const files = corpus.flatMap(({ name, sources }) =>
    sources.map(({ path, text }) => ({
      name: `${name}/${path}`,
      lines: format(text).split("\n"),
    })),
  );

  it.each(files)(
    "of $name: what opens is followed by what is indented, and what closes is not",
    ({ lines }) => {
      const wrong = lines.filter((line, at) => {
        const next = lines[at + 1] ?? "";
        if (next.trim() === "") return false;
        if (decrease.test(next)) return indentOf(next) > indentOf(line);
        const opens = /[{([]$/.test(line) && indentOf(next) > indentOf(line);
        return increase.test(line) !== opens;
      });
      expect(wrong).toEqual([]);
    },
  );
});

describe("a new line", () => {
  const goesOn = (line: string): string | undefined =>
    onEnterRules.find(({ beforeText }) => new RegExp(beforeText).test(line))?.action.appendText;

  it.each([
    ["  /// A doc comment goes on", "/// "],
    ["///No space", "/// "],
    ["  ///", undefined],
    ["  // No doc", undefined],
    ["//// No doc either", undefined],
    ["  state { } /// not at the beginning", undefined],
  ])("after %j", (line, appended) => {
    expect(goesOn(line)).toBe(appended);
  });
});

it("words are names and numbers with their units", () => {
  const text = "event.orderId_2 + 15m / 2.50";
  expect(text.match(new RegExp(wordPattern, "g"))).toEqual(["event", "orderId_2", "15m", "2.50"]);
});
