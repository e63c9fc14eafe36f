// `esdl init` as a new user meets it: outside the clone, from packed tarballs, on this Node and (where NODE24_BIN and
// NPM12_CLI name them) on Node 24 with npm 12. What npm fetches comes from its cache when the network is away.
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { call, installedCommand, npmOf, packed, thisNode, type Toolchain } from "./packages.js";

const minutes = 60_000;

const toolchains: readonly Toolchain[] = [
  thisNode,
  ...(process.env["NODE24_BIN"] === undefined || process.env["NPM12_CLI"] === undefined
    ? []
    : [{ name: "Node 24 with npm 12", node: process.env["NODE24_BIN"], npm: process.env["NPM12_CLI"] }]),
];

const folder = mkdtempSync(join(tmpdir(), "esdl-packed-"));
let tarballs: readonly string[] = [];

beforeAll(() => {
  tarballs = packed(join(folder, "tarballs"));
}, 5 * minutes);

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** What a project of each template shows when it is started for the first time, and for the second. */
const templates = [
  {
    template: "aggregate",
    first: ["LendBook: done", "NotAllowed"],
    second: ["AlreadyExists"],
    // Its own file, and the generated ones: scenarios and properties of the one aggregate.
    testFiles: 3,
  },
  {
    template: "shop",
    first: ["holding → paying → packing → completed", "holding → paying → packing → cancelled", "goes back"],
    second: ["holding → paying → packing → completed"],
    // Its own file; scenarios and properties of two aggregates; scenarios over several streams.
    testFiles: 6,
  },
] as const;

describe.each(toolchains)("esdl init on $name", (toolchain) => {
  const npm = npmOf(toolchain);
  const home = mkdtempSync(join(folder, "home-"));
  let esdl = "";
  beforeAll(() => {
    esdl = installedCommand(toolchain, tarballs, home);
  }, 5 * minutes);

  it.each(templates)(
    "makes a project of $template that installs, tests and starts",
    ({ template, first, second, testFiles }) => {
      const name = `my-${template}`;
      call(toolchain.node, [esdl, "init", name, "--template", template], { cwd: home });
      const project = join(home, name);
      // All templates need the same: what is built from source once is there for the next one.
      const installed = join(home, "my-aggregate", "node_modules");
      if (template !== "aggregate" && existsSync(installed))
        cpSync(installed, join(project, "node_modules"), { recursive: true, verbatimSymlinks: true });
      npm(["install", "--no-audit", "--no-fund"], project);
      // npm leaves some names out of what it packs.
      for (const file of [
        ".gitignore",
        ".editorconfig",
        ".github/workflows/esdl.yml",
        ".vscode/extensions.json",
      ])
        expect(existsSync(join(project, file)), file).toBe(true);

      expect(npm(["test"], project)).toMatch(new RegExp(`Test Files .*${testFiles} passed`));
      const started = npm(["start"], project);
      for (const text of first) expect(started).toContain(text);
      const again = npm(["start"], project);
      for (const text of second) expect(again).toContain(text);
      expect(readFileSync(join(project, "generated/package.json"), "utf8")).toContain(`"${name}-domain"`);
    },
    15 * minutes,
  );
});
