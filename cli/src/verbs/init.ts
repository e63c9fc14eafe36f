/** `esdl init`: a small working project, copied from a template. */
import { cp, mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import { basename, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { exit, UsageError, type Exit, type Io } from "../io.js";
import { packageSources } from "../packages.js";
import { slashes } from "../sources.js";
import { style } from "../style.js";

export interface InitFlags {
  readonly name?: string;
}

const template = fileURLToPath(new URL("../../templates/library", import.meta.url));
/** Entries that may be in a folder in which a project is begun. */
const harmless = new Set([".git", ".gitignore", "LICENSE", "README.md"]);
/** Files in which `{{name}}` stands for the package's name. */
const named = ["package.json", "esdl.config.json", "README.md"];

export async function init(dir: string, flags: InitFlags, io: Io): Promise<Exit> {
  const target = resolve(io.cwd, dir);
  const name = flags.name ?? packageName(basename(target));
  if (!/^(?:@[a-z0-9-][a-z0-9._-]*\/)?[a-z0-9-][a-z0-9._-]*$/.test(name) || name.length > 200) {
    throw new UsageError(
      `${JSON.stringify(name)} is not a package name: use lower-case letters, digits, "-" and "_".`,
    );
  }
  await mkdir(target, { recursive: true });
  const inTheWay = (await readdir(target)).filter((entry) => !harmless.has(entry));
  if (inTheWay.length > 0) {
    throw new UsageError(
      `${target} is not empty (${inTheWay.slice(0, 3).join(", ")}${inTheWay.length > 3 ? ", …" : ""}). Name a new folder: esdl init my-app`,
    );
  }

  await cp(template, target, { recursive: true, force: false, errorOnExist: false });
  await rename(join(target, "gitignore"), join(target, ".gitignore"));
  for (const file of named) {
    const path = join(target, file);
    await writeFile(path, (await readFile(path, "utf8")).replaceAll("{{name}}", name));
  }
  await addDependencies(join(target, "package.json"), target);

  const paint = style(io.colour);
  const place = slashes(relative(io.cwd, target));
  const steps = [...(place === "" ? [] : [`cd ${place}`]), "npm install", "npm start", "npm test"];
  io.err(
    `${paint.good("Made")} ${paint.strong(name)}: a model of a library, an app on SQLite, and tests.\n\n` +
      `Next:\n${steps.map((step) => `  ${step}\n`).join("")}\n` +
      `Then change model/library.esdl; \`npx esdl check\` says what it makes of it.\n`,
  );
  return exit.ok;
}

/** A folder's name as a package's name. */
function packageName(folder: string): string {
  const name = folder
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, "-")
    .replace(/^[._-]+|-+$/g, "");
  return name === "" ? "my-app" : name;
}

/** Adds ESDL's own packages to those that the template names. */
async function addDependencies(file: string, target: string): Promise<void> {
  const manifest = JSON.parse(await readFile(file, "utf8")) as Manifest;
  const own = packageSources(target);
  const complete = {
    ...manifest,
    dependencies: sorted({ ...manifest.dependencies, "@esdl/runtime": own.sources["@esdl/runtime"] }),
    devDependencies: sorted({ ...manifest.devDependencies, esdl: own.sources.esdl }),
    // Packages that are not in the registry yet bring one another along by path.
    ...(own.published ? {} : { overrides: own.sources }),
  };
  await writeFile(file, `${JSON.stringify(complete, undefined, 2)}\n`);
}

type Versions = Readonly<Record<string, string>>;

interface Manifest {
  readonly dependencies: Versions;
  readonly devDependencies: Versions;
}

const sorted = (versions: Versions): Versions =>
  Object.fromEntries(Object.entries(versions).sort(([a], [b]) => (a < b ? -1 : 1)));
