/** The models that the extension shows: the snippet, and those of the walkthrough. */
import { checkModel, format } from "@esdl/language";
import { prepare } from "@esdl/simulator";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { fileOf, readJson } from "./testing/manifest.js";

const snippets = readJson("snippets.json") as Readonly<
  Record<string, { readonly prefix?: string; readonly body: readonly string[] }>
>;

/** As it is when one presses Tab only. */
const filled = (body: readonly string[]): string =>
  body
    .join("\n")
    .replace(/\$\{\d+:([^}]*)\}/g, "$1")
    .replace("$0", "");

/** The blocks of a language in a step of the walkthrough. */
const blocks = (step: string, language: string): readonly string[] =>
  [...readFileSync(fileOf(`media/${step}.md`), "utf8").matchAll(/^```(\w+)\n([^]*?)^```$/gm)].flatMap(
    ([, name, text = ""]) => (name === language ? [text] : []),
  );

function expectToPass(text: string): void {
  const { model, diagnostics } = checkModel([{ path: "a.esdl", text }]);
  expect(diagnostics).toEqual([]);
  const results = prepare(model!).map((scenario) => scenario.run());
  expect(results.map(({ status }) => status)).toEqual(results.map(() => "passed"));
  expect(results).not.toEqual([]);
}

describe("the snippet of a model", () => {
  const text = filled(snippets["Model"]!.body);

  it("is a model whose scenario passes, in its one layout", () => {
    expectToPass(text);
    expect(format(text)).toBe(text);
  });
});

describe("snippets", () => {
  it("have no prefix, by which editors would propose them anywhere: what can stand at a place, the server knows", () => {
    for (const [name, { prefix }] of Object.entries(snippets)) expect(prefix, name).toBeUndefined();
  });
});

describe("the walkthrough", () => {
  const [model = ""] = blocks("model", "esdl");

  it("has a model whose scenario passes", () => {
    const [scenario = ""] = blocks("scenario", "esdl");
    expectToPass(`${model}\n${scenario}`);
    expect(format(`${model}\n${scenario}`)).toBe(`${model}\n${scenario}`);
  });

  it("shows the mistake as it is reported", () => {
    const [line = ""] = blocks("mistake", "esdl");
    const text = model.replace(/^ *event Placed .*\n/m, line);
    const [found] = checkModel([{ path: "a.esdl", text }]).diagnostics;
    expect(blocks("mistake", "text")).toEqual([
      `${found!.severity}[${found!.code}]: ${found!.message}\n  help: ${found!.help!}\n`,
    ]);
  });

  it("changes an event so that older ones are still read", () => {
    const [event = ""] = blocks("compare", "esdl");
    const text = `${model}\nenum Channel { web, store }\n`
      .replace(/^ *event Placed .*\n/m, event)
      .replace("emit Placed(total)", "emit Placed(total, channel: web)");
    expect(checkModel([{ path: "a.esdl", text }]).diagnostics).toEqual([]);
  });
});
