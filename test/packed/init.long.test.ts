// `esdl init` as a new user meets it: outside the clone, from packed tarballs, on this Node and (where NODE24_BIN and
// NPM12_CLI name them) on Node 24 with npm 12. What npm fetches comes from its cache when the network is away.
import { execFileSync, type ExecFileSyncOptions } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));
const packages = ["language", "runtime", "simulator", "evolution", "generator", "language-server", "cli"];
const minutes = 60_000;

interface Toolchain {
  readonly name: string;
  readonly node: string;
  /** npm's own script; absent: the npm on the path. */
  readonly npm?: string;
}

const toolchains: readonly Toolchain[] = [
  { name: `Node ${process.versions.node}`, node: process.execPath },
  ...(process.env["NODE24_BIN"] === undefined || process.env["NPM12_CLI"] === undefined
    ? []
    : [{ name: "Node 24 with npm 12", node: process.env["NODE24_BIN"], npm: process.env["NPM12_CLI"] }]),
];

const folder = mkdtempSync(join(tmpdir(), "esdl-packed-"));
const tarballs = join(folder, "tarballs");
let packed: readonly string[] = [];

function call(command: string, args: readonly string[], options: ExecFileSyncOptions): string {
  try {
    return execFileSync(command, [...args], { encoding: "utf8", stdio: "pipe", ...options }) as string;
  } catch (error) {
    const { stdout = "", stderr = "" } = error as { stdout?: string; stderr?: string };
    throw new Error(`${command} ${args.join(" ")}\n${stdout}\n${stderr}`, { cause: error });
  }
}

/** The surroundings of a shell of that toolchain: its Node first on the path, and headers of its own for native builds. */
function surroundings({ node, npm }: Toolchain): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(npm_(?!config_(cache|prefer_offline|offline))|NODE_ENV$|VITEST|INIT_CWD)/.test(name),
  );
  const env: NodeJS.ProcessEnv = {
    ...Object.fromEntries(inherited),
    PATH: `${dirname(node)}${delimiter}${process.env["PATH"] ?? ""}`,
  };
  if (npm !== undefined) env["npm_config_nodedir"] = dirname(dirname(node));
  env["npm_config_prefer_offline"] = "true";
  return env;
}

const npmOf =
  (toolchain: Toolchain) =>
  (args: readonly string[], cwd: string): string =>
    toolchain.npm === undefined
      ? call("npm", args, { cwd, env: surroundings(toolchain) })
      : call(toolchain.node, [toolchain.npm, ...args], { cwd, env: surroundings(toolchain) });

beforeAll(() => {
  call("mkdir", [tarballs], {});
  call(
    "npm",
    ["pack", "--pack-destination", tarballs, ...packages.flatMap((name) => ["--workspace", name])],
    { cwd: root },
  );
  packed = readdirSync(tarballs).map((name) => join(tarballs, name));
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
  beforeAll(() => {
    npm(["init", "--yes"], home);
    npm(["install", "--no-audit", "--no-fund", "--ignore-scripts", ...packed], home);
  }, 5 * minutes);

  it.each(templates)(
    "makes a project of $template that installs, tests and starts",
    ({ template, first, second, testFiles }) => {
      const name = `my-${template}`;
      call(
        toolchain.node,
        [join(home, "node_modules/esdl/bin/esdl.js"), "init", name, "--template", template],
        {
          cwd: home,
        },
      );
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
