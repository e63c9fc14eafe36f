/** Both programs of the extension, each bundled into one file. They answer esbuild's account of what went in. */
import { build } from "esbuild";

const common = {
  bundle: true,
  platform: "node",
  format: "cjs",
  // The oldest editor that the extension runs in has Node 20.
  target: "node20",
  minify: true,
  keepNames: true,
  legalComments: "none",
  metafile: true,
  logLevel: "warning",
};

/** What runs in the editor. */
export async function bundleExtension(outfile) {
  const { metafile } = await build({
    ...common,
    entryPoints: ["src/extension.ts"],
    outfile,
    external: ["vscode"],
  });
  return metafile;
}

/** The command line, which is the language server as well; started as a thread, what runs scenarios beside it. */
export async function bundleProgram(outfile) {
  const { metafile } = await build({
    ...common,
    stdin: {
      contents: `
        import { isMainThread } from "node:worker_threads";
        import { main } from "../cli/dist/main.js";
        if (isMainThread) main(process.argv.slice(2), process).then((status) => { process.exitCode = status; });
        else import("../cli/dist/lsp/main.js");
      `,
      resolveDir: ".",
    },
    outfile,
    // A bundle of CommonJS has no `import.meta`.
    define: { "import.meta.url": "importMetaUrl" },
    banner: { js: 'const importMetaUrl = require("node:url").pathToFileURL(__filename).href;' },
    plugins: [ofTheProject],
  });
  return metafile;
}

/** Verbs that are not brought along: what they write must be the same for all who work on a project. */
const ofTheProject = {
  name: "verbs of the project's own command line",
  setup(build) {
    build.onResolve({ filter: /^\.\/verbs\/(?:compile|init)\.js$/ }, ({ path, resolveDir }) => ({
      path,
      namespace: "of-the-project",
      pluginData: { resolveDir },
    }));
    build.onLoad({ filter: /.*/, namespace: "of-the-project" }, ({ path, pluginData }) => {
      const verb = path.match(/(\w+)\.js$/)[1];
      const message = `\`esdl ${verb}\` needs the esdl of your project, so that all who work on it get the same: npm install --save-dev esdl.`;
      return {
        contents: `
          import { UsageError } from "./io.js";
          export const ${verb} = () => { throw new UsageError(${JSON.stringify(message)}); };
        `,
        resolveDir: pluginData.resolveDir,
      };
    });
  },
};
