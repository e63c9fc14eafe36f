// What it costs to import each entry point, and to start the command line for what needs no model: time in a process of its own over
// that of an empty one, modules, and their size. Round by round with the peers, so that noise falls on all alike.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { bytesOf, importing, loadedBy, packageOf, root } from "../packages/loaded.mjs";
import { folders } from "../../release/published.mjs";
import { table } from "./table.mjs";
import { percentile, timedSync } from "./time.mjs";

export const title = "importing each entry point in a fresh process, over an empty one";

const rounds = 15;

const entries = folders.flatMap((folder) => {
  const { name, exports } = JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8"));
  return Object.entries(exports)
    .filter(([, target]) => typeof target !== "string")
    .map(([path]) => name + path.slice(1));
});

const cases = [
  ["(an empty process)", ["--input-type=module", "-e", ""]],
  ...entries.map((specifier) => [specifier, importing(specifier)]),
  ...["--version", "--help"].map((flag) => [`esdl ${flag}`, ["cli/bin/esdl.js", flag]]),
  ...["better-sqlite3", "ajv/dist/2020.js", "langium", "typescript"].map((peer) => [
    `peer: ${peer}`,
    importing(peer),
  ]),
];

export function run() {
  const times = new Map(cases.map(([name]) => [name, []]));
  const start = (args) => spawnSync(process.execPath, args, { cwd: root, stdio: "ignore" });
  for (let round = -1; round < rounds; round += 1)
    for (const [name, args] of cases) {
      const time = timedSync(() => start(args));
      if (round >= 0) times.get(name).push(time);
    }
  const empty = percentile(times.get(cases[0][0]), 50);
  table(
    ["", "over empty", "ms more", "modules", "KB", "most of it"],
    cases.map(([name, args]) => {
      const files = loadedBy(args);
      const median = percentile(times.get(name), 50);
      return [
        name,
        `${(median / empty).toFixed(2)}×`,
        (median - empty).toFixed(0),
        files.length,
        Math.round(bytesOf(files) / 1_000),
        largest(files),
      ];
    }),
  );
}

/** The package that most of the bytes are of. */
function largest(files) {
  const byPackage = new Map();
  for (const file of files)
    byPackage.set(packageOf(file), (byPackage.get(packageOf(file)) ?? 0) + bytesOf([file]));
  const [first] = [...byPackage].sort(([, a], [, b]) => b - a);
  return first === undefined ? "" : `${first[0]} ${Math.round((first[1] / bytesOf(files)) * 100)} %`;
}
