/** What is nested too deeply is refused with a problem, before it can exhaust a stack. */
import { AstUtils } from "langium";
import { describe, expect, it } from "vitest";
import { createSyntax } from "./services.js";

const syntax = createSyntax();
const inFunction = (expression: string): string => `context T\nfunction f(a: int): int = ${expression}\n`;
const inCommand = (body: string): string => `context T\naggregate A by id: Id { command C() { ${body} } }\n`;

/** Ways of nesting, by how deep. */
const nestings: Readonly<Record<string, (depth: number) => string>> = {
  parentheses: (n) => inFunction("(".repeat(n) + "a" + ")".repeat(n)),
  calls: (n) => inFunction("f(".repeat(n) + "a" + ")".repeat(n)),
  lists: (n) => inFunction("[".repeat(n) + "a" + "]".repeat(n)),
  "unclosed parentheses": (n) => inFunction("(".repeat(n)),
  not: (n) => inFunction("not ".repeat(n) + "a"),
  minus: (n) => inFunction("- ".repeat(n) + "a"),
  "choices in choices": (n) => inFunction("if a then ".repeat(n) + "a" + " else a".repeat(n)),
  "else after else": (n) => inFunction("if a then a else ".repeat(n) + "a"),
  "lines of choices": (n) => inFunction("if a then\n a else\n ".repeat(n) + "a"),
  lambdas: (n) => inFunction("x => ".repeat(n) + "a"),
  sums: (n) => inFunction("a" + " + a".repeat(n)),
  "sums over lines": (n) => inFunction("a" + "\n  + a".repeat(n)),
  members: (n) => inFunction("a" + ".a".repeat(n)),
  "members over lines": (n) => inFunction("a" + "\n  .a".repeat(n)),
  "else if": (n) => inCommand(`if a { }${" else if a { }".repeat(n)}`),
  blocks: (n) => inCommand("if a { ".repeat(n) + "}".repeat(n)),
  sets: (n) => `context T\nfunction f(a: ${"set<".repeat(n)}int${">".repeat(n)}): int = 1\n`,
  "lists of lists": (n) => `context T\nfunction f(a: int${"[]".repeat(n)}): int = 1\n`,
};

const codes = (text: string): readonly string[] => syntax.parse(text).problems.map(({ code }) => code);

describe.each(Object.entries(nestings))("%s", (_, nested) => {
  it("are read twenty levels deep", () => {
    if (nested(1).includes("unclosed")) return;
    expect(codes(nested(20))).not.toContain("ESDL1004");
  });

  it.each([1000, 10_000, 100_000])("are refused %i levels deep", (depth) => {
    expect(codes(nested(depth))).toEqual(["ESDL1004"]);
  });

  it("never give a tree that is too deep to walk", () => {
    for (const depth of [30, 60, 90, 120, 200, 300, 390, 410]) {
      const { ast } = syntax.parse(nested(depth));
      const walk = (node: typeof ast | (typeof ast)["$container"], level: number): number =>
        node === undefined
          ? level
          : Math.max(
              level,
              ...AstUtils.streamContents(node).map((child) => walk(child as typeof ast, level + 1)),
            );
      expect(walk(ast, 0)).toBeLessThan(620);
    }
  });
});

it("says where", () => {
  const text = nestings["parentheses"]!(40);
  const [problem] = syntax.parse(text).problems;
  expect(problem).toMatchObject({ message: expect.stringContaining("more than 32 levels deep") });
  expect(text[problem!.start]).toBe("(");
});

it("reads long files, however many operators they have in all", () => {
  const lines = Array.from(
    { length: 3000 },
    (_, index) => `    let x${index} = a + b * -c.d[1]\n    if x { y -= 1 }`,
  );
  expect(codes(inCommand(`\n${lines.join("\n")}\n`))).toEqual([]);
});

it("answers on a stack that is nearly used up", () => {
  const text = nestings["calls"]!(25);
  const deep = (level: number): readonly string[] => (level === 0 ? codes(text) : [...deep(level - 1)]);
  let answered = 0;
  for (let level = 500; level < 12_000; level += 500) {
    try {
      const found = deep(level);
      expect(["", "ESDL1004"]).toContain(found.join());
      answered++;
    } catch (error) {
      expect(error).toBeInstanceOf(RangeError);
    }
  }
  expect(answered).toBeGreaterThan(0);
  expect(codes(text)).toEqual([]);
});
