import { checkModel } from "@esdl/language";
import { readdirSync, readFileSync } from "node:fs";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { generate } from "../generate.js";
import { isSource } from "./dist.js";
import { compileFast } from "./fast.js";
import { compileSlowly, type Compiled } from "./slow.js";
import { decodeMappings, type Segment } from "./source-map.js";

const fast = (text: string): Compiled | undefined => compileFast(ts, { path: "src/x.ts", text });

function slow(text: string): Compiled {
  const compiled = compileSlowly(ts, { path: "src/x.ts", text });
  if ("error" in compiled) throw new Error(compiled.error);
  return compiled;
}

const printer = ts.createPrinter({ removeComments: true });
const parse = (text: string): ts.SourceFile => ts.createSourceFile("x.ts", text, ts.ScriptTarget.ES2022);

/** A text as TypeScript's printer lays it out, statement by statement. */
function printed(text: string): string[] {
  const file = parse(text);
  return file.statements.map((statement) => printer.printNode(ts.EmitHint.Unspecified, statement, file));
}

/** JavaScript, printed once more, as layouts differ. The compiler drops brackets around what was cut, so none are compared. */
const javascript = (text: string): string =>
  ts
    .transpileModule(text, {
      compilerOptions: { removeComments: true, target: ts.ScriptTarget.ES2022, verbatimModuleSyntax: true },
    })
    .outputText.replace(/[()]/gu, "")
    .replace(/\s+/gu, " ")
    .replace(/, (?=[}\]])/gu, " ");

/** Exported declarations, printed. The compiler also drops what is not exported, and orders imports by its own rules. */
const exported = (text: string): string[] =>
  printed(text)
    .filter((statement) => statement.startsWith("export ") && statement !== "export {};")
    .map((statement) => statement.replace(/\s+/gu, " "));

function expectSame(source: string): void {
  const compiled = fast(source);
  expect(compiled, "the fast way knows this").toBeDefined();
  const reference = slow(source);
  expect(javascript(compiled!.js)).toBe(javascript(reference.js));
  expect(exported(compiled!.declaration)).toEqual(exported(reference.declaration));
}

const sourcesOf = (name: string): { path: string; text: string }[] => {
  const folder = new URL(`../../../examples/${name}/model/`, import.meta.url);
  return readdirSync(folder)
    .filter((file) => file.endsWith(".esdl"))
    .map((file) => ({ path: file, text: readFileSync(new URL(file, folder), "utf8") }));
};

describe("cutting gives what the compiler gives", () => {
  it.each(["banking", "shop", "evolution"])("for all that is generated from %s", (name) => {
    const { model } = checkModel(sourcesOf(name));
    const generated = generate(model!, { packageName: "x", emit: ["ts"], modelRoot: "." });
    const files = generated.ok ? generated.files.filter(({ path }) => isSource(path)) : [];
    expect(files.length).toBeGreaterThan(3);
    for (const { text } of files) expectSame(text);
  });

  it.each([
    ["types", "export type A = string;\ninterface B { readonly a: A }\nexport const x: B = { a: `1` };\n"],
    ["only types", "/** Head. */\nexport type A = string;\n"],
    ["nothing", "export {};\n"],
    [
      "imports of types",
      'import type { A } from "./a.js";\nimport { type B, c, type D } from "./b.js";\nimport { type E } from "./e.js";\nimport * as v from "./v.js";\nexport const x: A | B = c(v);\n',
    ],
    [
      "functions",
      "export function f<T extends object>(a: T, b?: number): readonly T[] { return [a, b!] as readonly T[]; }\n",
    ],
    [
      "imports of defaults",
      'import a, { type B } from "./a.js";\nimport c from "./c.js";\nexport const x: B = a(c);\n',
    ],
    ["defaults of parameters", "export function f(a: number = 1, b = 2): number { return a + b; }\n"],
    [
      "patterns of parameters",
      "export function f({ a, b: [c] }: { a: number; b: number[] }): number { return a + (c ?? 0); }\n",
    ],
    [
      "arrows",
      "export const f: (a: number) => number = (a: number): number => (a satisfies number);\nexport const g: <T>(a: T) => T = <T,>(a: T): T => a;\nexport const h: (a: number) => number = a => a;\n",
    ],
    [
      "calls",
      "const m = new Map<string, number>([]);\nexport const x: number = f<Array<number>>(m.get(`a`)!).length;\nfunction f<T>(a: unknown): T { return a as T; }\n",
    ],
    [
      "objects with methods",
      "export const d: { f(a: number): number } = {\n  f(a: number): number {\n    return a as number;\n  },\n};\n",
    ],
    [
      "variables of bodies",
      "export function f(): number {\n  let a: number;\n  let b: number | undefined = undefined;\n  for (const c of [1] as number[]) { b = c; }\n  a = b ?? 0;\n  return a;\n}\n",
    ],
    ["texts", 'export const a = "x";\nexport const b: string = `${a as string}<number>`;\n'],
    [
      "re-exports",
      'export * from "./a.js";\nexport * as B from "./b.js";\nexport { c, type D } from "./c.js";\nexport type { E } from "./e.js";\n',
    ],
  ])("for %s", (_, source) => {
    expectSame(source);
  });
});

describe("what is not known to the fast way", () => {
  it.each([
    "export class A { constructor(readonly a: number) {} }\n",
    "export enum A { B }\n",
    "export namespace A { export const b: number = 1; }\n",
    "export default 1;\n",
    "export const x = { a: 1 } as const;\n",
    "export const x = [1].map((y) => y);\n",
    "export function f(a = `1`): string { return a; }\n",
    'import a, { type B } from "./a.js";\nexport const x: B | typeof a = a;\n',
    "export function f(a: number): number;\nexport function f(a: unknown): unknown { return a; }\n",
    "const secret: number = 1;\nexport type T = typeof secret;\n",
    "export const = 1;\n",
    'import "./effect.js";\nconsole.log(1);\nexport {};\n',
    "declare const x: number;\nexport const y: typeof x = x;\n",
  ])("is left to the compiler: %j", (source) => {
    expect(fast(source)).toBeUndefined();
  });
});

describe("the maps", () => {
  const source =
    "type A = number;\n\n/** F. */\nexport function f(a: A, b: A): A {\n  return (a + b) as A;\n}\n";

  /** The characters at both ends of each segment. */
  function pairs(output: string, segments: readonly Segment[]): [string, string][] {
    const [from, to] = [source.split("\n"), output.split("\n")];
    return segments.map(({ line, column, source: place }) => [
      to[line]!.slice(column, column + 1),
      from[place!.line]!.slice(place!.column, place!.column + 1),
    ]);
  }

  it("lead from each piece to the same text in the source", () => {
    const { js, jsMappings, declaration, declarationSegments } = fast(source)!;
    expect(js).toBe("/** F. */\nexport function f(a, b) {\n  return (a + b);\n}\n");
    for (const [output, segments] of [
      [js, decodeMappings(jsMappings)],
      [declaration, declarationSegments],
    ] as const) {
      const found = pairs(output, segments);
      expect(found.length).toBeGreaterThan(4);
      for (const [to, from] of found) expect(to).toBe(from);
    }
  });
});
