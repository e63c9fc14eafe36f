/** What the grammar lets follow: in sound files, at every word of the corpus; in damaged ones, where it was mended by hand. */
import { describe, expect, it } from "vitest";
import { corpus } from "../../../../test/models/corpus.js";
import { tokensOf } from "../tokens.js";
import { expectedAt, type Possible } from "./index.js";

const names = new Set(["ID", "NAME", "WORD", "HEAD"]);
const isName = ({ terminal }: Possible): boolean => terminal !== undefined && names.has(terminal);

/** One word in so many; the first is another one in each file. */
const every = 11;

describe.each(corpus)("$name", ({ sources }) => {
  it.each(sources)("expects the words that stand in $path", ({ text }) => {
    const words = tokensOf(text).filter(({ kind }) => kind === "keyword" || kind === "name");
    for (let index = text.length % every; index < words.length; index += every) {
      const word = words[index];
      if (word === undefined) break;
      const { possible } = expectedAt(text.slice(0, word.start) + text.slice(word.end), word.start);
      const fits = possible.some((one) => one.keyword === word.text || isName(one));
      if (!fits) expect.fail(`${word.text} at ${String(word.start)} is not expected`);
    }
  });
});

/** The keywords and places of names at the bar, and what is around it. */
function at(marked: string) {
  const offset = marked.indexOf("|>");
  const { possible, ...rest } = expectedAt(marked.replace("|>", ""), offset);
  return {
    ...rest,
    keywords: possible.flatMap(({ keyword }) =>
      keyword !== undefined && /^\w/.test(keyword) ? [keyword] : [],
    ),
    places: possible
      .filter(isName)
      .map(({ path }) => path.map(({ type, property }) => `${type}.${property}`)),
  };
}

describe("in damaged files", () => {
  it.each<[marked: string, keyword: string]>([
    ["|>", "context"],
    ["context A\n|>", "aggregate"],
    ["context A\naggregate B by b: Id {\n  |>", "event"],
    ["context A\naggregate B by b: Id {\n  event\n  |>\n}", "command"],
    ["context A\naggregate B by b: Id {\n  command X(\n  |>\n}", "on"],
    ["context A\naggregate B by b: Id {\n  command X() {\n    emit\n    |>\n  }\n}", "require"],
    ["context A\naggregate B by b: Id {\n  command X() {\n    ???\n    |>\n  }\n}", "emit"],
    ["context A\naggregate B {\n  state { a: }\n  on E -> {\n    |>", "remove"],
    ["context A\nvalue V {\n\naggregate B by b: Id {\n  |>", "lifecycle"],
    ["context A\nsaga S by s: Id {\n  step a {\n    on E -> b\n    |>", "after"],
    ["context A\nfunction f(a: int): int = if a > 1 |>", "then"],
  ])("%j: %s", (marked, keyword) => {
    expect(at(marked).keywords).toContain(keyword);
  });

  it("knows the property that a name is read for", () => {
    const { places } = at("context A\naggregate B by b: Id {\n  create command X() {\n    emit |>\n  }\n}");
    expect(places).toEqual([
      ["QualifiedName.segments", "EmitStatement.event", "Block.statements", "CommandDecl.body"],
    ]);
  });
});

describe("inside of what no word can stand in", () => {
  it.each([
    ["// a |> b", "comment"],
    ["/// a |> b", "comment"],
    ["/* a |> */", "comment"],
    ['scenario "a |> b"', "string"],
    ['scenario "a |>', "string"],
    ["function f(): bool = a matches /a|>b/", "regex"],
    ["function f(): int = 1|>", "number"],
    ["function f(): duration = 15m|>", "number"],
  ])("%j: %s", (marked, inside) => {
    expect(at(marked)).toMatchObject({ inside, keywords: [], places: [] });
  });
});

it("replaces the word that the place is in", () => {
  const found = at("context A\naggregate B by b: Id { eve|>nt X }");
  expect(found.word).toEqual({ start: 33, end: 38 });
  expect(found.keywords).toContain("event");
});
