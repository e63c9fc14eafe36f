/** `esdl.lock` on disk, beside the configuration. */
import { lockName, type LockRead, readLock } from "@esdl/evolution";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Sources } from "./sources.js";

export interface LockFile {
  readonly file: string;
  readonly text: string;
  readonly read: LockRead;
}

export const lockFileOf = ({ config, root }: Pick<Sources, "config" | "root">): string =>
  join(config.file === undefined ? root : config.root, lockName);

/** Undefined when nothing was released yet. */
export function readLockFile(sources: Pick<Sources, "config" | "root">): LockFile | undefined {
  const file = lockFileOf(sources);
  if (!existsSync(file)) return undefined;
  const text = readFileSync(file, "utf8");
  return { file, text, read: readLock(text) };
}
