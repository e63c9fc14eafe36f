/** Writes the pages of the site into `site/pages`, from where VitePress builds it. */
import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { entryPoints, root } from "../../test/packages/published.js";
import { apiPages } from "./pages/api.js";
import { images, pages } from "./site.js";

const target = join(root, "site/pages");

const written = [
  ...pages(),
  ...(await apiPages(root, entryPoints(), join(root, "node_modules/.cache/esdl-api"))),
];
rmSync(target, { recursive: true, force: true });
for (const { path, text } of written) {
  mkdirSync(dirname(join(target, path)), { recursive: true });
  writeFileSync(join(target, path), text);
}
cpSync(join(root, "vscode-extension/icons/esdl.png"), join(target, "public/esdl.png"));
for (const image of images()) cpSync(join(root, image), join(target, "public", image));
process.stderr.write(`Wrote ${String(written.length)} pages to site/pages.\n`);
