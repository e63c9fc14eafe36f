/** The output folder as it is on disk: looked at, never changed. */
import { lstatSync, readFileSync, type Stats } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { emptyManifest, hashText, manifestName, parseManifest, type Manifest } from "./manifest.js";

/** An output folder as it is on disk. */
export interface Folder {
  /** Absolute. */
  readonly path: string;
  /** What was generated into it, by its manifest; empty where there is none. */
  readonly manifest: Manifest;
  /** The manifest's text as it is on disk. */
  readonly manifestText?: string;
  /** Why the folder as a whole cannot be used. */
  readonly refused?: { readonly path: string; readonly message: string; readonly help: string };
}

/**
 * Opens an output folder, which need not exist.
 * @param root a folder that is trusted: no folder from there down to the output folder may be a symbolic link.
 */
export function openFolder(outDir: string, root?: string): Folder {
  const path = resolve(outDir);
  const closed = (message: string, help: string, at = path): Folder => ({
    path,
    manifest: emptyManifest,
    refused: { path: at, message, help },
  });
  for (const folder of below(root === undefined ? dirname(path) : resolve(root), path)) {
    const stats = statOf(folder);
    if (stats?.isSymbolicLink() === true)
      return closed(
        "it is a symbolic link",
        "Name the folder that it points to, or remove the link.",
        folder,
      );
    if (stats !== undefined && !stats.isDirectory())
      return closed("it is not a folder", "Choose another output folder.", folder);
  }
  const file = join(path, manifestName);
  const stats = statOf(file);
  if (stats === undefined) return { path, manifest: emptyManifest };
  if (!stats.isFile()) return closed("it is not a regular file", "Remove it, and compile again.", file);
  const manifestText = readFileSync(file, "utf8");
  const manifest = parseManifest(manifestText);
  if (typeof manifest !== "string") return { path, manifest, manifestText };
  return closed(
    manifest,
    "Restore it from version control. Or delete it together with the generated files, and compile again.",
    file,
  );
}

/** The folders after `from` down to and with `to`; only `to` when it is not below `from`. */
function below(from: string, to: string): string[] {
  const way = relative(from, to);
  if (way === "") return [];
  const parts = way.split(sep);
  if (parts[0] === ".." || resolve(way) === way) return [to];
  return parts.map((_, index) => join(from, ...parts.slice(0, index + 1)));
}

/** What stands at a path, not followed; `undefined` when nothing does. */
export function statOf(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch (error) {
    // A parent is a file: then nothing is there.
    if (codeOf(error) === "ENOTDIR") return undefined;
    throw error;
  }
}

/** The code of a system error: `ENOENT`. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}

/** The text of a file of the folder if it is exactly as the manifest says; `path` as in the manifest. */
export function intactText(folder: Folder, path: string): string | undefined {
  const hashes = folder.manifest.files.get(path);
  if (hashes === undefined) return undefined;
  const file = join(folder.path, path);
  if (statOf(file)?.isFile() !== true) return undefined;
  const text = readFileSync(file, "utf8");
  return hashes.includes(hashText(text)) ? text.replaceAll("\r\n", "\n") : undefined;
}

/** Whether all is there that a finished run made from these inputs, and nothing of it was changed. */
export function isIntact(folder: Folder, inputs: string): boolean {
  const { manifest } = folder;
  if (manifest.unfinished || manifest.inputs !== inputs || folder.refused !== undefined) return false;
  return [...manifest.files.keys()].every((path) => intactText(folder, path) !== undefined);
}
