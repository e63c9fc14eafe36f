/** What is not written and could be. */
import { describe, expect, it } from "vitest";
import { ast, AstUtils, displayType, tokensOf } from "@esdl/language/editing";
import { corpus } from "../../../test/models/corpus.js";
import { inlayHints } from "../features/inlay-hints.js";
import { projectOf, requestAt } from "../testing/request.js";
import { hintsIn } from "./hints.js";

const model = `context Shop
value Price { amount: decimal(2), currency: string }
value Line { sku: string, price: Price? }
/// With tax.
function taxed(price: Price, rate: decimal): decimal = price.amount * rate
aggregate Order by orderId: uuid {
  event Opened { lines: Line[], total: decimal }
  state { kept: Line[] }
  any command open(lines: Line[], rate: decimal) {
    let dear = lines.filter(line => line.price != none)
    let first = Price(1.00, "EUR")
    let note = "plain"
    let sum = taxed(first, 2.0)
    for line in dear { require line.sku != note else Forbidden }
    emit Opened(lines, total: taxed(price: first, rate: rate) + taxed(first, rate) + sum)
  }
  on Opened { kept = event.lines }
}
`;

const everything = { start: { line: 0, character: 0 }, end: { line: 1_000, character: 0 } };

/** The text with the hints put in, in brackets. */
function shown(text: string, range = everything): string {
  const request = requestAt(projectOf([{ path: "a.esdl", text }]), "a.esdl", 0);
  return inlayHints(request, range)
    .toReversed()
    .reduce((result, { position, label, paddingRight }) => {
      const at = request.document.offsetAt(position);
      const hint = typeof label === "string" ? label : label.map(({ value }) => value).join("");
      return `${result.slice(0, at)}[${hint}]${paddingRight === true ? " " : ""}${result.slice(at)}`;
    }, text);
}

const lines = (text: string): readonly string[] => text.split("\n").filter((line) => line.includes("["));

describe("hints", () => {
  it("say the types of locals, and what arguments fill that stand by their place", () => {
    expect(lines(shown(model)).map((line) => line.trim())).toEqual([
      "event Opened { lines: Line[], total: decimal }",
      "state { kept: Line[] }",
      "any command open(lines: Line[], rate: decimal) {",
      "let dear[: Line[]] = lines.filter(line[: Line] => line.price != none)",
      'let first = Price([amount:] 1.00, [currency:] "EUR")',
      "let sum[: decimal] = taxed([price:] first, [rate:] 2.0)",
      "for line[: Line] in dear { require line.sku != note else Forbidden }",
      "emit Opened(lines, total: taxed(price: first, rate: rate) + taxed([price:] first, rate) + sum)",
    ]);
  });

  it("lead to the declarations of types, and show what documents a parameter", () => {
    const request = requestAt(projectOf([{ path: "a.esdl", text: model }]), "a.esdl", 0);
    const [dear] = inlayHints(request, everything);
    const parts = typeof dear?.label === "string" ? [] : dear?.label;
    expect(parts?.map(({ value, location }) => [value, location?.range.start.line])).toEqual([
      [": ", undefined],
      ["Line", 2],
      ["[]", undefined],
    ]);
  });

  it("are those of the part that is asked about, and of the kinds that are wanted", () => {
    const { analysis, document } = requestAt(projectOf([{ path: "a.esdl", text: model }]), "a.esdl", 0);
    const line = model.split("\n").findIndex((one) => one.includes("let sum"));
    const part = { start: { line, character: 0 }, end: { line, character: 99 } };
    expect(lines(shown(model, part)).at(-1)?.trim()).toContain("let sum[: decimal]");
    expect(lines(shown(model, part)).length).toBe(4);
    const all = { start: 0, end: document.getText().length };
    const kinds = (types: boolean, parameterNames: boolean): readonly string[] =>
      [...new Set(hintsIn(analysis, all, { types, parameterNames }).map(({ kind }) => kind))].sort();
    expect([kinds(true, true), kinds(true, false), kinds(false, true), kinds(false, false)]).toEqual([
      ["parameter", "type"],
      ["type"],
      ["parameter"],
      [],
    ]);
  });
});

describe.each(corpus)("in $name", ({ sources }) => {
  const project = projectOf(sources);

  it("labels that are written in where hints are leave the model as sound as it was", () => {
    for (const { path, text } of sources) {
      const { analysis } = requestAt(project, path, 0);
      const all = { start: 0, end: text.length };
      const hints = hintsIn(analysis, all, { types: false, parameterNames: true });
      const labels = new Map(hints.map(({ at, parts }) => [at, parts[0]?.text ?? ""]));
      // Arguments are all labelled or none: those that say themselves what they fill get their labels too.
      for (const [node, { slots }] of analysis.observed.args) {
        const { items } = node;
        const isHere = AstUtils.findRootNode(node) === analysis.file.root;
        if (isHere && items.some((item) => labels.has(item.$cstNode?.offset ?? -1)))
          items.forEach((item, index) =>
            labels.set(item.$cstNode?.offset ?? -1, `${slots[index]?.name ?? ""}:`),
          );
      }
      const labelled = [...labels]
        .sort(([one], [other]) => other - one)
        .reduce((result, [at, label]) => `${result.slice(0, at)}${label} ${result.slice(at)}`, text);
      const other = projectOf([
        ...sources.filter((source) => source.path !== path),
        { path, text: labelled },
      ]);
      const codes = (of: typeof project): readonly string[] =>
        (of.analyse(path)?.diagnostics ?? []).map(({ code }) => code);
      expect(codes(other)).toEqual(codes(project));
    }
  });

  it("types stand right behind the names that have them", () => {
    for (const { path, text } of sources) {
      const { analysis } = requestAt(project, path, 0);
      const ends = new Map(tokensOf(text).map(({ end, text: word }) => [end, word]));
      for (const { at, parts } of hintsIn(
        analysis,
        { start: 0, end: text.length },
        { types: true, parameterNames: false },
      )) {
        const written = parts
          .map((part) => part.text)
          .join("")
          .slice(2);
        const typed = [...analysis.observed.types].some(
          ([node, type]) =>
            ast.isNamed(node) &&
            node.name === ends.get(at) &&
            displayType(type, analysis.file.root.name) === written,
        );
        expect(typed, `${ends.get(at) ?? ""}: ${written}`).toBe(true);
      }
    }
  });
});
