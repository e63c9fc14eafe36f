// `esdl init` as a new user meets it: outside the clone, from packed tarballs, on this Node and (where NODE24_BIN and
// NPM12_CLI name them) on Node 24 with npm 12. What npm fetches comes from its cache when the network is away.
import { execFileSync, type ExecFileSyncOptions } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
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

describe.each(toolchains)("esdl init on $name", (toolchain) => {
  it(
    "makes a project that installs, tests and starts",
    () => {
      const npm = npmOf(toolchain);
      const home = mkdtempSync(join(folder, "home-"));
      npm(["init", "--yes"], home);
      npm(["install", "--no-audit", "--no-fund", "--ignore-scripts", ...packed], home);
      call(toolchain.node, [join(home, "node_modules/esdl/bin/esdl.js"), "init", "my-library"], {
        cwd: home,
      });

      const project = join(home, "my-library");
      npm(["install", "--no-audit", "--no-fund"], project);
      const tested = npm(["test"], project);
      // Its own file, and the generated ones: scenarios and properties of the one aggregate.
      expect(tested).toMatch(/Test Files .*3 passed/);
      expect(tested).toContain("generated/test/library/book.scenarios.test.ts");
      const started = npm(["start"], project);
      expect(started).toContain("LendBook: done");
      expect(started).toContain("NotAllowed");
      expect(npm(["start"], project)).toContain("AlreadyExists");
      expect(readFileSync(join(project, "generated/package.json"), "utf8")).toContain('"my-library-domain"');
    },
    15 * minutes,
  );
});
