// ESDL's packages as npm would publish them, and the surroundings in which they are tried: those of a person who has no clone.
import { execFileSync, type ExecFileSyncOptions } from "node:child_process";
import { mkdirSync, readdirSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
const packages = ["language", "runtime", "simulator", "evolution", "generator", "language-server", "cli"];

export interface Toolchain {
  readonly name: string;
  readonly node: string;
  /** npm's own script; absent: the npm on the path. */
  readonly npm?: string;
}

/** The Node that runs this test. */
export const thisNode: Toolchain = { name: `Node ${process.versions.node}`, node: process.execPath };

/** @throws Error with what the command printed, when it fails */
export function call(command: string, args: readonly string[], options: ExecFileSyncOptions): string {
  try {
    return execFileSync(command, [...args], { encoding: "utf8", stdio: "pipe", ...options }) as string;
  } catch (error) {
    const { stdout = "", stderr = "" } = error as { stdout?: string; stderr?: string };
    throw new Error(`${command} ${args.join(" ")}\n${stdout}\n${stderr}`, { cause: error });
  }
}

/**
 * The surroundings of a shell of that toolchain: its Node first on the path, and headers of its own for native builds. What npm
 * fetches comes from its cache when the network is away.
 */
export function surroundings({ node, npm }: Toolchain): NodeJS.ProcessEnv {
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

/** npm of a toolchain, to be called with arguments in a folder. */
export const npmOf =
  (toolchain: Toolchain) =>
  (args: readonly string[], cwd: string): string =>
    toolchain.npm === undefined
      ? call("npm", args, { cwd, env: surroundings(toolchain) })
      : call(toolchain.node, [toolchain.npm, ...args], { cwd, env: surroundings(toolchain) });

/** Packs all packages of this repository into a new folder, and answers the paths of the tarballs. */
export function packed(folder: string): readonly string[] {
  mkdirSync(folder);
  const workspaces = packages.flatMap((name) => ["--workspace", name]);
  call("npm", ["pack", "--pack-destination", folder, ...workspaces], { cwd: root });
  return readdirSync(folder).map((name) => join(folder, name));
}

/** Installs the tarballs in a folder, and answers the script of the `esdl` command there. */
export function installedCommand(toolchain: Toolchain, tarballs: readonly string[], home: string): string {
  const npm = npmOf(toolchain);
  npm(["init", "--yes"], home);
  npm(["install", "--no-audit", "--no-fund", "--ignore-scripts", ...tarballs], home);
  return join(home, "node_modules/esdl/bin/esdl.js");
}
