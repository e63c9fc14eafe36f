/**
 * `npm run sbom`: writes a software bill of materials for each published package, as CycloneDX and as SPDX, of what is installed
 * with it in production. `--out DIR` says where to; `sbom/` otherwise.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { productionLock } from "./production-lock.mjs";
import { folders } from "./published.mjs";

const root = fileURLToPath(new URL("../", import.meta.url));
const { values } = parseArgs({ options: { out: { type: "string", default: join(root, "sbom") } } });
const lock = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"));
const scratch = mkdtempSync(join(tmpdir(), "esdl-sbom-"));
mkdirSync(values.out, { recursive: true });
try {
  for (const folder of folders) {
    const manifest = JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8"));
    // npm calls the root as its folder is called.
    const home = join(scratch, manifest.name);
    mkdirSync(home, { recursive: true });
    writeFileSync(join(home, "package.json"), JSON.stringify({ ...manifest, devDependencies: undefined }));
    writeFileSync(join(home, "package-lock.json"), JSON.stringify(productionLock(lock, folder)));
    for (const format of ["cyclonedx", "spdx"]) {
      const text = execFileSync("npm", ["sbom", "--package-lock-only", "--sbom-format", format], {
        cwd: home,
        encoding: "utf8",
        // npm tells those that it runs about the workspace that it was called in.
        env: Object.fromEntries(
          Object.entries(process.env).filter(([name]) => !/^npm_(?!config_cache)/.test(name)),
        ),
      });
      const file = `${manifest.name.replace("@", "").replace("/", "-")}.${format}.json`;
      writeFileSync(join(values.out, file), text);
    }
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
