/** The packages that are published: their folders, manifests and entry points. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { folders } from "../../release/published.mjs";

export { folders } from "../../release/published.mjs";

/** The folder of the repository, with a slash at its end. */
export const root = fileURLToPath(new URL("../../", import.meta.url));

export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly exports?: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
  readonly [field: string]: unknown;
}

/** The package.json in a folder of the repository. */
export function manifestOf(folder: string): Manifest {
  return JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8")) as Manifest;
}

/** A way into a package that can be imported. */
export interface EntryPoint {
  /** As one imports it: `@esdl/runtime/sqlite`. */
  readonly specifier: string;
  readonly package: string;
  readonly folder: string;
  /** The file of its source, from the root of the repository. */
  readonly source: string;
}

/** The entry points of the published packages that hold code; those of data (schemas, package.json) are left out. */
export function entryPoints(): readonly EntryPoint[] {
  return folders.flatMap((folder) => {
    const { name, exports = {} } = manifestOf(folder);
    return Object.entries(exports).flatMap(([path, conditions]) => {
      const types = typeof conditions === "string" ? undefined : conditions["types"];
      if (types === undefined) return [];
      const source = types.replace(/^\.\/dist\/(.*)\.d\.ts$/, `${folder}/src/$1.ts`);
      return [{ specifier: name + path.slice(1), package: name, folder, source }];
    });
  });
}
