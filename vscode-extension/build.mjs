/**
 * Bundles the extension and the language server into one file each. Run after the build of the repository: the server is
 * the command line's own program.
 */
import { copyFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const at = (path) => fileURLToPath(new URL(path, import.meta.url));

const common = {
  bundle: true,
  platform: "node",
  format: "cjs",
  target: "node20",
  minify: true,
  legalComments: "none",
  logLevel: "warning",
};

await Promise.all([
  copyFile(at("../LICENSE"), at("LICENSE.txt")),
  build({
    ...common,
    entryPoints: [at("src/extension.ts")],
    outfile: at("dist/extension.cjs"),
    external: ["vscode"],
  }),
  build({
    ...common,
    entryPoints: [at("../cli/dist/lsp/main.js")],
    outfile: at("dist/server.cjs"),
    // A bundle of CommonJS has no `import.meta`.
    define: { "import.meta.url": "importMetaUrl" },
    banner: { js: 'const importMetaUrl = require("node:url").pathToFileURL(__filename).href;' },
  }),
]);
