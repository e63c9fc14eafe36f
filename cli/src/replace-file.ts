/** Files that are replaced whole. */
import { realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";

/** By renaming, so that a crash leaves the old file or the new one. A link stays one, and a file keeps its mode. */
export function replaceFile(file: string, text: string): void {
  const { path, mode } = targetOf(file);
  const beside = `${path}.${process.pid}.tmp`;
  try {
    writeFileSync(beside, text, mode === undefined ? {} : { mode });
    renameSync(beside, path);
  } finally {
    rmSync(beside, { force: true });
  }
}

function targetOf(file: string): { readonly path: string; readonly mode?: number } {
  const found = statSync(file, { throwIfNoEntry: false });
  return found === undefined ? { path: file } : { path: realpathSync(file), mode: found.mode };
}
