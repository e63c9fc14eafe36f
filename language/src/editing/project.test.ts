/** Files by themselves: the same findings as the check of the whole model, and an answer whatever is half typed. */
import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkModel, type Source } from "../check-model.js";
import { diagnostics } from "../diagnostics/index.js";
import { displayType } from "../types/display.js";
import { pageSources } from "../testing/pages.js";
import type { Project } from "./api.js";
import { leavesOf, placeAt } from "./places.js";
import { createProject } from "./project.js";
import { tokensOf } from "./tokens.js";

const examples = new URL("../../../examples/", import.meta.url);
const models = ["banking", "shop", "evolution"].map((name) => {
  const folder = new URL(`${name}/model/`, examples);
  return {
    name,
    sources: readdirSync(folder).map((path) => ({ path, text: readFileSync(new URL(path, folder), "utf8") })),
  };
});
const pages = Object.entries(diagnostics).flatMap(([code, { page }]) =>
  [page.wrong, page.right].map((text, index) => ({
    name: `${code} ${index === 0 ? "wrong" : "right"}`,
    sources: pageSources(text),
  })),
);

const projectOf = (sources: readonly Source[]): Project => {
  const project = createProject();
  for (const { path, text } of sources) project.set(path, text);
  return project;
};

/** What only shows when all of a model is looked at. */
const ofTheWhole: ReadonlySet<string> = new Set(["ESDL2901", "ESDL4016", "ESDL7015"]);

describe("a file by itself", () => {
  it.each([...models, ...pages])(
    "shows what the check of the whole model finds in it: $name",
    ({ sources }) => {
      const project = projectOf(sources);
      const found = [...project.files.keys()].flatMap((path) => project.analyse(path)?.diagnostics ?? []);
      const whole = checkModel(sources).diagnostics.filter(({ code }) => !ofTheWhole.has(code));
      expect(found).toHaveLength(whole.length);
      expect(found).toEqual(expect.arrayContaining([...whole]));
    },
  );

  it("says nothing of names while a file of a context that it sees is half typed, and all else of others", () => {
    const project = projectOf([
      { path: "a.esdl", text: "context A\nuses B\ntype X = Missing\n" },
      { path: "b.esdl", text: "context B\npublic type Y = \n" },
      { path: "c.esdl", text: "context C\ntype Z = Missing\n" },
    ]);
    const codes = (path: string) => project.analyse(path)?.diagnostics.map(({ code }) => code);
    expect(codes("a.esdl")).toEqual([]);
    expect(codes("b.esdl")).toHaveLength(1);
    expect(codes("c.esdl")).toEqual(["ESDL1111"]);
  });

  it("knows what every expression, statement and list of arguments can see, after a mistake elsewhere as well", () => {
    const project = projectOf([
      {
        path: "a.esdl",
        text: `context A
id OrderId
aggregate Order by orderId: OrderId {
  state { total: int = 0 }
  event Placed { amount: int }
  create command Place(amount: int) { emit Placed(amout) }
  on Placed { total += event.amount }
}
`,
      },
    ]);
    const { file, observed } = project.probe("a.esdl", project.files.get("a.esdl")?.text ?? "");
    const { node } = placeAt(file.root, file.text.indexOf("event.amount") + 8);
    expect(node.$type).toBe("MemberExpr");
    const type = observed.types.get(node);
    expect(type && displayType(type)).toBe("int");
    const seen = observed.expressions.get(node);
    expect([...(seen?.env.roots.keys() ?? [])]).toEqual(["event", "state", "meta"]);
    expect(observed.statements.size).toBe(2);
    expect([...observed.args.values()].map(({ slots }) => slots.map(({ name }) => name))).toEqual([
      ["amount"],
    ]);
  });

  it("leaves the project as it is when it is asked about another text", () => {
    const project = projectOf([{ path: "a.esdl", text: "context A\nid X\n" }]);
    expect(project.probe("a.esdl", "context A\nid X\ntype Y = X\n").file.root.declarations).toHaveLength(2);
    expect(project.analyse("a.esdl")?.file.root.declarations).toHaveLength(1);
    expect(project.probe("b.esdl", "context A\ntype Z = X\n").diagnostics).toEqual([]);
  });

  it("answers as checkModel when all steps of its check are taken", () => {
    const [{ sources } = { sources: [] }] = models;
    const steps = projectOf(sources).check();
    let count = 0;
    let step = steps.next();
    for (; step.done !== true; step = steps.next()) count++;
    expect(count).toBeGreaterThan(20);
    expect(step.value).toEqual(checkModel(sources));
  });
});

/** Each file in two, so that contexts have several. */
const parted = (sources: readonly Source[]): readonly Source[] =>
  [...projectOf(sources).files.values()].flatMap(({ path, text, root }) => {
    const starts = root.declarations.map(({ $cstNode: place }) => place?.offset ?? 0);
    const [first = 0, middle = 0] = [starts[0], starts[starts.length >> 1]];
    const rest = text.slice(0, first) + text.slice(middle);
    return [
      { path, text: text.slice(0, middle) },
      { path: `more/${path}`, text: rest },
    ];
  });

describe("a project that changes", () => {
  const changes = fc.constantFrom<(text: string, start: number, end: number) => string | undefined>(
    (text, start, end) => text.slice(0, start) + text.slice(end),
    (text, _, end) => `${text.slice(0, end)}2${text.slice(end)}`,
    // The rest of the file stands in it twice, or is lost.
    (text, start) => text + text.slice(text.lastIndexOf("\n\n", start)),
    (text, start) => text.slice(0, Math.max(0, text.lastIndexOf("\n\n", start))),
    (text) => text.replace(/^context \w+/m, "context Other"),
    () => undefined,
  );
  const found = (project: Project) =>
    [...project.files.keys()].sort().map((path) => project.analyse(path)?.diagnostics);

  it.each(models)(
    "finds what a new one with the same files finds, change after change: $name",
    ({ sources: whole }) => {
      const sources = parted(whole);
      const texts = sources.flatMap(({ path, text }) =>
        tokensOf(text).map(({ start, end }) => ({ path, start, end })),
      );
      const edits = fc.array(
        fc.record({ at: fc.constantFrom(...texts), change: changes, isTakenBack: fc.boolean() }),
        { minLength: 1, maxLength: 4 },
      );
      fc.assert(
        fc.property(edits, (steps) => {
          const project = projectOf(sources);
          found(project);
          for (const { at, change, isTakenBack } of steps) {
            const before = project.files.get(at.path)?.text;
            if (before === undefined) continue;
            const after = change(before, at.start, at.end);
            if (after === undefined) project.remove(at.path);
            else project.set(at.path, after);
            expect(found(project)).toEqual(found(projectOf([...project.files.values()])));
            if (isTakenBack) project.set(at.path, before);
          }
          expect(found(project)).toEqual(found(projectOf([...project.files.values()])));
        }),
        { numRuns: 12 },
      );
    },
  );
});

describe.each(models)("half-typed input of $name", ({ sources }) => {
  const project = projectOf(sources);
  const places = sources.flatMap(({ path, text }) => tokensOf(text).map((token) => ({ path, text, token })));
  const change = fc.constantFrom<(text: string, start: number, end: number) => string>(
    (text, start, end) => text.slice(0, start) + text.slice(end),
    (text, _, end) => text.slice(0, end),
    (text, start) => `${text.slice(0, start)} here ${text.slice(start)}`,
    (text, _, end) => `${text.slice(0, end)}here${text.slice(end)}`,
  );

  it("is understood as far as it goes, and never throws", () => {
    fc.assert(
      fc.property(fc.constantFrom(...places), change, ({ path, text, token }, changed) => {
        const half = changed(text, token.start, token.end);
        const { file, diagnostics: found } = project.probe(path, half);
        const nowhere = [...leavesOf(file.root)].filter(
          ({ node, property, start, end }) =>
            property === "" || node.$type === "" || half.slice(start, end).trim() === "",
        );
        expect(nowhere).toEqual([]);
        placeAt(file.root, Math.min(token.start, half.length));
        expect(found.every((diagnostic) => diagnostic.file === path)).toBe(true);
      }),
      { numRuns: 40 },
    );
  });
});

describe("places", () => {
  const text = "context A\ntype Price = decimal(2) where it > 0\nvalue V { a: Price }\n";
  const { file } = projectOf([{ path: "a.esdl", text }]).probe("a.esdl", text);
  const shown = (offset: number): string => {
    const { node, leaf } = placeAt(file.root, offset);
    return `${node.$type} ${leaf === undefined ? "" : `${leaf.property} ${text.slice(leaf.start, leaf.end)}`}`;
  };

  it("are the innermost node and what was written for it", () => {
    expect(shown(text.indexOf("Price") + 2)).toBe("TypeDecl name Price");
    expect(shown(text.indexOf("it >") + 1)).toBe("NameExpr target it");
    expect(shown(text.indexOf("> 0"))).toBe("BinaryExpr operator >");
    expect(shown(text.lastIndexOf("Price") + 5)).toBe("QualifiedName segments Price");
    expect(shown(text.indexOf("context") + 3)).toBe("Model ");
  });

  it("come with the reference that was read there", () => {
    const { leaf } = placeAt(file.root, text.lastIndexOf("Price"));
    expect(leaf?.reference?.$refText).toBe("Price");
  });

  it("cover every name of a text once, in order", () => {
    const starts = [...leavesOf(file.root)].map(({ start }) => start);
    expect(starts).toEqual([...new Set(starts)].sort((a, b) => a - b));
  });
});
