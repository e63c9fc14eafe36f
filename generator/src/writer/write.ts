/**
 * Writes files to the output folder: all that is to change, or nothing.
 *
 * A run that is cut off harms nothing: the manifest first says that it is unfinished and lists each file with what it was and
 * what it becomes; then old files go, new ones come by rename, and the manifest is finished last. The next run takes
 * each listed file as ours and completes.
 */
import { mkdirSync, readdirSync, renameSync, rmdirSync, rmSync, unlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { openFolder, statOf, type Folder } from "./folder.js";
import { formatManifest, manifestName } from "./manifest.js";
import { foldersOf, temporary } from "./paths.js";
import { planWrite, type FileToWrite, type Plan } from "./plan.js";
import { type Refusal } from "./refusals.js";

/** What `write` is told besides the files. */
export interface WriteOptions {
  /** Compares only and writes nothing. */
  readonly check?: boolean;
  /** Overwrites and deletes generated files that were edited by hand. Never touches files that we did not make. */
  readonly force?: boolean;
  /** Fingerprint of what the files were made from, for `isIntact`. */
  readonly inputs?: string;
  /** A trusted folder: no folder from there down to the output folder may be a symbolic link. */
  readonly root?: string;
  /** Called now and then with how many files have been written or deleted, and of how many. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** What was written, or in check mode: what would be. Paths are relative to the output folder, with `/`, sorted. */
export interface WriteReport {
  /** Nothing was refused; in check mode: the folder is as it should be, to the last file. */
  readonly ok: boolean;
  /** Files that were not there. */
  readonly created: readonly string[];
  /** Files that held something else. */
  readonly updated: readonly string[];
  /** Files that are not generated any more. */
  readonly deleted: readonly string[];
  /** How many files were right already and were left alone. */
  readonly unchanged: number;
  /** The manifest is missing or another one; `ok` is then false in check mode, even if no file differs. */
  readonly manifestChanged: boolean;
  /** When there are any, nothing was written. */
  readonly refusals: readonly Refusal[];
}

/**
 * Makes the output folder hold exactly these files besides what is not ours.
 * @throws Error when the system fails in the middle (a full disk, say): running again completes.
 */
export function write(
  files: readonly FileToWrite[],
  outDir: string,
  options: WriteOptions = {},
): WriteReport {
  const folder = openFolder(outDir, options.root);
  const plan = planWrite(files, folder, options.force === true);
  const paths = (list: readonly FileToWrite[]): string[] => list.map(({ path }) => path).sort();
  const finished = {
    unfinished: false,
    files: new Map([...plan.hashes].map(([path, hash]) => [path, [hash]] as const)),
  };
  // What the files were made from may differ where the files do not: a comment in the model.
  const sameFiles =
    formatManifest({ ...finished, ...inputsOf(folder.manifest) }) ===
    folder.manifestText?.replaceAll("\r\n", "\n");
  const fresh = plan.create.length + plan.update.length + plan.remove.length === 0;
  const refused = plan.refusals.length > 0;
  if (!refused && options.check !== true) {
    const text = formatManifest({ ...finished, ...inputsOf(options) });
    if (fresh && !folder.manifest.unfinished) {
      if (text !== folder.manifestText) replaceManifest(folder, text);
    } else {
      apply(plan, folder, text, options.onProgress);
    }
  }
  return {
    ok: !refused && (options.check !== true || (fresh && sameFiles)),
    created: paths(plan.create),
    updated: paths(plan.update),
    deleted: plan.remove,
    unchanged: plan.unchanged,
    manifestChanged: !sameFiles,
    refusals: plan.refusals,
  };
}

function inputsOf(from: { readonly inputs?: string }): { readonly inputs?: string } {
  return from.inputs === undefined ? {} : { inputs: from.inputs };
}

function apply(plan: Plan, folder: Folder, finished: string, onProgress: WriteOptions["onProgress"]): void {
  const { manifest } = folder;
  if (manifest.unfinished) removeLeftovers(folder);
  replaceManifest(folder, formatManifest({ unfinished: true, files: bothHashes(plan, folder) }));

  const total = plan.remove.length + plan.create.length + plan.update.length;
  let done = 0;
  const step = (): void => {
    if (++done % 64 === 0 || done === total) onProgress?.(done, total);
  };
  for (const path of plan.remove) {
    rmSync(join(folder.path, path), { force: true });
    step();
  }
  removeEmptied(folder, plan.remove);
  const made = new Set<string>();
  for (const { path, text } of [...plan.create, ...plan.update]) {
    const file = join(folder.path, path);
    const parent = dirname(file);
    if (!made.has(parent)) mkdirSync(parent, { recursive: true });
    made.add(parent);
    replaceFile(file, text);
    step();
  }
  replaceManifest(folder, finished);
}

/** What each file may hold while we are at it. */
function bothHashes(plan: Plan, folder: Folder): ReadonlyMap<string, readonly string[]> {
  const both = new Map([...folder.manifest.files].map(([path, hashes]) => [path, [...hashes]]));
  for (const [path, hash] of plan.hashes) {
    const known = both.get(path);
    if (known === undefined) both.set(path, [hash]);
    else if (!known.includes(hash)) known.push(hash);
  }
  return both;
}

/** The temporary files of a run that was cut off. */
function removeLeftovers(folder: Folder): void {
  for (const path of folder.manifest.files.keys()) {
    const file = join(folder.path, path + temporary);
    if (foldersOf(path).every((way) => statOf(join(folder.path, way))?.isDirectory() === true))
      if (statOf(file)?.isFile() === true) unlinkSync(file);
  }
}

/** Removes the folders that deleted files have left empty, innermost first. */
function removeEmptied(folder: Folder, removed: readonly string[]): void {
  const folders = new Set(removed.flatMap(foldersOf));
  for (const path of [...folders].sort().reverse()) {
    const full = join(folder.path, path);
    if (statOf(full)?.isDirectory() === true && readdirSync(full).length === 0) rmdirSync(full);
  }
}

/** The manifest's temporary file has a name of its own that nobody else uses; a run may have left it behind. */
function replaceManifest(folder: Folder, text: string): void {
  const file = join(folder.path, manifestName);
  mkdirSync(folder.path, { recursive: true });
  if (statOf(file + temporary)?.isFile() === true) unlinkSync(file + temporary);
  replaceFile(file, text);
}

/** A reader sees the old file or the new one, never a part. */
function replaceFile(file: string, text: string): void {
  // `wx` follows no link and overwrites nothing.
  writeFileSync(file + temporary, text, { flag: "wx" });
  renameSync(file + temporary, file);
}
