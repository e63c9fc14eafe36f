/** Sound files: the example models, however their lines end, and trees whose ranges are exact. */
import { readdirSync, readFileSync } from "node:fs";
import type { AstNode } from "langium";
import { AstUtils, isReference, URI } from "langium";
import { describe, expect, it } from "vitest";
import type { Expression, FunctionDecl } from "../generated/ast.js";
import { isBinaryExpr, isExpression } from "../generated/ast.js";
import { createSyntax, problemsOf } from "./services.js";

const syntax = createSyntax();
const examples = new URL("../../../examples/", import.meta.url);
const models = ["banking", "shop", "evolution"].flatMap((name) => {
  const folder = new URL(`${name}/model/`, examples);
  return readdirSync(folder).map((file) => ({ file, text: readFileSync(new URL(file, folder), "utf8") }));
});

/** A tree without its positions. */
const shape = (node: AstNode): unknown =>
  JSON.parse(
    JSON.stringify(node, (key, value: unknown) => {
      if (isReference(value)) return value.$refText;
      return key.startsWith("$") && key !== "$type" ? undefined : value;
    }),
  );

const rangeOf = (node: AstNode): readonly [number, number] => [node.$cstNode!.offset, node.$cstNode!.end];

function expression(text: string): Expression {
  const { ast, problems } = syntax.parse(`context T\nfunction f(): int = ${text}\n`);
  expect(problems).toEqual([]);
  return (ast.declarations[0] as FunctionDecl).body;
}

describe.each(models)("$file", ({ text }) => {
  const parsed = syntax.parse(text);

  it("parses without a problem", () => {
    expect(parsed.problems).toEqual([]);
    expect(parsed.ast.declarations.length).toBeGreaterThan(0);
  });

  it.each([
    ["CRLF", text.replaceAll("\n", "\r\n")],
    ["a byte order mark", `\uFEFF${text}`],
    ["form feeds", text.replaceAll("\n\n", "\n\f\n")],
    [
      "no line breaks between members",
      text.replaceAll(/\n {2,}(?=[a-z])(?!\/)/g, (gap) => (text.includes("//") ? gap : " ")),
    ],
  ])("means the same with %s", (_, changed) => {
    const other = syntax.parse(changed);
    expect(other.problems).toEqual([]);
    expect(shape(other.ast)).toEqual(shape(parsed.ast));
  });

  it("gives each expression the range of its own text", () => {
    let count = 0;
    for (const node of AstUtils.streamAst(parsed.ast)) {
      if (!isExpression(node)) continue;
      const [start, end] = rangeOf(node);
      expect(shape(expression(text.slice(start, end)))).toEqual(shape(node));
      if (++count === 150) break;
    }
  });
});

describe("ranges", () => {
  it("of nested left operands end where the operand ends", () => {
    const text = "a - b * c + d";
    const whole = expression(text);
    const base = rangeOf(whole)[0];
    if (!isBinaryExpr(whole) || !isBinaryExpr(whole.left)) throw new Error("left associative");
    const slice = (node: AstNode): string => text.slice(rangeOf(node)[0] - base, rangeOf(node)[1] - base);
    expect(slice(whole)).toBe("a - b * c + d");
    expect(slice(whole.left)).toBe("a - b * c");
    expect(slice(whole.left.right)).toBe("b * c");
  });

  it("hold the parentheses of what they enclose", () => {
    const text = "(a + b) * c";
    const whole = expression(text);
    if (!isBinaryExpr(whole)) throw new Error("a product");
    const [start, end] = rangeOf(whole.left);
    expect(end - start).toBe("(a + b)".length);
  });

  it.each([
    ["not a == b", "not (a == b)"],
    ["a or b and c", "a or (b and c)"],
    ["a ?? b + c", "a ?? (b + c)"],
    ["a + b == c ?? d", "(a + b) == (c ?? d)"],
    ["-a.b", "-(a.b)"],
    ["x => x or y", "x => (x or y)"],
    ["if a then b else c + d", "if a then b else (c + d)"],
    ["a - b - c", "(a - b) - c"],
  ])("read %s as %s", (loose, tight) => {
    expect(shape(expression(loose))).toEqual(shape(expression(tight)));
  });
});

it("reads long lists without trouble", () => {
  const items = Array.from({ length: 10_000 }, (_, index) => `m${index}`);
  const { ast, problems } = syntax.parse(`context T\nenum Big { ${items.join(", ")} }\n`);
  expect(problems).toEqual([]);
  expect(ast.declarations[0]).toMatchObject({ members: { length: 10_000 } });
});

it.each([
  'name: string personal = ""',
  'name: string\n    personal\n    = ""',
  'name: string\n    personal = ""',
  'name: string where it.length > f(a: 1) personal = ""',
  "personal: string personal of personal",
])("reads the modifier of %j", (field) => {
  const { ast, problems } = syntax.parse(`context T\nvalue V {\n  first: int = 1\n  ${field}\n}\n`);
  expect(problems).toEqual([]);
  const modifiers: unknown = expect.arrayContaining([expect.objectContaining({ $type: "PersonalModifier" })]);
  expect(ast.declarations[0]).toMatchObject({ members: [{ name: "first" }, { modifiers }] });
});

it("makes documents with the same trees and problems", () => {
  const text = "context T\nvalue V {\n  amount int\n}\n";
  const document = syntax.shared.workspace.LangiumDocumentFactory.fromString(
    text,
    URI.parse("file:///v.esdl"),
  );
  expect(document.parseResult.parserErrors).toEqual([]);
  expect(problemsOf(document.parseResult.value)).toEqual(syntax.parse(text).problems);
  expect(problemsOf(document.parseResult.value)).toHaveLength(1);
});

it("tells what a scenario expects apart, with commas or without", () => {
  const outcomes = [
    "A(x: 1)",
    "rejected R(x: 1)",
    "state(x: 1)",
    'B "k" { C(x: 1) }',
    'B "k" (x: 1)',
    'B ("k", 2) (x: 1)',
    'B "k" nothing',
    'B ("k", 2) nothing',
    'B "k" rejected',
    "rejected R",
    "nothing",
  ];
  const types = [
    "",
    "Rejection",
    "State",
    "Stream",
    "Row",
    "Row",
    "Absence",
    "Absence",
    "Step",
    "Rejection",
    "Nothing",
  ];
  for (const separator of [" ", "\n    ", ", ", ",\n"]) {
    const { ast, problems } = syntax.parse(
      `context T\nscenario "s" { when X() then ${outcomes.join(separator)} }\n`,
    );
    expect(problems).toEqual([]);
    const clauses = [{ actions: [{}] }, { outcomes: types.map((type) => ({ $type: `Expected${type}` })) }];
    expect(ast.declarations).toMatchObject([{ clauses }]);
  }
});
