/** What a model is compared with: the lock, a git ref, a folder, or a file; reduced to the same facts. */
import {
  type Facts,
  factsOf,
  type GateState,
  lockName,
  type LockRead,
  type Older,
  placesInLock,
  placesOf,
  readLock,
  release,
} from "@esdl/evolution";
import { existsSync, readFileSync, statSync } from "node:fs";
import { join, posix, relative, resolve } from "node:path";
import picomatch from "picomatch";
import { type Config, configFrom, configName, findConfig } from "./config.js";
import { openRepository, type Repository } from "./git.js";
import { UsageError } from "./io.js";
import { readLockFile } from "./lock-file.js";
import type { CheckSide } from "./sides.js";
import { modelPatterns, readSources, slashes, type Sources } from "./sources.js";

export interface Against {
  readonly older: Older;
  /** How reports call it: `esdl.lock`, `main`, `../old`. */
  readonly name: string;
  /** What its lock knew, where there is one that can be read beside its model. */
  readonly lock?: Facts | undefined;
  /** The gate as it was at a ref. */
  readonly gate?: GateState;
}

/** Where the call stands, and what checks the model of the other side. */
export interface Around {
  readonly cwd: string;
  readonly check: CheckSide;
}

/** Without `against`, the lock. @throws UsageError for what cannot be compared with. */
export async function olderOf(
  against: string | undefined,
  sources: Sources,
  paths: readonly string[],
  around: Around,
): Promise<Against> {
  const { cwd } = around;
  if (against === undefined) return ofLock(sources);
  const place = resolve(cwd, against);
  const isPath = /^\.{0,2}[/\\]|^\.{1,2}$/.test(against) || existsSync(place);
  if (!isPath) return ofRef(against, sources, paths, around);
  if (!existsSync(place)) throw new UsageError(`There is no file or folder ${against}.`);
  if (!against.startsWith(".") && !against.includes("/") && (await isRef(cwd, against)))
    throw new UsageError(
      `${against} is a ref and a ${statSync(place).isDirectory() ? "folder" : "file"}: write ./${against} or refs/heads/${against}.`,
    );
  return statSync(place).isDirectory() ? ofFolder(place, against, around) : ofFile(place, against, around);
}

const isRef = (cwd: string, name: string): Promise<boolean> =>
  openRepository(cwd, name).then(
    () => true,
    () => false,
  );

function ofLock(sources: Sources): Against {
  const lock = readLockFile(sources);
  if (lock === undefined)
    throw new UsageError(
      `There is no ${lockName} beside the model, so nothing is known as released. Run \`esdl lock\` once you release it, or compare with a git ref: \`esdl diff --against main\`.`,
    );
  return lockSide(lock.read, lockName);
}

function lockSide(read: LockRead, name: string): Against {
  if (!read.ok)
    throw new UsageError(`${read.problem.message} (line ${read.problem.line}). ${read.problem.help}.`);
  return {
    older: { facts: read.facts, places: placesInLock(name, read.lines) },
    name,
  };
}

async function ofFolder(place: string, name: string, { cwd, check }: Around): Promise<Against> {
  const sources = await readSources(cwd, [place]);
  const config = findConfig(place);
  // A configuration of the folder's own says what belongs to the model.
  const own =
    config.file !== undefined && resolve(config.root) === place ? await readSources(place, []) : sources;
  return ofModel(own.files, own.config, name, { check, lockText: readLockFile(own)?.text });
}

async function ofFile(place: string, name: string, { cwd, check }: Around): Promise<Against> {
  if (!place.endsWith(".esdl")) return lockSide(readLock(readFileSync(place, "utf8")), name);
  const { files, config } = await readSources(cwd, [place]);
  return ofModel(files, config, name, { check });
}

function ofModel(
  files: Sources["files"],
  config: Config,
  name: string,
  { check, lockText }: { readonly check: CheckSide; readonly lockText?: string | undefined },
): Against {
  const { model, diagnostics } = check(files, config);
  const lock = lockText === undefined ? undefined : readLock(lockText);
  const facts = lock?.ok === true ? lock.facts : undefined;
  if (model === undefined) {
    const [first] = diagnostics.filter(({ severity }) => severity === "error");
    throw new UsageError(
      `The model of ${name} has mistakes, so nothing can be compared with it: ${first?.code ?? ""} at ${first?.file ?? ""}:${first?.range.start.line ?? 0}, ${first?.message ?? ""}.`,
    );
  }
  const now = factsOf(model);
  return {
    older: { facts: facts === undefined ? now : mergedWith(facts, now), places: placesOf(model), model },
    name,
    lock: facts,
  };
}

/** Older versions as the lock of then knew them, and the newest as the model of then had it. */
const mergedWith = (lock: Facts, now: Facts): Facts => release(lock, now);

/** The model as it was at a ref, with the configuration of then: renamed and moved files are found by its globs. */
async function ofRef(
  ref: string,
  sources: Sources,
  paths: readonly string[],
  { cwd, check }: Around,
): Promise<Against> {
  const root = sources.config.file === undefined ? sources.root : sources.config.root;
  const repository = await openRepository(root, ref);
  const { prefix } = repository;
  const named = await repository.read(
    [`${prefix}${configName}`, `${prefix}${lockName}`].filter((path) => repository.files.has(path)),
  );
  const configText = named.get(`${prefix}${configName}`);
  const config =
    configText === undefined ? { ...findNothing(root) } : configFrom(configText, join(root, configName));
  const files = await filesAt(repository, config, paths, { root, cwd });
  if (files.length === 0)
    throw new UsageError(
      `There is no .esdl file of this model at ${ref}: it has none under ${prefix === "" ? "the root of the repository" : prefix}.`,
    );
  const older = ofModel(files, config, ref, { check, lockText: named.get(`${prefix}${lockName}`) });
  const { compatibility: mode, suppressions } = config;
  return { ...older, gate: { mode, suppressions, lock: older.lock, config: configName, lockFile: lockName } };
}

const findNothing = (root: string): Config => configFrom("{}", join(root, configName));

async function filesAt(
  { files, prefix, read }: Repository,
  config: Config,
  paths: readonly string[],
  { root, cwd }: { readonly root: string; readonly cwd: string },
): Promise<Sources["files"]> {
  const { include, ignore } = modelPatterns(config);
  const isIncluded = picomatch([...include]);
  const isIgnored = picomatch([...ignore]);
  // Paths of the call, as they are under the root of the model.
  const named = paths.map((path) => slashes(relative(root, resolve(cwd, path))));
  const inside = [...files.keys()].flatMap((path) =>
    path.startsWith(prefix) ? [path.slice(prefix.length)] : [],
  );
  const chosen = inside.filter((path) => {
    if (isIgnored(path)) return false;
    if (named.length === 0) return isIncluded(path);
    return (
      path.endsWith(".esdl") &&
      named.some((one) => one === "" || path === one || path.startsWith(`${posix.normalize(one)}/`))
    );
  });
  const texts = await read(chosen.map((path) => `${prefix}${path}`));
  return chosen
    .map((path) => ({ path, text: texts.get(`${prefix}${path}`) ?? "" }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}
