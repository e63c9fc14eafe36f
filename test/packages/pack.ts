/** Packs packages as `npm publish` would, and looks into the tarballs. */
import { createPackageFromTarballData } from "@arethetypeswrong/core";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** A packed package. */
export interface Packed {
  /** As npm gave it out. */
  readonly tarball: Uint8Array;
  /** The paths in it, from its own root: `dist/index.js`. */
  readonly paths: ReadonlySet<string>;
  /** The text of one of them. */
  readonly read: (path: string) => string;
}

/** Packs the package in a folder; the tarball is put into `destination`. */
export function pack(folder: string, destination: string): Packed {
  const said = execFileSync("npm", ["pack", "--json", "--pack-destination", destination], {
    cwd: folder,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [{ filename }] = JSON.parse(said) as [{ readonly filename: string }];
  return openTarball(readFileSync(join(destination, filename)));
}

/** Opens a tarball of npm's. */
export function openTarball(tarball: Uint8Array): Packed {
  const content = createPackageFromTarballData(tarball);
  const prefix = `/node_modules/${content.packageName}/`;
  return {
    tarball,
    paths: new Set(content.listFiles().map((path) => path.slice(prefix.length))),
    read: (path) => content.readFile(prefix + path),
  };
}
