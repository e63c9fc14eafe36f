// The projects that the command lines of the documentation are run in.
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "../../cli/src/main.js";
import { ioIn } from "../../cli/src/testing/call.js";
import { gitSurroundings } from "../tutorial/folder.js";
import { root, samplesOf } from "./pages.js";

/** Makes a project below a folder that is empty. Answers the folder in which the page begins. */
export type Project = (folder: string) => Promise<string>;

async function esdl(folder: string, ...args: readonly string[]): Promise<void> {
  const printed = { out: "", err: "" };
  if ((await run(args, ioIn(folder, printed))) !== 0) throw new Error(printed.out + printed.err);
}

export const git = (folder: string, ...args: readonly string[]): string =>
  execFileSync("git", args, { cwd: folder, encoding: "utf8", env: { ...process.env, ...gitSurroundings } });

/** A new project of one aggregate under git, whose first release is recorded; with a remote, and a copy of the release beside it. */
export const released: Project = async (folder) => {
  const project = join(folder, "library");
  await esdl(folder, "init", "library", "--template", "aggregate");
  await esdl(project, "lock");
  git(project, "init", "--quiet", "--initial-branch", "main");
  git(project, "add", ".");
  git(project, "commit", "--quiet", "--message", "Release 1");
  git(project, "tag", "v1.4.0");
  git(project, "update-ref", "refs/remotes/origin/main", "HEAD");
  cpSync(join(project, "model"), join(folder, "released/model"), { recursive: true });
  return project;
};

/** A project whose model is the first file of a page's own samples, beside everything that this repository has installed. */
export const ownSamples =
  (page: string, file: string): Project =>
  (folder) => {
    mkdirSync(join(folder, "model"));
    symlinkSync(join(root, "node_modules"), join(folder, "node_modules"), "junction");
    writeFileSync(join(folder, "esdl.config.json"), '{ "include": ["model/**/*.esdl"], "out": "generated" }');
    writeFileSync(join(folder, file), samplesOf(page)[0]!.text);
    return Promise.resolve(folder);
  };

/** The examples, as in a clone of this repository. */
export const clone: Project = (folder) => {
  for (const example of ["emitter", "banking"])
    cpSync(join(root, "examples", example), join(folder, "examples", example), {
      recursive: true,
      filter: (path) => !/[\\/](node_modules|generated|dist)$/.test(path),
    });
  return Promise.resolve(folder);
};

/** A folder with nothing in it. */
export const nothing: Project = (folder) => Promise.resolve(folder);
