/**
 * Makes what is packed beside the extension's own files: both programs, each bundled into one file, the schema of the
 * configuration, the licences of what was bundled, and the README. Run after the repository's build.
 */
import { copyFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { bundleExtension, bundleProgram } from "./bundle.mjs";
import { noticesOf, packagesIn } from "./notices.mjs";
import { packedReadme } from "./readme.mjs";

const folder = fileURLToPath(new URL("..", import.meta.url));
process.chdir(folder);

await rm("dist", { recursive: true, force: true });
await mkdir("dist", { recursive: true });
const [extension, program] = await Promise.all([
  bundleExtension("dist/extension.cjs"),
  bundleProgram("dist/esdl.cjs"),
  copyFile("../LICENSE", "LICENSE.txt"),
  copyFile("../cli/config.schema.json", "dist/config.schema.json"),
]);
await writeFile("ThirdPartyNotices.txt", noticesOf(await packagesIn([extension, program])));
const manifest = JSON.parse(await readFile("package.json", "utf8"));
await writeFile("dist/README.md", packedReadme(await readFile("README.md", "utf8"), manifest));
