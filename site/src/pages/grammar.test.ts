import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { grammarPages, partsOf, tokens } from "./grammar.js";

const source = readFileSync(new URL("../../../language/src/grammar/esdl.langium", import.meta.url), "utf8");
const rules = source.slice(source.indexOf("entry Model"));
const [page] = grammarPages(source);
const text = page?.text ?? "";
const decoded = text.replaceAll(/&#(\d+);/g, (_, number: string) => String.fromCodePoint(Number(number)));

describe("the grammar in diagrams", () => {
  it("draws every rule", () => {
    const named = [...rules.matchAll(/^(?:entry |fragment )?(\w+)(?: returns \w+)?:/gm)].map(
      ([, name = ""]) => name,
    );
    const drawn = [...text.matchAll(/\{#rule-(\w+)\}\n\n<div class="railroad"/g)].map(
      ([, name = ""]) => name,
    );
    expect(named.filter((name) => name !== "Whole")).toEqual(drawn);
    expect(drawn.length).toBeGreaterThan(100);
  });

  it("has every word and sign of the language in a box", () => {
    const words = new Set(
      [...rules.replaceAll(/^(?:hidden )?terminal .*$/gm, "").matchAll(/'([^']+)'/g)].map(
        ([, word = ""]) => word,
      ),
    );
    // What an assignment names as its values is a word as well; types of the tree are not.
    const boxed = new Set(
      [...decoded.matchAll(/<rect [^>]*rx="10"[^>]*><\/rect> <text[^>]*>(.*?)<\/text>/g)].map(
        ([, word = ""]) => word,
      ),
    );
    expect([...words].filter((word) => !boxed.has(word))).toEqual([]);
    expect([...boxed].filter((word) => !words.has(word) && word !== "undo")).toEqual([]);
  });

  it("leads from every box that names a rule to it", () => {
    const anchors = new Set(
      [...text.matchAll(/\{#(rule-\w+)\}|id="(rule-\w+)"/g)].map(([, rule, token]) => rule ?? token),
    );
    const links = [...text.matchAll(/href="#(rule-\w+)"/g)].map(([, link]) => link);
    expect(links.length).toBeGreaterThan(200);
    expect(links.filter((link) => !anchors.has(link))).toEqual([]);
    expect(text).not.toMatch(/<rect (?![^>]*rx=)[^>]*><\/rect>(?! <text[^>]*>\w+<\/text><\/a>)/);
  });

  it("says what every token stands for", () => {
    const terminals = [...source.matchAll(/^terminal (\w+):/gm)].map(([, name = ""]) => name);
    expect(Object.keys(tokens).sort()).toEqual(terminals.sort());
  });

  it("draws what repeats behind a comma as a way back over the comma", () => {
    const [part] = partsOf("grammar G entry Model: 'a' xs+=ID (',' xs+=ID)*; terminal ID: /[a-z]+/;");
    expect(part?.rules.map(({ name }) => name)).toEqual(["Model"]);
    const [drawn] = grammarPages("grammar G entry Model: 'a' xs+=ID (',' xs+=ID)*; terminal ID: /[a-z]+/;");
    expect(drawn?.text.match(/>ID</g)).toHaveLength(1);
  });

  it("refuses a grammar that does not parse", () => {
    expect(() => grammarPages("grammar G entry Model: 'a")).toThrow("does not parse");
  });
});
