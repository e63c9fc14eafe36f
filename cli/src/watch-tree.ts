/**
 * Watches folders with all that is in them, one watcher a folder: what Node offers for whole trees loses files on Linux
 * that another file took the place of, which is how many editors save.
 */
import { type FSWatcher, readdirSync, statSync, watch } from "node:fs";
import { join, sep } from "node:path";

/** Folders that hold no model, and many files. */
const never = new Set(["node_modules", ".git"]);

export interface Watching {
  close(): void;
}

/** Calls `changed` with the name of each file or folder that comes, goes or changes below `roots`. */
export function watchTree(roots: readonly string[], changed: (name: string) => void): Watching {
  const watchers = new Map<string, FSWatcher>();

  const forget = (folder: string): void => {
    for (const [path, watcher] of watchers) {
      if (path !== folder && !path.startsWith(folder + sep)) continue;
      watcher.close();
      watchers.delete(path);
    }
  };
  /** Begins to watch a folder and those in it; answers the files that it holds. */
  const enter = (folder: string): readonly string[] => {
    if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) return [];
    try {
      const watcher = watch(folder, (kind, name) => {
        if (name === null || never.has(name)) return;
        changed(name);
        if (kind !== "rename") return;
        // A folder that came may hold files already, whose coming nobody tells; one that went is not watched any more.
        const path = join(folder, name);
        forget(path);
        for (const file of enter(path)) changed(file);
      });
      watcher.on("error", () => {
        forget(folder);
      });
      watchers.set(folder, watcher);
      return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
        !entry.isDirectory() ? [entry.name] : never.has(entry.name) ? [] : enter(join(folder, entry.name)),
      );
    } catch {
      // It went away in the meantime.
      forget(folder);
      return [];
    }
  };

  for (const root of roots) enter(root);
  return {
    close: () => {
      for (const watcher of watchers.values()) watcher.close();
      watchers.clear();
    },
  };
}
