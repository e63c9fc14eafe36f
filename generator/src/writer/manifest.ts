/**
 * The manifest: which files of the output folder are ours, and what was in them. One sorted line a file, so that it merges and
 * reads well. While files are being written it is marked `unfinished` and lists for each file what it was and what it becomes,
 * so that a run that was cut off leaves nothing that the next one would take for someone else's.
 */
import { createHash } from "node:crypto";
import { wrongPath } from "./paths.js";

export const manifestName = "esdl.manifest";

/** Changes when a reader of older manifests would misread newer ones. */
export const manifestFormatVersion = 1;

export interface Manifest {
  /** Fingerprint of what the files were made from. */
  readonly inputs?: string;
  readonly unfinished: boolean;
  /** Path to hash; to several in an unfinished one. */
  readonly files: ReadonlyMap<string, readonly string[]>;
}

export const emptyManifest: Manifest = { unfinished: false, files: new Map() };

/** SHA-256 over the text with `\n` as line ends, as git may have changed them in a working tree. */
export function hashText(text: string): string {
  const lines = text.includes("\r") ? text.replaceAll("\r\n", "\n") : text;
  return createHash("sha256").update(lines).digest("hex");
}

/** A manifest as text; the same for the same content. */
export function formatManifest(manifest: Manifest): string {
  const files = [...manifest.files].sort(([a], [b]) => (a < b ? -1 : 1));
  return [
    "# Written by `esdl compile`: the files that it made here, with the SHA-256 of each. Do not edit.",
    `formatVersion ${manifestFormatVersion}`,
    ...(manifest.inputs === undefined ? [] : [`inputs ${manifest.inputs}`]),
    ...(manifest.unfinished ? ["unfinished"] : []),
    "",
    ...files.flatMap(([path, hashes]) => hashes.map((hash) => `${hash}  ${path}`)),
    "",
  ].join("\n");
}

/** Reads a manifest, or says in words why it cannot be read. */
export function parseManifest(text: string): Manifest | string {
  const lines = text.split(/\r?\n/u);
  const header = lines.slice(0, Math.max(0, lines.indexOf("")));
  const formatVersion = valueOf(header, "formatVersion");
  if (formatVersion === undefined) return "it has no `formatVersion`";
  if (formatVersion !== String(manifestFormatVersion))
    return `it has the format ${formatVersion}, and this version of esdl reads ${manifestFormatVersion}`;
  const files = new Map<string, string[]>();
  for (const line of lines.slice(header.length).filter((candidate) => candidate !== "")) {
    const [, hash, path] = /^([0-9a-f]{64}) {2}(.+)$/u.exec(line) ?? [];
    if (hash === undefined || path === undefined)
      return `it has a line that is no hash and path: ${line.slice(0, 80)}`;
    const wrong = path === manifestName ? "it is the manifest itself" : wrongPath(path);
    if (wrong !== undefined) return `it lists the path ${JSON.stringify(path)}: ${wrong}`;
    const hashes = files.get(path);
    if (hashes === undefined) files.set(path, [hash]);
    else hashes.push(hash);
  }
  const inputs = valueOf(header, "inputs");
  return { ...(inputs === undefined ? {} : { inputs }), unfinished: header.includes("unfinished"), files };
}

function valueOf(header: readonly string[], key: string): string | undefined {
  return header.find((line) => line.startsWith(`${key} `))?.slice(key.length + 1);
}
