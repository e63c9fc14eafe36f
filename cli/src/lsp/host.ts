/** Models on disk for the language server: the same configuration, files, lock and diff as the other verbs. */
import type { DiffAnswer, Host, ModelFolder } from "@esdl/language-server";
import { readFile } from "node:fs/promises";
import { dirname, relative } from "node:path";
import picomatch from "picomatch";
import { glob } from "tinyglobby";
import { againstLock } from "../checked.js";
import { type Config, configName, defaultConfig, findConfig, findConfigFile } from "../config.js";
import { exit, type Io, UsageError } from "../io.js";
import { readLockFile } from "../lock-file.js";
import { modelPatterns, slashes, type Sources } from "../sources.js";
import { startThread } from "./thread.js";

interface Folder extends ModelFolder {
  readonly settings: Config;
}

export function createHost(): Host {
  const known = new WeakMap<ModelFolder, Folder>();
  const settingsOf = (model: ModelFolder): Config => known.get(model)?.settings ?? findConfig(model.root);
  const remember = (folder: Folder): Folder => {
    known.set(folder, folder);
    return folder;
  };
  return {
    modelOf: (folder, top) => Promise.resolve(remember(modelOf(folder, top))),
    configsBelow: (folder) =>
      glob([`**/${configName}`], {
        cwd: folder,
        absolute: true,
        ignore: ["**/node_modules/**", "**/.git/**"],
      }),
    filesOf: (model) => {
      const { include, ignore } = modelPatterns(settingsOf(model));
      return glob([...include], { cwd: model.root, ignore: [...ignore], absolute: true });
    },
    read: (file) => readFile(file, "utf8").catch(() => undefined),
    againstLock: (model, { model: checked, files }) => {
      const config = settingsOf(model);
      const sources: Sources = { config, root: model.root, files, whole: true };
      const lock = readLockFile(sources);
      return Promise.resolve(lock === undefined ? [] : againstLock(sources, checked, lock));
    },
    released: (model) => {
      const read = readLockFile({ config: settingsOf(model), root: model.root })?.read;
      const shapes = read?.ok === true ? [...read.facts.shapes.values()] : [];
      return Promise.resolve(new Set(shapes.filter(({ kind }) => kind === "event").map(({ ref }) => ref)));
    },
    diff: (model, against) => markdownDiff(model, against),
    startThread,
  };
}

function modelOf(folder: string, top: string | undefined): Folder {
  const { config, problem } = configOf(folder);
  const { file } = config;
  // Without a configuration the workspace's folder is the model; a file by itself goes with those beside it.
  const settings: Config =
    file !== undefined
      ? config
      : { ...config, root: top ?? folder, include: top === undefined ? ["*.esdl"] : config.include };
  const { include, ignore } = modelPatterns(settings);
  const isIncluded = picomatch([...include], { ignore: [...ignore] });
  return {
    settings,
    root: settings.root,
    requireAllow: settings.requireAllow,
    ...(file === undefined ? {} : { config: file }),
    ...(problem === undefined ? {} : { problem }),
    includes: (path) => isIncluded(slashes(relative(settings.root, path))),
  };
}

/** With its defaults where it is wrong: the model is served all the same. */
function configOf(folder: string): { readonly config: Config; readonly problem?: string } {
  try {
    return { config: findConfig(folder) };
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    const file = findConfigFile(folder);
    if (file === undefined) throw error;
    return { config: { ...defaultConfig(dirname(file)), file }, problem: error.message };
  }
}

async function markdownDiff(model: ModelFolder, against: string): Promise<DiffAnswer> {
  const printed = { out: "", err: "" };
  const io: Io = {
    cwd: model.root,
    out: (text) => (printed.out += text),
    err: (text) => (printed.err += text),
    colour: false,
    colourOut: false,
    interactive: false,
    input: () => Promise.resolve(""),
    signal: new AbortController().signal,
  };
  const { diff } = await import("../verbs/diff.js");
  try {
    const status = await diff([], { format: "markdown", ...(against === "" ? {} : { against }) }, io);
    return printed.out === ""
      ? { error: printed.err }
      : { markdown: printed.out, breaking: status === exit.failed };
  } catch (error) {
    if (error instanceof UsageError) return { error: error.message };
    throw error;
  }
}
