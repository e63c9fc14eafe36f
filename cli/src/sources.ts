/** The model's files: those of the configuration, or those under the paths of the call. */
import { readdirSync } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { glob } from "tinyglobby";
import { configName, findConfig, type Config } from "./config.js";
import { UsageError } from "./io.js";
import { meant } from "./suggest.js";

export interface Sources {
  readonly config: Config;
  /** What the model's paths are relative to. */
  readonly root: string;
  /** Sorted by path; `path` is relative to `root`, with `/`. */
  readonly files: readonly { readonly path: string; readonly text: string }[];
  /** Whether these are all files of the model, and not only some that the call named. */
  readonly whole: boolean;
}

/** Folders that hold no model of one's own. */
const never = ["**/node_modules/**", "**/.git/**"];

/** The paths of a call that say what to read: none where the only one is a configuration, which says it itself. */
export const pathsToRead = (paths: readonly string[]): readonly string[] =>
  paths.length === 1 && basename(paths[0] ?? "") === configName ? [] : paths;

/**
 * Without paths the nearest configuration upward says what to read, and so does the one that is the only path. With other
 * paths, everything `.esdl` under them is read, and the configuration nearest to the first one gives the other settings.
 * @throws UsageError when a path does not exist or there is nothing to read.
 */
export async function readSources(cwd: string, given: readonly string[]): Promise<Sources> {
  const named = await Promise.all(given.map((path) => folderOf(resolve(cwd, path))));
  const config = findConfig(named[0] ?? cwd);
  const paths = pathsToRead(given);
  const places = paths.map((path) => resolve(cwd, path));
  const folders = paths.length === 0 ? [] : named;
  const found = places.length === 0 ? await configured(config) : await under(places, config);
  if (found.length === 0) throw new UsageError(nothingFound(paths, config));
  const root =
    config.file === undefined ? commonFolder(folders.length > 0 ? folders : [config.root]) : config.root;
  const files = await Promise.all(
    found.map(async (file) => ({ path: slashes(relative(root, file)), text: await readFile(file, "utf8") })),
  );
  const read = new Set(found.map((file) => resolve(file)));
  const whole =
    places.length === 0 ||
    config.file === undefined ||
    (await configured(config)).every((file) => read.has(resolve(file)));
  return { config, root, files: files.sort((a, b) => (a.path < b.path ? -1 : 1)), whole };
}

export const slashes = (path: string): string => (sep === "/" ? path : path.split(sep).join("/"));

/** The globs of a configuration, relative to its folder; a folder stands for what is in it. */
export function modelPatterns({ include, exclude, out }: Config): {
  readonly include: readonly string[];
  readonly ignore: readonly string[];
} {
  const within = (pattern: string): readonly string[] => {
    const plain = pattern.replace(/^\.\//, "").replace(/\/$/, "");
    return [plain, `${plain}/**`];
  };
  return {
    include: include.flatMap(within),
    ignore: [...never, ...exclude.flatMap(within), ...(out === undefined ? [] : within(out))],
  };
}

async function configured(config: Config): Promise<string[]> {
  const { include, ignore } = modelPatterns(config);
  return glob([...include], { cwd: config.root, ignore: [...ignore], absolute: true, dot: false });
}

async function under(places: readonly string[], config: Config): Promise<string[]> {
  const out = config.out === undefined ? [] : [slashes(join(config.root, config.out, "**"))];
  const lists = await Promise.all(
    places.map(async (place) =>
      (await stat(place)).isDirectory()
        ? glob(["**/*.esdl"], { cwd: place, ignore: [...never, ...out], absolute: true })
        : [place],
    ),
  );
  return [...new Set(lists.flat().map((file) => resolve(file)))];
}

async function folderOf(place: string): Promise<string> {
  try {
    return (await stat(place)).isDirectory() ? place : dirname(place);
  } catch {
    throw new UsageError(`There is no file or folder ${place}. ${neighbour(place)}`.trim());
  }
}

/** What stands beside a path that is not there and is called alike. */
function neighbour(place: string): string {
  try {
    return meant(basename(place), readdirSync(dirname(place))).trim();
  } catch {
    return "";
  }
}

function commonFolder(folders: readonly string[]): string {
  return folders.reduce((common, folder) => {
    while (!(folder === common || folder.startsWith(common.endsWith(sep) ? common : common + sep)))
      common = dirname(common);
    return common;
  });
}

function nothingFound(paths: readonly string[], config: Config): string {
  if (paths.length > 0) return `There is no .esdl file in ${paths.join(", ")}.`;
  return config.file === undefined
    ? "There is no esdl.config.json here or above, and no .esdl file below. Name the folder of the model, or run `esdl init`."
    : `${config.file} includes no .esdl file: there is none at ${config.include.join(", ")}. Write one there, or change "include".`;
}
