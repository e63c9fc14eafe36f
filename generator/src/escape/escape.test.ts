import fc from "fast-check";
import MarkdownIt from "markdown-it";
import { createContext, runInContext } from "node:vm";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import {
  docComment,
  jsonText,
  markdownCode,
  markdownSentence,
  markdownText,
  regexLiteral,
  singleQuotedLiteral,
  stringLiteral,
  templateText,
} from "./index.js";
import { linesOf, replaceUnseen, visible } from "./unseen.js";

/** Text that has broken other generators, in any mixture, with lone surrogates. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ..."*/ /* ${ ` ' \" \\ // @ts-ignore @deprecated {@link <script> ]]> \\u202e %0A :: | # _ $ { }".split(
          " ",
        ),
      ),
      fc.constantFrom(
        "\n",
        "\r",
        "\r\n",
        "\u2028",
        "\u2029",
        "\u202e",
        "\0",
        "\ud800",
        "\udc00",
        "😀",
        "\u200b",
        "\t",
        " ",
      ),
      fc.string({ unit: "binary", maxLength: 4 }),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(""));

const runs = { numRuns: 1000 };
const sandbox = createContext({ x: "<x>" });
const parse = (text: string): ts.SourceFile =>
  ts.createSourceFile("x.ts", text, ts.ScriptTarget.ES2023, true);

/** The syntax errors of a text. */
function errorsOf(text: string): number {
  return ts.transpileModule(text, {
    reportDiagnostics: true,
    compilerOptions: { target: ts.ScriptTarget.ES2023 },
  }).diagnostics!.length;
}

/** What a file holds: nothing that UTF-8, an editor or a line-based tool would read otherwise. */
function expectPlain(text: string): void {
  expect(Buffer.from(text).toString()).toBe(text);
  expect(text).not.toMatch(/[^\P{Cc}\n\t]|[\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069\ufeff]/u);
}

describe("a string literal", () => {
  it("holds exactly the text, on one line", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        for (const literal of [stringLiteral(text), singleQuotedLiteral(text)]) {
          expectPlain(literal);
          expect(literal).not.toMatch(/[\r\n]/);
          const [statement] = parse(`${literal};`).statements;
          const expression = (statement as ts.ExpressionStatement).expression;
          expect(ts.isStringLiteral(expression) && expression.text).toBe(text);
        }
      }),
      runs,
    );
  });
});

describe("text in a template", () => {
  it("is exactly the text, whatever part follows", () => {
    fc.assert(
      fc.property(hostile, hostile, (before, after) => {
        const source = `\`${templateText(before)}\${x}${templateText(after)}\`;`;
        expectPlain(source);
        expect(runInContext(source, sandbox)).toBe(`${before}<x>${after}`);
      }),
      runs,
    );
  });
});

describe("a regular expression", () => {
  it("matches what its source matches", () => {
    for (const source of ["^a/b$", "[/]", "\u2028", "\ud83d\ude00+", "^[A-Z]{2}\\/x", "\u202e", "a\nb", ""]) {
      const literal = regexLiteral(source);
      expectPlain(literal);
      const compiled = runInContext(literal, sandbox) as RegExp;
      expect(compiled.flags).toBe("u");
      for (const text of ["a/b", "/", "\u2028", "😀", "AB/x", "\u202e", "a\nb"])
        expect(compiled.test(text)).toBe(new RegExp(source, "u").test(text));
    }
  });
});

describe("a doc comment", () => {
  it("stays a comment", () => {
    fc.assert(
      fc.property(hostile, fc.constantFrom("", "  "), (text, indent) => {
        const comment = docComment(text, indent);
        expectPlain(comment);
        const source = `${comment}${indent}const x = 1;`;
        expect(errorsOf(source)).toBe(0);
        const file = parse(source);
        expect(file.statements.map((statement) => statement.getText(file))).toEqual(["const x = 1;"]);
      }),
      runs,
    );
  });

  it("gives no orders to tools", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const file = parse(`${docComment(text)}const x = 1;`);
        expect(ts.getJSDocTags(file.statements[0]!)).toEqual([]);
      }),
      runs,
    );
  });

  it("keeps ordinary text as it is", () => {
    expect(docComment("Money came in, at 5 * 3 / 2.")).toBe("/** Money came in, at 5 * 3 / 2. */\n");
    expect(docComment("One.\n\nTwo: me@example.org", "  ")).toBe(
      "  /**\n   * One.\n   *\n   * Two: me@example.org\n   */\n",
    );
    expect(docComment(undefined)).toBe("");
  });
});

describe("JSON", () => {
  it("reads back as the same value and shows all it has", () => {
    fc.assert(
      fc.property(hostile, hostile, (name, text) => {
        const json = jsonText([[name, text]]);
        expectPlain(json);
        expect(JSON.parse(json)).toEqual([[name, text]]);
      }),
      runs,
    );
  });
});

/** What Markdown is made of, beside what is hostile everywhere. */
const hostileMarkdown = fc
  .array(
    fc.oneof(
      hostile,
      fc.constantFrom(
        ..."1. 2) - + = --- === # ## > :smile: http://a.b www.a.b a@b.c @all #12 a_b_c **b** ~~s~~ $x$ [l](u) ![i](u) <b> &amp; \\ |".split(
          " ",
        ),
      ),
      fc.constantFrom(" ", "  ", "\t", "a"),
    ),
    { maxLength: 6 },
  )
  .map((parts) => parts.join(""));

const asGitHub = new MarkdownIt({ html: true, linkify: true });
const harmless =
  /^(?:paragraph|table|thead|tbody|tr|th|td|bullet_list|list_item)_(?:open|close)$|^(?:text|code_inline)$/;

/** The text that a reader of the Markdown sees; fails where it is more than text and code. */
function shownIn(markdown: string): string {
  const tokens = asGitHub.parse(markdown, {}).flatMap((token) => token.children ?? [token]);
  expect(tokens.map(({ type }) => type).filter((type) => !harmless.test(type))).toEqual([]);
  return tokens.map(({ content }) => content).join("");
}

const visibleText = (text: string): string => replaceUnseen(linesOf(text).join(" "), visible).trim();

describe("Markdown", () => {
  it("is nothing but text to who reads it as Markdown", () => {
    fc.assert(
      fc.property(hostileMarkdown, (text) => {
        const escaped = markdownText(text);
        expect(escaped).not.toMatch(/[\r\n\u2028\u2029\u202e]/);
        expect(Buffer.from(escaped).toString()).toBe(escaped);
        for (const [before, shown] of [
          ["", ""],
          ["| a |\n|--|\n| ", "a"],
          ["- do: ", "do: "],
        ] as const)
          expect(shownIn(before + escaped).replaceAll(/\u200b|\s/g, "")).toBe(
            (shown + visibleText(text)).replaceAll(/\s/g, ""),
          );
      }),
      { numRuns: 400 },
    );
  });

  it("keeps what stands between backticks as code, whatever it holds", () => {
    expect(markdownSentence("`on Paid` of Order computes a_b")).toBe("`on Paid` of Order computes a\\_b");
    fc.assert(
      fc.property(hostileMarkdown, (text) => {
        expect(shownIn(markdownSentence(text)).replaceAll("\u200b", "").replaceAll(/\s/g, "")).toBe(
          visibleText(text)
            .replaceAll(/`([^`]+)`/g, "$1")
            .replaceAll(/\s/g, ""),
        );
      }),
      runs,
    );
  });

  it("closes its code with the fence that opened it", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const code = markdownCode(text);
        const fence = /^`+/u.exec(code)![0];
        const inside = code.slice(fence.length, -fence.length);
        expect(code.endsWith(fence)).toBe(true);
        expect((inside.match(/`+/gu) ?? []).every((run) => run.length < fence.length)).toBe(true);
        expect(code).not.toMatch(/[\r\n]|(?<!\\)\|/);
      }),
      runs,
    );
  });
});
