/**
 * Reading an older state of a repository from its objects: nothing is checked out, no shell is involved, and no name that a
 * person gave can be taken for an option.
 */
import { execFile, spawn } from "node:child_process";
import { promisify } from "node:util";
import { UsageError } from "./io.js";

const run = promisify(execFile);

export interface Repository {
  /** Where the call began inside of it, with `/`, ending with one; empty at its root. */
  readonly prefix: string;
  /** The commit of the ref. */
  readonly commit: string;
  /** Files of the commit under the root of the repository; links and submodules are left out. */
  readonly files: ReadonlyMap<string, string>;
  /** The texts of files, by their paths. */
  readonly read: (paths: readonly string[]) => Promise<ReadonlyMap<string, string>>;
}

/** @throws UsageError for what is no repository, no ref, or a history that was cut off. */
export async function openRepository(cwd: string, ref: string): Promise<Repository> {
  const git = async (...args: readonly string[]): Promise<string> => {
    const { stdout } = await run("git", args, {
      cwd,
      env: { ...process.env, LC_ALL: "C", GIT_OPTIONAL_LOCKS: "0" },
      maxBuffer: 2 ** 30,
    });
    return stdout;
  };
  const prefix = await git("rev-parse", "--show-prefix").catch((error: unknown) => {
    throw new UsageError(
      isMissing(error)
        ? `git is not installed, so ${ref} cannot be read; give a folder or a file instead.`
        : `${cwd} is in no git repository, so there is no ref ${ref} to compare with; give a folder or a file instead.`,
    );
  });
  const commit = await git("rev-parse", "--verify", "--quiet", "--end-of-options", `${ref}^{commit}`).catch(
    async () => {
      const shallow = (await git("rev-parse", "--is-shallow-repository").catch(() => "")).trim() === "true";
      throw new UsageError(
        shallow
          ? `There is no ref ${ref} in this clone, which is shallow. Fetch it: \`git fetch --depth=1 origin ${ref}\`, or clone with the whole history (fetch-depth: 0).`
          : `There is no ref ${ref}, nor a file or folder of that name. A branch of the remote is written origin/${ref}.`,
      );
    },
  );
  const listing = await git("ls-tree", "-r", "-z", "--full-tree", "--end-of-options", commit.trim());
  const files = new Map(
    listing.split("\0").flatMap((entry) => {
      const found = /^100\d{3} blob ([0-9a-f]+)\t(.*)$/s.exec(entry);
      return found === null ? [] : [[found[2] ?? "", found[1] ?? ""] as const];
    }),
  );
  return {
    prefix: prefix.replace(/\n$/, ""),
    commit: commit.trim(),
    files,
    read: (paths) => readBlobs(cwd, files, paths),
  };
}

const isMissing = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "ENOENT";

/** All of them by one process: `cat-file --batch` answers `SHA blob SIZE`, the content and a line break for each. */
async function readBlobs(
  cwd: string,
  files: ReadonlyMap<string, string>,
  paths: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (paths.length === 0) return new Map();
  const child = spawn("git", ["cat-file", "--batch"], { cwd, stdio: ["pipe", "pipe", "ignore"] });
  const chunks: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
  const closed = new Promise<void>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", () => {
      resolve();
    });
  });
  child.stdin.end(paths.map((path) => `${files.get(path) ?? ""}\n`).join(""));
  await closed;
  const all = Buffer.concat(chunks);
  const texts = new Map<string, string>();
  let at = 0;
  for (const path of paths) {
    const end = all.indexOf(0x0a, at);
    const size = / blob (\d+)$/.exec(all.subarray(at, end).toString("latin1"))?.[1];
    if (end < 0 || size === undefined)
      throw new UsageError(
        `git does not have the content of ${path}; fetch it (a partial clone leaves it out).`,
      );
    const begin = end + 1;
    texts.set(path, all.subarray(begin, begin + Number(size)).toString("utf8"));
    at = begin + Number(size) + 1;
  }
  return texts;
}
