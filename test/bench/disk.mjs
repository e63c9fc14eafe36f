// Where benchmarks of stores put their files: on a real disk, since a sync costs nothing in memory.
import { mkdirSync, rmSync, statfsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const names = new Map([
  [0xef53, "ext4"],
  [0x58465342, "xfs"],
  [0x9123683e, "btrfs"],
  [0x794c7630, "overlayfs"],
  [0x6969, "nfs"],
  [0x2fc12fc1, "zfs"],
  [0x1a, "apfs"],
]);
const inMemory = new Map([
  [0x01021994, "tmpfs"],
  [0x858458f6, "ramfs"],
]);

/** An empty folder on a real disk (BENCH_DIR chooses another), and the name of its file system. */
export function realDisk() {
  const folder =
    process.env.BENCH_DIR ?? fileURLToPath(new URL("../../node_modules/.cache/esdl-bench/", import.meta.url));
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const { type } = statfsSync(folder);
  if (inMemory.has(type)) {
    throw new Error(
      `${folder} is on ${inMemory.get(type)}, where a sync costs nothing: set BENCH_DIR to a folder on a disk`,
    );
  }
  return { folder, fileSystem: names.get(type) ?? `file system 0x${type.toString(16)}` };
}
