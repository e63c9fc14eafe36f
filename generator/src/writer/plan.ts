/** What writing would do: compares the files to be with the folder as it is. Changes nothing. */
import type { Folder } from "./folder.js";
import { inspector, unwritable } from "./inspect.js";
import { hashText, manifestName } from "./manifest.js";
import { foldersOf, foldPath, temporary, wrongPath } from "./paths.js";
import { edited, foreign, inTheWay, type Obstacle, type Refusal } from "./refusals.js";

/** A file to write. */
export interface FileToWrite {
  /** Relative to the output folder, with `/`. */
  readonly path: string;
  /** What it is to hold; lines end in `\n`. */
  readonly text: string;
}

export interface Plan {
  readonly create: readonly FileToWrite[];
  readonly update: readonly FileToWrite[];
  readonly remove: readonly string[];
  /** Files that are as they should be already. */
  readonly unchanged: number;
  readonly refusals: readonly Refusal[];
  /** What will be: path to hash. */
  readonly hashes: ReadonlyMap<string, string>;
}

/** @param force overwrites and deletes generated files that were edited by hand. */
export function planWrite(files: readonly FileToWrite[], folder: Folder, force: boolean): Plan {
  const hashes = new Map(files.map(({ path, text }) => [path, hashText(text)]));
  const nothing = { create: [], update: [], remove: [], unchanged: 0, hashes };
  if (folder.refused !== undefined) {
    const { path, message, help } = folder.refused;
    return {
      ...nothing,
      refusals: [{ reason: "folder", path, message: `Cannot use ${path}: ${message}`, help }],
    };
  }
  const wrong = wrongPaths(files);
  if (wrong.length > 0) return { ...nothing, refusals: wrong };

  const create: FileToWrite[] = [];
  const update: FileToWrite[] = [];
  const remove: string[] = [];
  const refusals: Refusal[] = [];
  const obstacles: Obstacle[] = [];
  const refuse = (found: Obstacle | Refusal): void => {
    if ("at" in found) obstacles.push(found);
    else refusals.push(found);
  };
  const look = inspector(folder, hashes);
  let unchanged = 0;

  for (const file of files) {
    const found = look(file.path);
    if (found === "absent") create.push(file);
    else if (found === "same") unchanged++;
    else if (found === "ours" || (found === "edited" && force)) update.push(file);
    else if (found === "edited") refusals.push(edited(file.path, "overwritten"));
    else refuse(found === "foreign" ? foreign(file.path) : found);
  }
  for (const path of folder.manifest.files.keys()) {
    if (hashes.has(path)) continue;
    const found = look(path);
    if (found === "ours" || (found === "edited" && force)) remove.push(path);
    else if (found === "edited") refusals.push(edited(path, "deleted"));
    else if (typeof found !== "string") refuse(found);
  }
  refusals.push(...inTheWay(obstacles));
  const written = [...create, ...update].map(({ path }) => path);
  refusals.push(...unwritable(folder, written, remove));
  return { create, update, remove: remove.sort(), unchanged, refusals, hashes };
}

/** Paths that are refused for what they are, whatever is on disk. */
function wrongPaths(files: readonly FileToWrite[]): Refusal[] {
  const refusals: Refusal[] = [];
  const help = "An emitter gave it: report it to whoever wrote the emitter.";
  const seen = new Map<string, string>();
  const folders = new Map<string, string>();
  const refuse = (path: string, message: string): void => {
    refusals.push({ reason: "path", path, message, help });
  };
  for (const { path } of files) {
    const wrong =
      foldPath(path) === manifestName || path.endsWith(temporary)
        ? "it is one of the writer's own"
        : wrongPath(path);
    if (wrong !== undefined) refuse(path, `The path ${JSON.stringify(path)} is not allowed: ${wrong}`);
    const folded = foldPath(path);
    const other = seen.get(folded);
    if (other !== undefined) refuse(path, `\`${path}\` and \`${other}\` are one file where case is ignored`);
    seen.set(folded, path);
    for (const folder of foldersOf(path)) {
      const spelled = folders.get(foldPath(folder));
      if (spelled !== undefined && spelled !== folder)
        refuse(path, `The folders \`${folder}\` and \`${spelled}\` are one where case is ignored`);
      folders.set(foldPath(folder), folder);
    }
  }
  for (const [folded, path] of seen)
    if (folders.has(folded)) refuse(path, `\`${path}\` is to be a file and a folder`);
  return refusals;
}
