/**
 * Hand-written files on disk: planned first, written when everything else was. One that is there is a person's: without
 * being asked it is only looked at, and asked to, it gains members and loses nothing.
 */
import { mkdirSync, readFileSync, renameSync, unlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { openFolder, statOf } from "../writer/folder.js";
import { foldersOf, temporary, wrongPath } from "../writer/paths.js";
import type { Scaffold } from "./scaffold.js";
import { scaffoldText } from "./text.js";
import { compare, type Comparison } from "./update.js";

/** Where hand-written parts are, and what may be done to them. */
export interface ScaffoldOptions {
  /** The folder of hand-written parts. */
  readonly folder: string;
  /** A trusted folder: no folder from there down may be a symbolic link. */
  readonly root?: string;
  /** What the generated code of a context is imported as. */
  readonly module: (folder: string) => string;
  /** Adds members to files that are there. */
  readonly update: boolean;
}

/** What is to be done to the hand-written parts. Nothing has been done yet. */
export interface ScaffoldPlan {
  /** Files to be made. */
  readonly create: readonly ScaffoldFile[];
  /** Files that gain members. */
  readonly update: readonly ScaffoldFile[];
  /** How the files that are there differ from what the model asks for, where they do. */
  readonly differences: readonly (Omit<Comparison, "completed"> & { readonly path: string })[];
  /** Why nothing can be written. */
  readonly refusals: readonly { readonly message: string; readonly help: string }[];
}

/** A hand-written file that is to be written. */
export interface ScaffoldFile {
  /** Relative to the folder of hand-written parts, with `/`. */
  readonly path: string;
  /** What it is to hold. */
  readonly text: string;
  /** What was there when it was planned. */
  readonly previous?: string;
}

/** Looks at the folder, and changes nothing. */
export async function planScaffolds(
  scaffolds: readonly Scaffold[],
  options: ScaffoldOptions,
): Promise<ScaffoldPlan> {
  const create: ScaffoldFile[] = [];
  const update: ScaffoldFile[] = [];
  const differences: ScaffoldPlan["differences"][number][] = [];
  const { refused } = openFolder(options.folder, options.root);
  if (refused !== undefined) {
    const message = `Cannot use ${refused.path} for hand-written parts: ${refused.message}`;
    return { create, update, differences, refusals: [{ message, help: refused.help }] };
  }
  const refusals: ScaffoldPlan["refusals"][number][] = [];
  for (const scaffold of scaffolds) {
    const { path } = scaffold;
    const wrong = wrongPath(path) ?? obstacle(options.folder, path);
    if (wrong !== undefined) {
      const help = "Move it away, or name another folder as `handwritten` in esdl.config.json.";
      refusals.push({ message: `The hand-written file \`${path}\` cannot be used: ${wrong}`, help });
      continue;
    }
    const file = join(options.folder, path);
    if (statOf(file) === undefined) {
      create.push({ path, text: scaffoldText(scaffold, options.module(scaffold.folder)) });
      continue;
    }
    const previous = readFileSync(file, "utf8");
    const { completed, ...found } = await compare(previous, scaffold);
    if (Object.values(found).some((list) => list.length > 0)) differences.push({ path, ...found });
    if (options.update && completed !== previous) update.push({ path, text: completed, previous });
  }
  return { create, update, differences, refusals };
}

/** What stands in the way of a file, or on it. */
function obstacle(folder: string, path: string): string | undefined {
  for (const way of foldersOf(path)) {
    const stats = statOf(join(folder, way));
    if (stats !== undefined && !stats.isDirectory()) return `\`${way}\` is not a folder`;
  }
  const stats = statOf(join(folder, path));
  if (stats === undefined || stats.isFile()) return undefined;
  return stats.isSymbolicLink() ? "it is a symbolic link" : "it is not a regular file";
}

/**
 * Writes what was planned, each file by rename.
 *
 * @throws Error when a file was changed since, or the system fails
 */
export function writeScaffolds({ create, update, refusals }: ScaffoldPlan, folder: string): void {
  if (refusals.length > 0) throw new Error("a plan with refusals is not written");
  for (const { path, text, previous } of [...create, ...update]) {
    const file = join(folder, path);
    const stats = statOf(file);
    const now = stats?.isFile() === true ? readFileSync(file, "utf8") : undefined;
    if ((stats !== undefined && now === undefined) || now !== previous) {
      throw new Error(`${file} was changed meanwhile: compile again.`);
    }
    mkdirSync(dirname(file), { recursive: true });
    if (statOf(file + temporary)?.isFile() === true) unlinkSync(file + temporary);
    // `wx` follows no link and overwrites nothing.
    writeFileSync(file + temporary, text, { flag: "wx" });
    renameSync(file + temporary, file);
  }
}
