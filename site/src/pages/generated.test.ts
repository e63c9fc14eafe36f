/** The generated pages say all that the code says. */
import { explain, type Code, diagnostics } from "@esdl/language";
import { explainRule, rules } from "@esdl/evolution";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { esdlProgram as program } from "../esdl-program.js";
import { changePages } from "./changes.js";
import { cliPages } from "./cli.js";
import { configurationPages, type Schema } from "./configuration.js";
import { diagnosticPages } from "./diagnostics.js";
import { homePage } from "./home.js";

const read = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8");

describe("the pages of diagnostics", () => {
  const pages = new Map(
    diagnosticPages(({ message }) => `prints ${message}`).map(({ path, text }) => [path, text]),
  );

  it.each(Object.keys(diagnostics) as Code[])(
    "%s says what `esdl explain` says, and what is printed",
    (code) => {
      const page = pages.get(`diagnostics/${code}.md`) ?? "";
      const [head = "", why = "", ...models] = [
        ...(explain(code) ?? "").matchAll(/^# .*|^(?:A warning|An error): .*$|```esdl\n[\s\S]*?```/gm),
      ].map(([part]) => part);
      expect(page).toContain(head.replaceAll("<", "&lt;"));
      expect(page).toContain(why);
      expect(models).toHaveLength(2);
      for (const model of models) expect(page).toContain(model);
      expect(page).toContain("```text\nprints ");
    },
  );

  it("are all in the index", () => {
    const index = pages.get("diagnostics/index.md") ?? "";
    expect(
      [...pages.keys()].filter((path) => !index.includes(`](${path.replace("diagnostics/", "")})`)),
    ).toEqual(["diagnostics/index.md"]);
  });

  it("show fixes as differences", () => {
    expect(pages.get("diagnostics/ESDL1118.md")).toMatch(/## Quick fix: .*\n\n```diff\n[\s\S]*^-.*\n\+/m);
  });
});

it("the pages of rules are those of `esdl explain`, all in the index", () => {
  const [index, ...pages] = changePages();
  expect(pages).toHaveLength(Object.keys(rules).length);
  for (const id of Object.keys(rules)) {
    expect(index?.text).toContain(`](${id}.md)`);
    expect(pages.find(({ path }) => path === `changes/${id}.md`)?.text).toContain(explainRule(id));
  }
});

it("the page of the command line has every verb, argument, flag, choice and example", () => {
  const text = cliPages(program)[0]?.text ?? "";
  const flags = [program, ...program.commands].flatMap(({ options }) =>
    options.filter(({ hidden }) => !hidden),
  );
  expect(flags.length).toBeGreaterThan(20);
  for (const { flags: written } of flags) expect(text).toContain(`\`${written}\``);
  for (const choice of flags.flatMap(({ argChoices = [] }) => argChoices))
    expect(text).toContain(`\`${choice}\``);
  for (const verb of program.commands)
    if (verb.name() !== "help")
      expect(text).toMatch(new RegExp(`## \`esdl ${verb.name()}\`[\\s\\S]*?\nesdl ${verb.name()}`));
});

it("the page of the configuration has every key of the schema", () => {
  const schema = JSON.parse(read("cli/config.schema.json")) as Schema;
  const text = configurationPages(schema)[0]?.text ?? "";
  for (const [key, { description = "-" }] of Object.entries(schema.properties ?? {})) {
    expect(text).toContain(`## \`${key}\``);
    expect(text).toContain(description);
  }
});

it("the home page shows the model of the README and what is generated from it", () => {
  const { text } = homePage(read("README.md"));
  expect(text).toContain("aggregate Account by accountId: AccountId {");
  expect(text).toContain("export function decide(");
});
