/**
 * Where a new project gets ESDL's packages from: from where this command got its own. From the registry that is a version
 * range; from packed tarballs or a clone it is their path, so that both can be tried before anything is published.
 */
import { existsSync, readFileSync, realpathSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { slashes } from "./sources.js";
import { version } from "./version.js";

type PackageName =
  | "esdl"
  | "@esdl/runtime"
  | "@esdl/language"
  | "@esdl/simulator"
  | "@esdl/evolution"
  | "@esdl/generator"
  | "@esdl/language-server";

export interface PackageSources {
  readonly published: boolean;
  readonly sources: Readonly<Record<PackageName, string>>;
}

/** What to write as the version of each package in a project that stands, or will stand, in `target`. */
export function packageSources(target: string): PackageSources {
  const here = realpathSync(fileURLToPath(new URL("..", import.meta.url)));
  const path = locate(here);
  if (path === undefined) return { published: true, sources: each(() => `^${version}`) };
  return {
    published: false,
    sources: each((name) => `file:${slashes(relative(realPath(target), path(name)))}`),
  };
}

/** Where a folder really is that may not have been made yet. */
const realPath = (target: string): string =>
  existsSync(target) ? realpathSync(target) : join(realPath(dirname(target)), basename(target));

/** The path of a package's tarball or folder; undefined when this command came from the registry. */
function locate(here: string): ((name: PackageName) => string) | undefined {
  if (basename(dirname(here)) !== "node_modules") return (name) => join(dirname(here), folderOf(name));
  const tarball = installedFrom(here);
  if (tarball === undefined) return undefined;
  return (name) => join(dirname(tarball), `${name.replace("@", "").replace("/", "-")}-${version}.tgz`);
}

/** In a clone the packages stand side by side. */
const folderOf = (name: PackageName): string => (name === "esdl" ? "cli" : name.slice("@esdl/".length));

/** npm notes in the lock file of an installation which tarball a package was unpacked from. */
function installedFrom(here: string): string | undefined {
  const modules = dirname(here);
  const lock = join(modules, ".package-lock.json");
  if (!existsSync(lock)) return undefined;
  const { packages = {} } = JSON.parse(readFileSync(lock, "utf8")) as {
    packages?: Readonly<Record<string, { readonly resolved?: string }>>;
  };
  const resolved = packages["node_modules/esdl"]?.resolved;
  if (resolved?.startsWith("file:") !== true) return undefined;
  const file = resolve(dirname(modules), decodeURI(resolved.slice("file:".length)));
  return file.endsWith(".tgz") && existsSync(file) ? file : undefined;
}

const each = (source: (name: PackageName) => string): Readonly<Record<PackageName, string>> => ({
  esdl: source("esdl"),
  "@esdl/runtime": source("@esdl/runtime"),
  "@esdl/language": source("@esdl/language"),
  "@esdl/simulator": source("@esdl/simulator"),
  "@esdl/evolution": source("@esdl/evolution"),
  "@esdl/generator": source("@esdl/generator"),
  "@esdl/language-server": source("@esdl/language-server"),
});
