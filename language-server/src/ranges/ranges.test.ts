/** Folding, selecting, and what comments lead to. */
import { describe, expect, it } from "vitest";
import { TextDocument } from "vscode-languageserver-textdocument";
import { tokensOf } from "@esdl/language/editing";
import { corpus } from "../../../test/models/corpus.js";
import { documentLinks } from "../features/ranges.js";
import { projectOf, requestAt, requestAtCaret } from "../testing/request.js";
import { foldingRanges } from "./folding.js";
import { extentsIn } from "./selection.js";

const documentOf = (text: string): TextDocument => TextDocument.create("a.esdl", "esdl", 1, text);

/** `first-last kind`, lines from 1 as they are after folding: the first stays. */
const folds = (text: string): readonly string[] =>
  foldingRanges(documentOf(text)).map(
    ({ startLine, endLine, kind = "block" }) => `${String(startLine + 1)}-${String(endLine + 1)} ${kind}`,
  );

describe("folding", () => {
  it("keeps the line of the closing bracket, and takes the longest of those that begin on a line", () => {
    expect(
      folds(`context Shop
value Price {
  amount: decimal(2)
}
value Empty {
}
external command Pay(
  amount: int,
  to: string
) returns {
  ok: bool
}
policy Cheer on Order.Opened { send Pay(
  amount: 1
)
}`),
    ).toEqual(["2-3 block", "7-9 block", "10-11 block", "13-15 block"]);
  });

  it("takes comments that follow each other as one, docs apart from others", () => {
    expect(
      folds(`// about
// the file

// alone
/// A price,
/// and more.
value Price { a: int } // behind
/* one
   two */
/* three
   four */
`),
    ).toEqual(["1-2 comment", "5-6 comment", "8-9 comment", "10-11 comment"]);
  });

  it("takes regions, one in the other", () => {
    expect(
      folds("// #region A\n// #region B\nid X\n// #endregion\nid Y\n// #endregion\n// #endregion"),
    ).toEqual(["2-4 region", "1-6 region"]);
  });

  it("takes the contexts that are used", () => {
    expect(
      folds("context Shop\n  uses Billing,\n  // the other\n  Stock as partnership,\n  Mail\nid X"),
    ).toEqual(["2-5 imports"]);
    expect(folds("context Shop\n  uses Billing\n  uses Stock\nvalue X {\n  a: int\n}")).toEqual([
      "4-5 block",
      "2-3 imports",
    ]);
  });

  it("goes on where a bracket is missing", () => {
    expect(folds("value A {\n  a: int\n  b: set<int\nvalue B {\n  c: int\n}")).toEqual(["4-5 block"]);
    expect(folds("value A {\n  a: list(\n  b: int\n}\n}")).toEqual(["1-3 block"]);
  });
});

describe.each(corpus)("in $name", ({ sources }) => {
  const project = projectOf(sources);

  it("folds lie in each other or apart", () => {
    for (const { text } of sources) {
      const lines = text.split("\n").length;
      const all = foldingRanges(documentOf(text));
      for (const { startLine, endLine, kind } of all) {
        expect(endLine).toBeGreaterThan(startLine);
        expect(endLine).toBeLessThan(lines);
        if (kind !== undefined) continue;
        for (const other of all)
          if (other.kind === undefined && other.startLine > startLine && other.startLine <= endLine)
            expect(other.endLine).toBeLessThanOrEqual(endLine + 1);
      }
    }
  });

  it("selections grow around every word, from the word to the file", () => {
    for (const { path, text } of sources) {
      const file = project.files.get(path);
      if (file === undefined) throw new Error(path);
      const tokens = tokensOf(text);
      const extentsOf = extentsIn(file);
      for (let index = 0; index < tokens.length; index += 17) {
        const token = tokens[index];
        if (token === undefined) continue;
        const offset = Math.floor((token.start + token.end) / 2);
        const extents = extentsOf(offset);
        extents.forEach(({ start, end }, at) => {
          const inner = extents[at - 1] ?? { start: offset, end: offset };
          expect(start <= inner.start && end >= inner.end).toBe(true);
          expect(end - start).toBeGreaterThan(inner.end - inner.start);
        });
        if (token.end - token.start > 1)
          expect(extents).toContainEqual({ start: token.start, end: token.end });
        expect(extents.at(-1)).toEqual({ start: 0, end: text.length });
      }
    }
  });
});

describe("selecting", () => {
  const grown = (marked: string): readonly string[] => {
    const { project, path, offset, text } = requestAtCaret([{ path: "a.esdl", text: marked }]);
    const file = project.files.get(path);
    return file === undefined
      ? []
      : extentsIn(file)(offset).map(({ start, end }) => text.slice(start, end).replace(/\s+/g, " "));
  };

  it("goes from a word through expressions, statements and bodies to the declaration with its doc", () => {
    const whole = grown(`context Shop
aggregate Order by id: uuid {
  event Opened { a: int }
  /// Opens.
  create command open(amount: int) {
    require (amo<|>unt + 1) * 2 > 3 else Forbidden
    emit Opened(amount)
  }
}`);
    expect(whole.slice(0, -2)).toEqual([
      "amount",
      "amount + 1",
      "(amount + 1)",
      "(amount + 1) * 2",
      "(amount + 1) * 2 > 3",
      "require (amount + 1) * 2 > 3 else Forbidden",
      "require (amount + 1) * 2 > 3 else Forbidden emit Opened(amount)",
      "{ require (amount + 1) * 2 > 3 else Forbidden emit Opened(amount) }",
      expect.stringMatching(/^create command/) as string,
      expect.stringMatching(/^\/\/\/ Opens\. create command/) as string,
      expect.stringMatching(/^event Opened.*\}$/) as string,
      expect.stringMatching(/^\{ event Opened.*\}$/) as string,
    ]);
    expect(whole.at(-2)).toMatch(/^aggregate Order/);
  });

  it("begins with what is inside of quotes", () => {
    expect(grown('context Shop\nscenario "it <|>works" { }').slice(0, 2)).toEqual(["it works", '"it works"']);
  });

  it("works where the text is wrong", () => {
    expect(grown("context Shop\nvalue Price { amount: <|>")).not.toEqual([]);
    expect(grown("<|>")).toEqual([""]);
  });
});

describe("a comment leads to", () => {
  const text = `// See https://example.com/a_b(c)?x=1, and <http://esdl.dev/>.
context Shop
/// As \`Order.Opened\` says, and \`nothing\`.
value Price { a: int }
aggregate Order by id: uuid {
  event Opened { a: int }
  /// Makes \`Opened\`; \`Price\`.
  create command open(a: int) { emit Opened(a) }
}
scenario "not \`Price\`, nor https://example.com" { }
`;
  const links = () => documentLinks(requestAt(projectOf([{ path: "a.esdl", text }]), "a.esdl", 0));

  it("addresses, and declarations that stand in backticks", () => {
    expect(links().map(({ target, tooltip }) => [target, tooltip])).toEqual([
      ["https://example.com/a_b(c)?x=1", undefined],
      ["http://esdl.dev/", undefined],
      ["file:///a.esdl#6,9", "Shop.Order.Opened"],
      ["file:///a.esdl#6,9", "Shop.Order.Opened"],
      ["file:///a.esdl#4,7", "Shop.Price"],
    ]);
  });
});
