// A release in a folder of its own, to change it and see what `esdl` says.
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { root } from "./esdl.js";
import type { Release } from "./releases.js";

const isOfRelease = (path: string): boolean =>
  /^(model|esdl\.config\.json|esdl\.lock|.*\.esdl)$/.test(basename(path));

/** Copies model, lock and configuration, does something with the copy, and removes it. */
export async function inCopy<Result>(
  { folder }: Release,
  work: (copy: string) => Promise<Result>,
): Promise<Result> {
  const copy = await mkdtemp(join(tmpdir(), "esdl-history-"));
  try {
    const from = join(root, folder);
    await cp(from, copy, { recursive: true, filter: (path) => path === from || isOfRelease(path) });
    return await work(copy);
  } finally {
    await rm(copy, { recursive: true });
  }
}
