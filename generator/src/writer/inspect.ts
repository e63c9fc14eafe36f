/** Looks at what stands where our files are or should be. Follows no symbolic link. */
import { accessSync, constants, readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { codeOf, statOf, type Folder } from "./folder.js";
import { hashText } from "./manifest.js";
import { foldersOf, temporary } from "./paths.js";
import { foreign, noAccess, type Obstacle, type Refusal } from "./refusals.js";

/**
 * - `absent`: nothing is there, or nothing will be once our old files are deleted;
 * - `same`: a file with the wanted content;
 * - `ours`: a file as we left it; `edited`: one that we made and somebody changed; `foreign`: one that we did not make.
 */
export type Found = "absent" | "same" | "ours" | "edited" | "foreign" | Obstacle | Refusal;

/** @param wanted path to hash: the files to be. */
export function inspector(folder: Folder, wanted: ReadonlyMap<string, string>): (path: string) => Found {
  const listed = folder.manifest.files;
  const ways = new Map<string, "absent" | "folder" | "link" | "file">();

  function lookAtFolder(path: string): "absent" | "folder" | "link" | "file" {
    let found = ways.get(path);
    if (found === undefined) {
      const stats = statOf(join(folder.path, path));
      if (stats === undefined) found = "absent";
      else if (stats.isDirectory()) found = "folder";
      // One of our old files, which is deleted before, makes room for a folder.
      else if (stats.isFile() && listed.has(path)) found = "absent";
      else found = stats.isSymbolicLink() ? "link" : "file";
      ways.set(path, found);
    }
    return found;
  }

  /** Whether a folder goes once our old files in it are deleted. */
  function empties(path: string): boolean {
    const entries = readdirSync(join(folder.path, path), { withFileTypes: true });
    return (
      entries.length > 0 &&
      entries.every((entry) => {
        const inside = `${path}/${entry.name}`;
        return entry.isDirectory()
          ? empties(inside)
          : entry.isFile() && listed.has(inside) && !wanted.has(inside);
      })
    );
  }

  function look(path: string): Found {
    for (const way of foldersOf(path)) {
      const found = lookAtFolder(way);
      if (found === "absent") return "absent";
      if (found !== "folder")
        return { path, at: way, what: found === "link" ? "a symbolic link" : "not a folder" };
    }
    const file = join(folder.path, path);
    const stats = statOf(file);
    if (stats === undefined) return "absent";
    const hash = wanted.get(path);
    if (stats.isDirectory()) {
      // Where an old file of ours is a folder now, somebody deleted the file: nothing is left to delete.
      return hash === undefined || empties(path) ? "absent" : { path, at: path, what: "a folder" };
    }
    if (!stats.isFile())
      return { path, at: path, what: stats.isSymbolicLink() ? "a symbolic link" : "not a file" };
    const found = hashText(readFileSync(file, "utf8"));
    if (found === hash) return "same";
    const hashes = listed.get(path);
    if (hashes === undefined) return "foreign";
    return hashes.includes(found) ? "ours" : "edited";
  }

  return (path) => {
    try {
      return look(path);
    } catch (error) {
      if (isAccess(error)) return noAccess(path, path);
      throw error;
    }
  };
}

/** The folders that the system does not let us change, and what stands where temporary files would. */
export function unwritable(
  folder: Folder,
  written: readonly string[],
  removed: readonly string[],
): Refusal[] {
  const refusals: Refusal[] = [];
  const asked = new Set<string>();
  for (const path of [...written, ...removed]) {
    const parent = posix.dirname(path);
    if (asked.has(parent)) continue;
    asked.add(parent);
    const nearest = nearestFolder(join(folder.path, parent));
    try {
      accessSync(nearest, constants.W_OK | constants.X_OK);
    } catch {
      refusals.push(noAccess(path, nearest));
    }
  }
  for (const path of written) {
    const left = folder.manifest.unfinished && folder.manifest.files.has(path);
    if (!left && statOf(join(folder.path, path + temporary)) !== undefined)
      refusals.push(foreign(path + temporary));
  }
  return refusals;
}

/** A folder, or the nearest one above it that exists. */
function nearestFolder(path: string): string {
  let at = path;
  while (statOf(at)?.isDirectory() !== true && join(at, "..") !== at) at = join(at, "..");
  return at;
}

function isAccess(error: unknown): boolean {
  return ["EACCES", "EPERM"].includes(codeOf(error) ?? "");
}
