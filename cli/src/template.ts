/** The templates of `esdl init`: which there are, the files of a project made from one, and how they get into a folder. */
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  openSync,
  closeSync,
  unlinkSync,
  rmdirSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { PackageSources } from "./packages.js";
import type { TemplateName } from "./template-names.js";

/** Files that go by another name here: npm packs no .gitignore, and a package.json within a package is taken for a package. */
const renamed: Readonly<Record<string, string>> = {
  gitignore: ".gitignore",
  "manifest.json": "package.json",
};

const folder = (name: string): string => fileURLToPath(new URL(`../templates/${name}`, import.meta.url));

/** A file of a new project; `path` is relative to its folder, with `/`. */
export interface ProjectFile {
  readonly path: string;
  readonly text: string;
}

/** What every project has, with what the template adds, made out to a name. */
export function projectFiles(
  template: TemplateName,
  name: string,
  own: PackageSources,
): readonly ProjectFile[] {
  return ["common", template]
    .flatMap((part) => filesUnder(folder(part)))
    .map(({ path: stored, text }) => {
      const path = renamed[stored] ?? stored;
      const named = text.replaceAll("{{name}}", name);
      return { path, text: path === "package.json" ? withOwnPackages(named, own) : named };
    });
}

/** The names of the packages that a project gets from npm: none of them can be its own name. */
export const packagesOfProjects = (): readonly string[] => {
  const { dependencies, devDependencies } = JSON.parse(
    readFileSync(join(folder("common"), "manifest.json"), "utf8"),
  ) as Manifest;
  return ["esdl", "@esdl/runtime", ...Object.keys(dependencies), ...Object.keys(devDependencies)];
};

function filesUnder(root: string): readonly ProjectFile[] {
  return readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((path) => statSync(join(root, path)).isFile())
    .sort()
    .map((path) => ({ path: path.replaceAll("\\", "/"), text: readFileSync(join(root, path), "utf8") }));
}

interface Manifest {
  readonly dependencies: Versions;
  readonly devDependencies: Versions;
}
type Versions = Readonly<Record<string, string>>;

/** Adds ESDL's own packages to those that the template names. */
function withOwnPackages(text: string, { published, sources }: PackageSources): string {
  const manifest = JSON.parse(text) as Manifest;
  const complete = {
    ...manifest,
    dependencies: sorted({ ...manifest.dependencies, "@esdl/runtime": sources["@esdl/runtime"] }),
    devDependencies: sorted({ ...manifest.devDependencies, esdl: sources.esdl }),
    // Packages that are not in the registry yet bring one another along by path.
    ...(published ? {} : { overrides: sources }),
  };
  return `${JSON.stringify(complete, undefined, 2)}\n`;
}

const sorted = (versions: Versions): Versions =>
  Object.fromEntries(Object.entries(versions).sort(([a], [b]) => (a < b ? -1 : 1)));

/**
 * Writes the files that are not there yet, and answers the paths of those that were. When one cannot be written, nothing that
 * this made stays behind.
 * @throws what the file system says
 */
export function writeProject(files: readonly ProjectFile[], target: string): readonly string[] {
  const made: { readonly path: string; readonly remove: (path: string) => void }[] = [];
  const makeFolder = (path: string): void => {
    if (existsSync(path)) return;
    makeFolder(dirname(path));
    mkdirSync(path);
    made.push({ path, remove: rmdirSync });
  };
  const kept: string[] = [];
  try {
    makeFolder(target);
    for (const { path, text } of files) {
      const file = join(target, path);
      if (existsSync(file)) {
        kept.push(path);
        continue;
      }
      makeFolder(dirname(file));
      const opened = openSync(file, "wx");
      made.push({ path: file, remove: unlinkSync });
      try {
        writeFileSync(opened, text);
      } finally {
        closeSync(opened);
      }
    }
  } catch (error) {
    for (const { path, remove } of made.reverse()) remove(path);
    throw error;
  }
  return kept;
}
