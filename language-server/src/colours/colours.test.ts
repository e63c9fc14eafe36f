/** Each word in the colour of what it names. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { leavesOf, tokensOf } from "@esdl/language/editing";
import { corpus } from "../../../test/models/corpus.js";
import { coloursOf } from "../features/colours.js";
import { mentions } from "../navigation/targets.js";
import { projectOf, requestAt } from "../testing/request.js";
import { editsBetween } from "./encode.js";
import { wordsOf, type Word } from "./words.js";

const model = `context Shop uses Billing
/// Money.
value Price { amount: decimal(2) }
enum Size { small, large, version 2 { remove huge as large } }
role Clerk
aggregate Order by orderId: uuid {
  lifecycle state -> Closed
  state { price: Price?, event: string }
  rejection TooLate "later than {by}" { by: instant }
  event Opened formerly Begun { price: Price, lines: int[] }
  retired event Gone { at: instant } becomes nothing
  create command open(price: Price, lines: int[]) allow Clerk {
    let total = lines.sum(line => line * 2) + lines.size + min(1, 2)
    require total > 0 else TooLate(now)
    emit Opened(price, lines: lines)
  }
  on Opened -> state { price = event.price }
}
`;

const analysisOf = (text: string) => requestAt(projectOf([{ path: "a.esdl", text }]), "a.esdl", 0).analysis;

/** The words of the model that read so, each with its kind. */
const kindsOf = (name: string): readonly string[] => [
  ...new Set(
    wordsOf(analysisOf(model))
      .filter(({ start, end }) => model.slice(start, end) === name)
      .map(({ type, modifiers }) => [type, ...modifiers].join(" ")),
  ),
];

describe("a word", () => {
  it.each([
    ["Shop", "namespace declaration"],
    ["Price", "struct declaration | struct"],
    ["decimal", "type defaultLibrary"],
    ["huge", "enumMember deprecated declaration"],
    ["Order", "class declaration"],
    ["orderId", "property readonly declaration"],
    ["state", "enumMember declaration | keyword | enumMember"],
    ["event", "property declaration | keyword | variable readonly defaultLibrary"],
    ["Opened", "event declaration | event"],
    ["Begun", "event deprecated"],
    ["Gone", "event deprecated declaration"],
    ["open", "method declaration"],
    ["Clerk", "interface declaration | interface"],
    ["total", "variable readonly declaration | variable readonly"],
    ["sum", "method defaultLibrary"],
    ["size", "property defaultLibrary"],
    ["min", "function defaultLibrary"],
    ["line", "parameter declaration | parameter"],
    ["TooLate", "type declaration | type"],
    ["require", "keyword"],
    ["now", "keyword"],
  ])("%s is: %s", (name, expected) => {
    expect(kindsOf(name).toSorted()).toEqual(expected.split(" | ").toSorted());
  });

  it("that is set says so", () => {
    const at = model.indexOf("price = event.price");
    expect(wordsOf(analysisOf(model)).find(({ start }) => start === at)).toMatchObject({
      type: "property",
      modifiers: ["modification"],
    });
  });

  it("that means nothing has no colour, and is no keyword either", () => {
    const text = "context Shop\nvalue Price { amount: Nothing, when: unknown }";
    const words = wordsOf(analysisOf(text)).map(({ start, end }) => text.slice(start, end));
    expect(words).toEqual(["context", "Shop", "value", "Price", "amount", "when"]);
  });
});

describe.each(corpus)("in $name", ({ sources }) => {
  const project = projectOf(sources);
  const analyses = sources.map(({ path }) => requestAt(project, path, 0).analysis);

  it("words are in order and apart, and everything that is named has a colour", () => {
    for (const analysis of analyses) {
      const words = wordsOf(analysis);
      expectApart(words);
      const at = new Map(words.map((word) => [word.start, word]));
      for (const { start, end, as, named } of mentions(analysis)) {
        if (as === "placeholder") continue;
        const word = at.get(start);
        expect(word, `${named.name} at ${String(start)}`).toMatchObject({ start, end });
        expect(word?.type).not.toBe("keyword");
        expect(word?.modifiers.includes("declaration")).toBe(as === "declaration");
      }
    }
  });

  it("every name that is not mentioned is built in, and every other word is a keyword", () => {
    for (const analysis of analyses) {
      const names = new Set(
        [...leavesOf(analysis.file.root)]
          .filter(
            ({ property, reference }) =>
              reference !== undefined || ["name", "formerly", "functionName"].includes(property),
          )
          .map(({ start }) => start),
      );
      const words = new Map(wordsOf(analysis).map((word) => [word.start, word]));
      for (const { kind, start, text } of tokensOf(analysis.file.text)) {
        if (kind !== "keyword" && kind !== "name") continue;
        expect(words.get(start), `${text} at ${String(start)}`).toBeDefined();
        expect(words.get(start)?.type === "keyword").toBe(!names.has(start));
      }
    }
  });

  it("an editor without a grammar is told of everything that is written, a line at a time", () => {
    for (const analysis of analyses) {
      const { text } = analysis.file;
      const words = wordsOf(analysis, true);
      expectApart(words);
      let at = 0;
      for (const { start, end } of words) {
        expect(text.slice(at, start).trim()).toBe("");
        expect(text.slice(start, end)).not.toContain("\n");
        at = end;
      }
      expect(text.slice(at).trim()).toBe("");
    }
  });
});

function expectApart(words: readonly Word[]): void {
  let last = 0;
  for (const { start, end } of words) {
    expect(start).toBeGreaterThanOrEqual(last);
    expect(end).toBeGreaterThan(start);
    last = end;
  }
}

describe("what an editor is sent", () => {
  const request = requestAt(projectOf([{ path: "a.esdl", text: model }]), "a.esdl", 0);

  it("is of a part of the file what it is of the whole", () => {
    const whole = absolute(coloursOf(request, {}));
    const range = { start: { line: 5, character: 0 }, end: { line: 9, character: 0 } };
    expect(absolute(coloursOf(request, {}, range))).toEqual(whole.filter(([line]) => line >= 5 && line < 9));
  });

  it("makes the new list of the old one where it is sent as a change", () => {
    const word = fc.tuple(fc.nat(2), fc.nat(2), fc.constant(3), fc.nat(1), fc.constant(0));
    const list = fc.array(word, { maxLength: 6 }).map((words) => words.flat());
    fc.assert(
      fc.property(list, list, (before, after) => {
        const data = [...before];
        const edits = editsBetween(before, after);
        for (const edit of edits) data.splice(edit.start, edit.deleteCount, ...(edit.data ?? []));
        expect(data).toEqual(after);
        expect(edits.length).toBe(before.join() === after.join() ? 0 : 1);
      }),
    );
  });
});

const absolute = (data: readonly number[]): readonly (readonly [line: number, ...rest: number[]])[] => {
  let [line, character] = [0, 0];
  return Array.from({ length: data.length / 5 }, (_, index) => {
    const [lines = 0, characters = 0, ...rest] = data.slice(index * 5, index * 5 + 5);
    character = lines === 0 ? character + characters : characters;
    line += lines;
    return [line, character, ...rest];
  });
};
