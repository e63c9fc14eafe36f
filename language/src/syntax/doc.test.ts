/** Doc comments and texts. */
import { AstUtils } from "langium";
import { describe, expect, it } from "vitest";
import fc from "fast-check";
import { createSyntax, docOf } from "./services.js";
import { unescape } from "./strings.js";

const syntax = createSyntax();

const source = `/// The shop.
context Shop

/// A place to sell.
///
///   Indented, with two spaces.
public enum Channel {
  /// The web.
  web
  store, /// not for store
  phone
}
// an ordinary comment
/// An order.
// another comment
aggregate Order by
  /// Its identity.
  orderId: Id {
  /// What it knows.
  state {
    /// Its total.
    total: int
  }
  /// It was placed.
  event Placed {
    at: int
    /// Earlier there was none.
    version 2 { add at = 0 }
  }
  /// Places it.
  create command Place(
    /// How many.
    n: int,
    m: int,
  ) { emit Placed(at: n) }
  /// What it does.
  on Placed { total = event.at }
  //// four slashes are an ordinary comment
  rejection Empty
}
`;

describe.each([
  ["LF", source],
  ["CRLF", source.replaceAll("\n", "\r\n")],
])("doc comments with %s", (_, text) => {
  const { ast, problems } = syntax.parse(text);
  const docs = Object.fromEntries(
    [...AstUtils.streamAst(ast)].flatMap((node) => {
      const doc = docOf(node);
      const name: unknown = Reflect.get(node, "name");
      return doc === undefined ? [] : [[`${node.$type} ${typeof name === "string" ? name : ""}`.trim(), doc]];
    }),
  );

  it("belong to what follows them", () => {
    expect(docs).toEqual({
      "Model Shop": "The shop.",
      "EnumDecl Channel": "A place to sell.\n\n  Indented, with two spaces.",
      "EnumMember web": "The web.",
      "AggregateDecl Order": "An order.",
      "Key orderId": "Its identity.",
      StateBlock: "What it knows.",
      "Field total": "Its total.",
      "EventDecl Placed": "It was placed.",
      VersionClause: "Earlier there was none.",
      "CommandDecl Place": "Places it.",
      "Parameter n": "How many.",
      Handler: "What it does.",
    });
  });

  it("are warned of behind code", () => {
    expect(
      problems.map(({ code, severity, start, end }) => [code, severity, text.slice(start, end)]),
    ).toEqual([["ESDL1005", "warning", "/// not for store"]]);
  });
});

it.each([
  ["at the end", "context T\nrole R\n/// nothing\n"],
  ["before another", "context T\n/// first\n\n/// second\nrole R\n"],
  ["in an expression", "context T\nfunction f(): int =\n  /// here\n  1\n"],
  ["before a closing bracket", "context T\nvalue V {\n  a: int\n  /// nothing\n}\n"],
  ["before a scenario's clause", 'context T\nscenario "s" {\n  /// here\n  when A()\n}\n'],
])("a doc comment %s documents nothing", (_, text) => {
  expect(syntax.parse(text).problems.map(({ code }) => code)).toEqual(["ESDL1005"]);
});

describe("texts", () => {
  it.each([
    [String.raw`"a\"b\\c\nd\te\rf"`, 'a"b\\c\nd\te\rf'],
    [String.raw`"\u{41}\u{1F600}\u{0}"`, "A\u{1F600}\0"],
    ['"{left} of \u2028 them"', "{left} of \u2028 them"],
  ])("%s mean what they say", (image, value) => {
    expect(unescape(image)).toEqual({ value, bad: [] });
  });

  it.each([
    [String.raw`"a\qb"`, 2, String.raw`\q`],
    [String.raw`"\u0041"`, 1, String.raw`\u0041`],
    [String.raw`"\u{110000}"`, 1, String.raw`\u{110000}`],
    [String.raw`"x\u{D800}"`, 2, String.raw`\u{D800}`],
    [String.raw`"\u{}"`, 1, String.raw`\u{}`],
    ['"a\uD800"', 2, String.raw`\u{d800}`],
  ])("%s hold a wrong escape", (image, offset, text) => {
    expect(unescape(image).bad).toEqual([{ offset, text }]);
    const model = `context T\nfunction f(): string = ${image}\n`;
    expect(syntax.parse(model).problems).toMatchObject([
      { code: "ESDL1008", start: model.indexOf('"') + offset },
    ]);
  });

  it("read back whatever was escaped", () => {
    const escaped = (text: string): string =>
      `"${Array.from(text, (char) => (/[\w .]/.test(char) ? char : `\\u{${char.codePointAt(0)!.toString(16)}}`)).join("")}"`;
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(unescape(escaped(text))).toEqual({ value: text, bad: [] });
      }),
    );
  });
});
