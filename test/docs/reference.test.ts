// The reference of the language is whole: every word of the grammar, every diagnostic and every method has its place in it.
import { rules as changes } from "@esdl/evolution";
import { diagnostics } from "@esdl/language";
import { describe, expect, it } from "vitest";
import { methods } from "../../language/src/types/methods.js";
import { blocksOf, pages, read } from "./pages.js";

const folder = "docs/language/";
const reference = pages.filter((page) => page.startsWith(folder));
const sections = (page: string): ReadonlySet<string> =>
  new Set([...read(page).matchAll(/^## (.+)$/gm)].map(([, title = ""]) => title));

/** The words of the language, as the rules of the grammar have them. */
const grammar = read("language/src/grammar/esdl.langium");
const rules = grammar.slice(grammar.indexOf("entry Model"));
const words = new Set([...rules.matchAll(/'([a-z]+)'/g)].map(([, word = ""]) => word));

/** Roles of the context map, and whom `allow` knows besides roles: names to the grammar. */
const names = ["system", "anyone"];

describe("the words of the language", () => {
  const shown = reference
    .flatMap(blocksOf)
    .filter(({ label }) => label === "syntax")
    .flatMap(({ text }) => text.match(/\b[a-z]+\b/g) ?? []);
  const described = new Map(
    [...read(`${folder}words.md`).matchAll(/^\| `([a-z]+)` +\| (.+?) +\|$/gm)].map(
      ([, word = "", links = ""]) => [
        word,
        [...links.matchAll(/\(([\w-]+\.md)(?:#[\w-]+)?\)/g)].map(([, page = ""]) => page),
      ],
    ),
  );

  it("are those of the grammar", () => {
    expect(words.size).toBeGreaterThan(80);
  });

  it("stand in the table of words, with the pages that describe them", () => {
    expect([...described.keys()]).toEqual([...words].sort());
    const missing = [...described].flatMap(([word, links]) =>
      links.filter((page) => !read(folder + page).includes(word)).map((page) => `${word} in ${page}`),
    );
    expect(missing).toEqual([]);
    expect([...described].filter(([, links]) => links.length === 0)).toEqual([]);
  });

  /** Operators and literals, which the table of operators and the chapter on literals show. */
  const ofExpressions = "if then else and or not in matches none true false now".split(" ");

  it("stand in the short form of some construct", () => {
    const seen = new Set([...shown, ...ofExpressions]);
    expect([...words].filter((word) => !seen.has(word))).toEqual([]);
  });

  it("are spelt right in the short forms", () => {
    expect(shown.filter((word) => !words.has(word) && !names.includes(word))).toEqual([]);
  });
});

describe("the diagnostics", () => {
  const rows = reference.flatMap((page) =>
    [...read(page).matchAll(/^\| `(ESDL\d{4})` +\| (.+?) +\|$/gm)].map(([, code = "", title = ""]) => ({
      page,
      code,
      title,
    })),
  );
  const table = Object.entries(diagnostics).map(([code, { title, severity }]) => ({
    code,
    title: severity === "warning" ? `${title} (a warning)` : title,
  }));

  it("are listed with the construct that they are about, each once, in the words of the compiler", () => {
    const listed = rows.map(({ code, title }) => ({ code, title: title.replaceAll("\\|", "|") }));
    const byCode = (a: { code: string }, b: { code: string }): number => (a.code < b.code ? -1 : 1);
    expect(listed.sort(byCode)).toEqual(table.sort(byCode));
  });

  it("stand on pages that show a short form", () => {
    const without = new Set(rows.map(({ page }) => page));
    for (const page of reference)
      if (blocksOf(page).some(({ label }) => label === "syntax")) without.delete(page);
    // Scalars and statements of names have no construct of their own.
    expect([...without]).toEqual([`${folder}scalars.md`, `${folder}words.md`]);
  });
});

it("every code that a page of the documentation names exists", () => {
  const known = new Set([...Object.keys(diagnostics), ...Object.values(changes).map(({ code }) => code)]);
  const named = pages.flatMap((page) =>
    [...read(page).matchAll(/ESDL\d{4}/g)].map(([code]) => ({ page, code })),
  );
  expect(named.length).toBeGreaterThan(180);
  expect(named.filter(({ code }) => !known.has(code))).toEqual([]);
});

describe("the methods", () => {
  const forms = { property: 0, call: 1, either: 2 } as const;
  const families = { keyed: "list of entities", list: "list, set", set: "list, set" } as const;
  const rows = new Map(
    [...read(`${folder}expressions.md`).matchAll(/^\| ([\w, ]+?) +\| (.*?)\| (.*?)\| (.*?)\|$/gm)].map(
      ([, of = "", ...cells]) => [of, cells.map((cell) => cell.match(/\w+/g) ?? [])],
    ),
  );

  it("are those that the compiler knows", () => {
    const known = methods.map(({ family, form, name }) => {
      const of = family in families ? families[family as keyof typeof families] : family;
      return `${of}.${name} ${form}`;
    });
    const listed = [...rows].flatMap(([of, cells]) =>
      Object.entries(forms).flatMap(([form, at]) => (cells[at] ?? []).map((name) => `${of}.${name} ${form}`)),
    );
    expect(listed.filter((row) => !row.startsWith("of.")).sort()).toEqual([...new Set(known)].sort());
  });
});

describe("the index", () => {
  it("leads to every page", () => {
    const linked = [...read(`${folder}index.md`).matchAll(/^\| \[[^\]]+\]\(([\w-]+\.md)\)/gm)].map(
      ([, page]) => folder + page!,
    );
    expect(linked.sort()).toEqual(reference.filter((page) => page !== `${folder}index.md`));
  });

  it("has pages with a chapter each, at least", () => {
    expect(reference.filter((page) => sections(page).size === 0 && page !== `${folder}layout.md`)).toEqual([
      `${folder}external-commands.md`,
      `${folder}policies.md`,
    ]);
  });
});
