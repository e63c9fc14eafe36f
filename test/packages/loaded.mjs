/** Which files a process loads as modules: what importing costs, whatever the machine. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of the repository, where the packages are found by their names. */
export const root = fileURLToPath(new URL("../../", import.meta.url));

/** The arguments of Node to import a module and do nothing else. */
export const importing = (specifier) => ["--input-type=module", "-e", `import ${JSON.stringify(specifier)};`];

/** The files that Node loads when it is called so, ES modules and others, sorted. V8 lists what it has run. */
export function loadedBy(args) {
  const folder = mkdtempSync(join(tmpdir(), "esdl-loaded-"));
  try {
    execFileSync(process.execPath, args, {
      cwd: root,
      stdio: ["ignore", "ignore", "inherit"],
      env: { ...process.env, NODE_V8_COVERAGE: folder },
    });
    const urls = readdirSync(folder).flatMap((file) =>
      JSON.parse(readFileSync(join(folder, file), "utf8")).result.map(({ url }) => url),
    );
    const files = urls.filter((url) => /^file:.*\.[cm]?js$/.test(url)).map((url) => fileURLToPath(url));
    return [...new Set(files)].sort();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** How many bytes files have together. */
export const bytesOf = (files) => files.reduce((sum, file) => sum + statSync(file).size, 0);

/** The package that a file belongs to: `langium`, `@esdl/runtime`, as the folder is called for those in the repository. */
export function packageOf(file) {
  const [, installed] = /^.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file.replaceAll("\\", "/")) ?? [];
  return installed ?? file.slice(root.length).replaceAll("\\", "/").split("/")[0];
}
