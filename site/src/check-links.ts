/** Fails when a link of the built site leads nowhere. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { globSync } from "tinyglobby";
import { root } from "../../test/packages/published.js";
import { brokenLinks } from "./links.js";

const built = join(root, "site/dist");
const files = new Map(
  globSync("**", { cwd: built, dot: true }).map((path) => [
    path,
    path.endsWith(".html") ? readFileSync(join(built, path), "utf8") : "",
  ]),
);
const broken = brokenLinks(files);
for (const { page, link, why } of broken) process.stderr.write(`site/dist/${page}: ${link}: ${why}\n`);
const checked = [...files.keys()].filter((path) => path.endsWith(".html")).length;
process.stderr.write(
  `Links of ${String(checked)} pages: ${broken.length === 0 ? "each leads somewhere." : `${String(broken.length)} lead nowhere.`}\n`,
);
process.exitCode = broken.length === 0 && checked > 0 ? 0 : 1;
