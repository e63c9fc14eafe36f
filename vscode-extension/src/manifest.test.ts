/** What package.json promises is there, and what is there it tells. */
import { defaults, settingsOf } from "../../language-server/src/settings.js";
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { commandIds } from "./commands/ids.js";
import { verbs } from "./tasks/definition.js";
import { fileOf, manifest } from "./testing/manifest.js";

const { contributes } = manifest;
const commands = contributes.commands.map(({ command }) => command);
const properties = Object.entries(contributes.configuration.properties);

/** `{ a: { b: 1 } }` → `[["a.b", 1]]`. */
const leaves = (value: unknown, path: readonly string[] = []): readonly (readonly [string, unknown])[] =>
  typeof value === "object" && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => leaves(inner, [...path, key]))
    : [[path.join("."), value]];

describe("commands", () => {
  it("are those that the extension registers", () => {
    expect([...commands].sort()).toEqual([...commandIds].sort());
  });

  it("are all found under ESDL, in title case", () => {
    for (const { title, category } of contributes.commands) {
      expect(category).toBe("ESDL");
      for (const word of title.split(" ").filter((each) => !/^(of|with|for|the|in|on|to)$/.test(each)))
        expect(word).toMatch(/^[A-Z]/);
    }
  });

  it("of menus and of the walkthrough exist", () => {
    const inMenus = Object.values(contributes.menus).flatMap((items) => items.map(({ command }) => command));
    const text = JSON.stringify(contributes.walkthroughs);
    const inSteps = [...text.matchAll(/command:(esdl\.\w+)/gi)].map(([, command]) => command);
    for (const command of [...inMenus, ...inSteps]) expect(commands).toContain(command);
  });

  it("that run something of the workspace wait for its trust", () => {
    const running = ["esdl.check", "esdl.compile", "esdl.test", "esdl.diff"];
    const trusted = contributes.commands.filter(({ enablement = "" }) =>
      enablement.includes("isWorkspaceTrusted"),
    );
    expect(trusted.map(({ command }) => command)).toEqual(running);
  });

  it("that only the server's lenses call are not offered by themselves", () => {
    const hidden = contributes.menus["commandPalette"]?.filter(({ when }) => when === "false");
    expect(hidden?.map(({ command }) => command)).toEqual(["esdl.showReferences", "esdl.runScenario"]);
  });
});

describe("settings", () => {
  const ofServer = properties.filter(([name]) => name !== "esdl.trace.server");

  it("are those of the server, with its defaults", () => {
    const expected = leaves(defaults).map(([path, value]) => [`esdl.${path}`, value]);
    expect(ofServer.map(([name, property]) => [name, property.default]).sort()).toEqual(expected.sort());
  });

  it("offer only what the server takes", () => {
    for (const [name, { enum: values = [] }] of ofServer)
      for (const value of values) {
        const path = name.split(".").slice(1);
        const sent = path.reduceRight<unknown>((inner, key) => ({ [key]: inner }), value);
        expect(Object.fromEntries(leaves(settingsOf(sent)))).toMatchObject({ [path.join(".")]: value });
      }
  });

  it("say what they mean, each value too", () => {
    for (const [
      ,
      { markdownDescription = "", enum: values = [], markdownEnumDescriptions = [] },
    ] of properties) {
      expect(markdownDescription).not.toBe("");
      expect(markdownEnumDescriptions).toHaveLength(values.length);
    }
  });
});

describe("files", () => {
  const steps = contributes.walkthroughs.flatMap(({ steps: all }) => all);
  const named = [
    manifest.icon,
    ...contributes.languages.flatMap(({ configuration, icon }) => [configuration, ...Object.values(icon)]),
    ...[...contributes.grammars, ...contributes.snippets].map(({ path }) => path),
    ...steps.flatMap(({ media }) => [media["markdown"], media["svg"]]),
  ].filter((path) => path !== undefined);

  it.each(named)("%s is there", (path) => {
    expect(existsSync(fileOf(path))).toBe(true);
  });

  it("are all packed", () => {
    const kept = readFileSync(fileOf(".vscodeignore"), "utf8")
      .split("\n")
      .filter((line) => line.startsWith("!"));
    const isKept = (path: string): boolean =>
      kept.some(
        (line) => line === `!${path}` || (line.endsWith("/**") && path.startsWith(line.slice(1, -2))),
      );
    const plain = [...named, manifest.main].map((path) => path.replace(/^\.\//, ""));
    expect(plain.filter((path) => !isKept(path))).toEqual([]);
  });
});

describe("the README", () => {
  const text = readFileSync(fileOf("README.md"), "utf8");

  it("has every setting with its default, and every command that is offered", () => {
    for (const [name, { default: value }] of properties)
      expect(text).toMatch(new RegExp(`\\| \`${name}\` +\\| \`${String(value)}\``));
    for (const { command, title } of contributes.commands)
      if (!["esdl.showReferences", "esdl.runScenario"].includes(command))
        expect(text).toContain(`**${title}**`);
  });
});

describe("the package", () => {
  it("is written against the oldest editor that it runs in", () => {
    const [, oldest] = /^\^(\d+\.\d+)\.0$/.exec(manifest.engines.vscode) ?? [];
    expect(manifest.devDependencies["@types/vscode"]).toBe(`~${String(oldest)}.0`);
  });

  it("offers the tasks that it knows", () => {
    expect(contributes.taskDefinitions[0]?.properties["verb"]?.enum).toEqual([...verbs]);
  });
});
