/** Damaged files: one mistake gives one problem at its place, and the rest of the file is still read. */
import { readFileSync } from "node:fs";
import fc from "fast-check";
import type { AstNode } from "langium";
import { AstUtils } from "langium";
import { describe, expect, it } from "vitest";
import { complete, fillerOf } from "./complete.js";
import { syntaxDiagnostics } from "./diagnostics.js";
import { cuts, lost, symbols } from "./testing/cuts.js";
import { createSyntax } from "./services.js";
import { walk } from "./walk.js";

const syntax = createSyntax();
const examples = new URL("../../../examples/", import.meta.url);
const models = [
  "banking/model/banking",
  "shop/model/billing",
  "shop/model/sales",
  "evolution/model/ledger",
].map((name) => readFileSync(new URL(`${name}.esdl`, examples), "utf8"));

const originals = models.map((text) => symbols(syntax.parse(text).ast));

/** An aggregate with one member or statement in question, on line 4 or 5. */
const member = (text: string): string =>
  `context T\naggregate A by id: Id {\n  event E\n${text}\n  on E\n}\nrole R\n`;
const statement = (text: string): string => member(`  command C(n: int) {\n    ${text}\n  }`);
const field = (text: string): string => `context T\nvalue V {\n  ${text}\n  b: int\n}\nrole R\n`;

/** A damaged text, and the problem it gives: line, column, what it stands on, and words. */
const mistakes: readonly (readonly [string, string, string, RegExp])[] = [
  [field("amount decimal(2)"), "3:10", "decimal", /^Expected `:` and a type after the field name `amount`/],
  [field("amount"), "3:9", "", /^Expected `:` and a type after the field name `amount`$/],
  [field("amount:"), "3:10", "", /^Expected a type$/],
  [field("amount: int ="), "3:16", "", /^Expected an expression$/],
  [field("amount: int where"), "3:20", "", /^Expected an expression$/],
  [field("amount: set<int"), "3:18", "", /^Expected `>`$/],
  [field("amount: int = 1 where it > 0"), "3:19", "where", /^Expected a field/],
  [field("get x = 1"), "3:9", "=", /^Expected `:` and a type after the name `x`/],
  ["context T\nvalue V\n  a: int\n}\nrole R\n", "2:8", "", /^Expected `\{`$/],
  ["context T\nvalue V {\n  a: int\n\nrole R\n", "3:9", "", /`\{` of line 2 is not closed/],
  ["context T\nvalue V {\n  a: int\n}\n}\nrole R\n", "5:1", "}", /closes nothing/],
  ["context T\nvalu V {\n  a: int\n}\nrole R\n", "2:1", "valu", /begins nothing/],
  ["context T\nid event\n", "2:4", "event", /is a word of the language/],
  ["contxt T\nrole R\n", "1:1", "contxt", /begins nothing/],
  ["role R\n", "1:1", "role", /begins with the context/],
  ["", "1:1", "", /begins with the context/],
  ["context\nrole R\n", "1:8", "", /^Expected the name of the context$/],
  [
    member("  comand C() {\n    emit E()\n  }"),
    "4:3",
    "comand",
    /begins nothing that may stand in an aggregate/,
  ],
  [member("  command C(n: int {\n    emit E()\n  }"), "4:19", "", /`\(` of line 4 is not closed/],
  [member("  command C(n int) {\n    emit E()\n  }"), "4:15", "int", /after the parameter name `n`/],
  [member("  command C(n: int)\n    emit E()\n  }"), "4:20", "", /^Expected `\{`$/],
  [member("  command C(n: int) allow {\n    emit E()\n  }"), "4:27", "{", /^Expected a role/],
  [member("  on E ->"), "4:10", "", /^Expected a status or step after `->`$/],
  [member("  lifecycle a"), "4:14", "", /^Expected `->` and a status$/],
  [member("  snapshot 100"), "4:12", "100", /^Expected `every`/],
  [member('  rejection X "abc'), "4:15", '"abc', /no closing/],
  [member("  event F { a: int version { add x } }"), "4:28", "{", /^Expected a whole number after `version`/],
  [statement("emit E("), "5:12", "", /`\(` of line 5 is not closed/],
  [statement("emit E n)"), "5:12", "n", /^Expected `\(`/],
  [statement("emitt E(n)"), "5:5", "emitt", /begins nothing/],
  [statement("require n > 0"), "5:18", "", /^Expected `else` and a rejection$/],
  [statement("let x n"), "5:11", "n", /^Expected `=` and a value after `x`/],
  [statement("let x = n +"), "5:16", "", /^Expected an expression$/],
  [statement("let x = n + * 3"), "5:17", "*", /^Expected an expression/],
  [statement("if n > 0 {"), "5:15", "", /`\{` of line 5 is not closed/],
  [statement("for x list { }"), "5:11", "list", /^Expected `in` and a list/],
  [statement("let x = n && 1"), "5:15", "&&", /no part of the language/],
  [statement("let x = 'n'"), "5:13", "'", /no part of the language/],
  [
    "context T\nfunction f(a: int): bool = a < 1 < 2\nrole R\n",
    "2:34",
    "<",
    /^Expected the end of the declaration/,
  ],
  ["context T\nfunction f(a: int): int = a.\nrole R\n", "2:29", "", /^Expected a name after `.`$/],
  ["context T\nexternal f(a: int): int\nrole R\n", "2:9", "", /^Expected `function` or `command`/],
  ["context T\nscenario a {\n  when Pay()\n}\nrole R\n", "2:10", "a", /^Expected a text in quotes/],
  [
    'context T\nscenario "a" {\n  given Order\n  when Pay()\n}\nrole R\n',
    "3:9",
    "Order",
    /^Expected an event/,
  ],
  ["context T\nprojection P by (a: int b: int) {\n}\nrole R\n", "2:25", "b", /^Expected `,` or `\)`/],
  [
    "context T\naggregate A by id: I\n{\n  command C()\n  {\n    emit E(\n  }\n}\nrole R\n",
    "6:12",
    "",
    /`\(` of line 6/,
  ],
  [field("amount: int in"), "3:17", "", /^Expected a name$/],
  [member("  rejection in"), "4:13", "in", /is a word of the language/],
  ["context T\n/* open\nrole R\n", "2:1", "/*", /never closed/],
  ["context T\nfunction f(): int = (1, 2\nrole R\n", "2:26", "", /`\(` of line 2 is not closed/],
];

describe("a mistake", () => {
  it.each(mistakes)("in %j gives one problem at %s", (text, at, on, words) => {
    const { problems } = syntax.parse(text);
    expect(problems.map(({ message }) => message)).toEqual([expect.stringMatching(words)]);
    const [{ start, end }] = problems as [(typeof problems)[number]];
    const lines = text.slice(0, start).split("\n");
    expect(`${lines.length}:${(lines.at(-1) ?? "").length + 1}`).toBe(at);
    expect(text.slice(start, end)).toBe(on);
  });

  it.each(mistakes.filter(([text]) => text.includes("role R") && !text.includes("/*")))(
    "in %j leaves the next declaration alone",
    (text) => {
      const { ast } = syntax.parse(text);
      expect(ast.declarations.at(-1)).toMatchObject({ $type: "RoleDecl", name: "R" });
    },
  );
});

describe.each(Object.entries(syntaxDiagnostics))("the page of %s", (code, { page }) => {
  it("shows a model with that problem alone, and the model mended", () => {
    expect(syntax.parse(page.wrong).problems.map((problem) => problem.code)).toEqual([code]);
    expect(syntax.parse(page.right).problems).toEqual([]);
  });
});

describe("half-typed models", () => {
  const damaged = fc
    .sample(cuts(models), { numRuns: 120, seed: 7 })
    .map((cut) => ({ cut, ...syntax.parse(cut.text) }));

  it("lose little: at most eight symbols in 97 of 100 cuts", () => {
    const bad = damaged.filter(({ cut, ast }) => lost(originals[cut.model]!, ast) > 8);
    expect(bad.length).toBeLessThanOrEqual(damaged.length * 0.03);
  });

  it("give one problem at most in 96 of 100 cuts", () => {
    const many = damaged.filter(({ problems }) => problems.length > 1);
    expect(many.length).toBeLessThanOrEqual(damaged.length * 0.04);
  });

  it("say nothing of the declarations before and after the one that is damaged", () => {
    // Every word is a name in it, so that guesses about damage would go wrong.
    const words = readFileSync(
      new URL("../../../test/models/keywords/keywords.esdl", import.meta.url),
      "utf8",
    );
    const damage = words.replace("projection Rows by (by", "projection Rows by (");
    const [first, ...others] = syntax.parse(damage).problems;
    expect(others).toEqual([]);
    expect(first?.start).toBe(damage.indexOf("Rows by (") + "Rows by (".length);
    expect(syntax.parse(damage).ast.declarations.length).toBe(syntax.parse(words).ast.declarations.length);
  });

  it("have no holes that the types of the tree forbid", () => {
    for (const { ast } of damaged) expectWhole(ast);
  });

  it("point into the text, in order", () => {
    for (const { cut, problems } of damaged) {
      for (const [index, { start, end }] of problems.entries()) {
        expect(start).toBeGreaterThanOrEqual(problems[index - 1]?.start ?? 0);
        expect(end).toBeGreaterThanOrEqual(start);
        expect(end).toBeLessThanOrEqual(cut.text.length);
      }
    }
  });
});

/** No property that its type demands is missing, and no node is of a union's type. */
function expectWhole(root: AstNode): void {
  const reflection = syntax.shared.AstReflection;
  for (const node of AstUtils.streamAst(root)) {
    expect(Object.keys(reflection.getTypeMetaData(node.$type).properties).length + 1).toBeGreaterThan(0);
    for (const { name, optional } of Object.values(reflection.getTypeMetaData(node.$type).properties)) {
      if (optional !== true) expect(Reflect.get(node, name), `${node.$type}.${name}`).toBeDefined();
    }
  }
}

it("knows what to fill every hole with", () => {
  const reflection = syntax.shared.AstReflection;
  for (const type of reflection.getAllTypes()) {
    for (const { name, optional, defaultValue, referenceType } of Object.values(
      reflection.getTypeMetaData(type).properties,
    )) {
      if (optional === true || defaultValue !== undefined || referenceType !== undefined) continue;
      expect(fillerOf(type, name), `${type}.${name}`).toBeDefined();
    }
    if (type === "Named" || reflection.getAllSubTypes(type).length > 1) continue;
    const node: AstNode = { $type: type };
    walk(node, (part) => {
      complete(part, reflection, syntax.esdl.references.Linker);
    });
    expectWhole(node);
  }
});

describe("noise", () => {
  it("never throws", () => {
    const signs = fc.constantFrom(
      ...'context aggregate by state event on -> { } ( ) [ ] : = , . ?. => == in where matches /a/ " 1 2.5 3h x Y version saga step given when then emit require else send undo all _ ? \n public enum'.split(
        " ",
      ),
    );
    fc.assert(
      fc.property(fc.array(signs, { maxLength: 80 }), (words) => {
        expectWhole(syntax.parse(`context N\n${words.join(" ")}`).ast);
      }),
      { numRuns: 300 },
    );
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
        expectWhole(syntax.parse(text).ast);
      }),
      { numRuns: 300 },
    );
  });
});

describe("what people write from habit", () => {
  it.each([
    ["require n = 3 else R", "Compare with `==`; a single `=` assigns"],
    ["if n = 3 { emit E() }", "Compare with `==`; a single `=` assigns"],
    ["emit E(n = 3)", "Name an argument with `:`, and compare with `==`"],
    ["let x = n ? 1 : 2", "A choice is written `if a then b else c`"],
    ["require n == 3 && true else R", "Write `and`"],
  ])("%s is told how it is written here", (text, help) => {
    expect(syntax.parse(statement(text)).problems.map((problem) => problem.help)).toEqual([help]);
  });
});
