/**
 * The tests that are generated for models, as one file to be imported where tests are collected: a runner that finds them as
 * files would need them to be written before it looks, and takes long to load hundreds of files one by one.
 */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { fileURLToPath } from "node:url";
import type { EmittedFile } from "@esdl/generator";
import { build, type Plugin } from "esbuild";

export interface GeneratedPackage {
  readonly name: string;
  readonly files: readonly EmittedFile[];
}

export interface Bundle {
  /** Collects the tests of all packages, each in a suite of its name, where it is called for the first time. */
  collect(): Promise<void>;
  remove(): void;
}

/** Below this package, where imports of the bundle are found. */
const here = fileURLToPath(new URL("../generated/", import.meta.url));

export async function bundleTests(packages: readonly GeneratedPackage[]): Promise<Bundle> {
  mkdirSync(here, { recursive: true });
  const folder = mkdtempSync(join(here, "tests-"));
  const texts = new Map<string, string>();
  const suites = packages.map(({ name, files }) => {
    const sources = files.filter(({ path }) => path.endsWith(".ts"));
    for (const { path, text } of sources) texts.set(posix.join(name, path), text);
    const tests = sources.filter(({ path }) => path.endsWith(".test.ts"));
    if (tests.length === 0) return "";
    const imports = tests.map(({ path }) => `await import("./${posix.join(name, path)}");`);
    return `describe(${JSON.stringify(name)}, async () => { ${imports.join(" ")} });`;
  });
  texts.set("entry.ts", ['import { describe } from "vitest";', ...suites].join("\n"));
  const file = join(folder, "bundle.mjs");
  await build({
    entryPoints: ["entry.ts"],
    plugins: [sourcesFrom(texts)],
    bundle: true,
    format: "esm",
    outfile: file,
    logLevel: "error",
  });
  return {
    async collect() {
      await import(/* @vite-ignore */ file);
    },
    remove() {
      rmSync(folder, { recursive: true });
    },
  };
}

/** Has esbuild read from memory; packages stay imports. */
const sourcesFrom = (texts: ReadonlyMap<string, string>): Plugin => ({
  name: "sources",
  setup(bundling) {
    bundling.onResolve({ filter: /.*/ }, ({ path, importer, kind }) => {
      if (kind === "entry-point") return { path, namespace: "sources" };
      if (!path.startsWith(".")) return { path, external: true };
      return { path: posix.join(dirname(importer), path).replace(/\.js$/, ".ts"), namespace: "sources" };
    });
    bundling.onLoad({ filter: /.*/, namespace: "sources" }, ({ path }) => ({
      contents: texts.get(path) ?? "",
      loader: "ts",
    }));
  },
});
