/** The colours at once, before the language server has spoken, against the language itself: on all models of the repository. */
import { createProject, leavesOf, type SourceToken, tokensOf } from "@esdl/language/editing";
import fc from "fast-check";
import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import type { IGrammar } from "vscode-textmate";
import { corpus } from "../../test/models/corpus.js";
import { colour, loadGrammar } from "./testing/textmate.js";

/** All words in quotes in the grammar of the language. */
const keywords = new Set(
  [
    ...readFileSync(new URL("../../language/src/grammar/esdl.langium", import.meta.url), "utf8").matchAll(
      /'([a-z]+)'/g,
    ),
  ].map(([, word]) => word!),
);

let grammar: IGrammar;
beforeAll(async () => {
  grammar = await loadGrammar();
});

const files = corpus.flatMap(({ name, sources }) =>
  sources.map(({ path, text }) => ({ name: `${name}/${path}`, text })),
);

/** The scopes of every character. */
function scopesOf(text: string): readonly (readonly string[])[] {
  const known = coloured.get(text);
  if (known !== undefined) return known;
  const scopes: (readonly string[])[] = new Array<readonly string[]>(text.length).fill([]);
  for (const piece of colour(grammar, text)) scopes.fill(piece.scopes, piece.start, piece.end);
  if (files.some((file) => file.text === text)) coloured.set(text, scopes);
  return scopes;
}

/** Of the models, which several tests look at. */
const coloured = new Map<string, readonly (readonly string[])[]>();

const asKeyword = /^(keyword\.(?!operator\.esdl)|storage\.|constant\.language|variable\.language)/;

/** Properties of the tree that hold a name, besides references. */
const nameProperties = new Set(["name", "formerly", "functionName", "roleWords"]);

/** Words of the language, with whether they are names where they stand. */
function wordsOf(text: string): readonly (SourceToken & { readonly isName: boolean })[] {
  const project = createProject({ requireAllow: false });
  project.set("model.esdl", text);
  const root = project.files.get("model.esdl")!.root;
  const names = new Set(
    [...leavesOf(root)]
      .filter(({ reference, property }) => reference !== undefined || nameProperties.has(property))
      .map(({ start }) => start),
  );
  return tokensOf(text)
    .filter(({ kind }) => kind === "keyword" || kind === "name")
    .map((token) => ({ ...token, isName: token.kind === "name" || names.has(token.start) }));
}

/** Whatever kind a token has, its first scopes say so, and no other's do. */
const families: Readonly<Record<string, RegExp>> = {
  comment: /^comment\./,
  doc: /^comment\.line\.documentation/,
  string: /^string\.quoted/,
  regex: /^string\.regexp/,
};
const kindOf = (scopes: readonly string[]): string | undefined =>
  ["doc", "comment", "string", "regex"].find((kind) => scopes.some((scope) => families[kind]?.test(scope)));

/** Where what the grammar takes for a comment, a text or a pattern is not what the language takes for one. */
function leaks(text: string): readonly string[] {
  const scopes = scopesOf(text);
  const expected = new Array<string | undefined>(text.length).fill(undefined);
  for (const { kind, start, end } of tokensOf(text))
    expected.fill(kind in families ? kind : undefined, start, end);
  return expected.flatMap((kind, at) => {
    if (/\s/.test(text[at]!)) return [];
    const found = kindOf(scopes[at]!);
    return found === kind ? [] : [`${String(at)}: ${String(found)}, not ${String(kind)}`];
  });
}

describe("the colours", () => {
  it.each(files)("of $name: every keyword is one where it is one", ({ text }) => {
    const scopes = scopesOf(text);
    const missed = wordsOf(text).filter(
      ({ isName, start }) => !isName && !asKeyword.test(scopes[start]!.at(-1)!),
    );
    expect(missed).toEqual([]);
  });

  it.each(files.filter(({ name }) => !name.startsWith("keywords/")))(
    "of $name: no name is a keyword, but for the roots of expressions",
    ({ text }) => {
      const scopes = scopesOf(text);
      const mistaken = wordsOf(text).filter(({ isName, start }) => {
        const scope = scopes[start]!.at(-1)!;
        return isName && asKeyword.test(scope) && !scope.startsWith("variable.language");
      });
      expect(mistaken).toEqual([]);
    },
  );

  it.each(files)("of $name: comments, texts and patterns end where they end", ({ text }) => {
    expect(leaks(text)).toEqual([]);
  });

  it("leak nowhere in a file that is being written either", () => {
    const damaged = fc
      .record({
        file: fc.constantFrom(...files),
        at: fc.nat(),
        length: fc.nat(6),
        typed: fc.constantFrom("", '"', "/", "//", "/*", "*/", "\\", "\n", "matches /", "{", "///"),
      })
      .map(({ file, at, length, typed }) => {
        const from = at % file.text.length;
        return (
          file.text.slice(Math.max(0, from - 400), from) + typed + file.text.slice(from + length, from + 400)
        );
      });
    fc.assert(
      fc.property(damaged, (text) => {
        expect(leaks(text)).toEqual([]);
      }),
    );
  });

  it("know every keyword of the language: the models have them all", () => {
    const used = new Set(
      files.flatMap(({ text }) => wordsOf(text).filter(({ isName }) => !isName)).map(({ text }) => text),
    );
    expect([...keywords].filter((word) => !used.has(word))).toEqual([]);
  });

  it("tell numbers, units of time and escapes from each other", () => {
    const text = 'on X { a = 1 b = 2.50 c = 15m d = "a\\n\\q\\u{1F600}" }';
    const scopes = scopesOf(text);
    const at = (part: string): string => scopes[text.indexOf(part)]!.at(-1)!;
    expect([at("1 "), at("2.50"), at("15m"), at("m d"), at("\\n"), at("\\q"), at("\\u")]).toEqual([
      "constant.numeric.integer.esdl",
      "constant.numeric.decimal.esdl",
      "constant.numeric.duration.esdl",
      "keyword.other.unit.esdl",
      "constant.character.escape.esdl",
      "invalid.illegal.escape.esdl",
      "constant.character.escape.esdl",
    ]);
  });

  it("show the fields in the text of a rejection, and in no other text", () => {
    const text = 'rejection Few "Only {left} are left" { left: int }\nscenario "{left}" for A {}';
    const scopes = scopesOf(text);
    const isField = (at: number): boolean => scopes[at]!.includes("meta.template.expression.esdl");
    expect([isField(text.indexOf("left}")), isField(text.lastIndexOf("left}"))]).toEqual([true, false]);
  });
});
