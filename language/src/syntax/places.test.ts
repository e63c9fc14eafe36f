/** What is kept for checking says of every place what the whole concrete syntax says. */
import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import type { AstNode, Reference } from "langium";
import { AstUtils, isReference } from "langium";
import { describe, expect, it } from "vitest";
import { createLocator } from "../diagnostics/locate.js";
import { createSyntax } from "./services.js";

const whole = createSyntax();
const lean = createSyntax({ placesOnly: true });
const examples = new URL("../../../examples/", import.meta.url);
const models = ["banking", "shop", "evolution"].flatMap((name) => {
  const folder = new URL(`${name}/model/`, examples);
  return readdirSync(folder).map((file) => ({ file, text: readFileSync(new URL(file, folder), "utf8") }));
});
const tuples = "context T\nfunction f(a: int): int = m[(a + 1, (a), -(a.b))] + ((a, a), a).c[(1)]\n";

/** Everything that can be asked of a tree about places: nodes, properties, items of properties, references, texts. */
function placesOf(root: AstNode): readonly string[] {
  const locate = createLocator([{ path: "a", text: "", root }]);
  const rangeOf = (at: AstNode | Reference): string =>
    "$refText" in at
      ? `${String(at.$refNode?.offset)}-${String(at.$refNode?.end)} of ${String(at.$refNode?.astNode.$type)}`
      : `${String(at.$cstNode?.offset)}-${String(at.$cstNode?.end)} ${JSON.stringify(at.$cstNode?.text)}`;
  const ofProperty = (node: AstNode, property: string, index?: number): string => {
    const { start, end } = locate.offsets({ node, property, index });
    return `${property}[${String(index)}] ${String(start)}-${String(end)}`;
  };
  return [...AstUtils.streamAst(root)].flatMap((node) => [
    `${node.$type} ${rangeOf(node)}`,
    ...Object.entries(node)
      .filter(([property]) => !property.startsWith("$"))
      .flatMap(([property, value]: [string, unknown]) => [
        ofProperty(node, property),
        ...(isReference(value) ? [rangeOf(value)] : []),
        ...(Array.isArray(value) ? value.map((_, index) => ofProperty(node, property, index)) : []),
      ]),
  ]);
}

const both = (text: string) => [whole, lean].map((syntax) => placesOf(syntax.parse(text).ast));

describe("places", () => {
  it.each([...models, { file: "tuples", text: tuples }, { file: "comments", text: "// a\n\n/* b */\n" }])(
    "are those of the whole concrete syntax: $file",
    ({ text }) => {
      const [expected, found] = both(text);
      expect(found).toEqual(expected);
    },
  );

  it("are those of the whole concrete syntax in damaged files", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...models),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.nat(12),
        ({ text }, where, gap) => {
          const at = Math.floor(where * text.length);
          const [expected = [], found = []] = both(text.slice(0, at) + text.slice(at + gap));
          expect(found.length).toBe(expected.length);
          // What nothing was read from begins at 0 there, and so does all that begins with it.
          const known = (line: string): boolean => !line.includes(" 0-");
          expect(found.filter((_, index) => known(expected[index] ?? ""))).toEqual(expected.filter(known));
        },
      ),
      { numRuns: 40 },
    );
  });

  it("have lines and columns", () => {
    const { ast } = lean.parse("context T\n\n  role R\n");
    expect(ast.declarations[0]?.$cstNode?.range).toEqual({
      start: { line: 2, character: 2 },
      end: { line: 2, character: 8 },
    });
  });
});
