/** Versions that what we write depends on. */
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

/** The version of this package, which is also that of the runtime that generated code needs: `0.1.0`. */
// The same way from `src/package/` and from `dist/package/`.
export const generatorVersion: string = versionIn(require("../../package.json"));

/** The version of TypeScript that compiles what is generated. */
export const typescriptVersion: string = versionIn(require("typescript/package.json"));

function versionIn(manifest: unknown): string {
  if (typeof manifest === "object" && manifest !== null && "version" in manifest)
    if (typeof manifest.version === "string") return manifest.version;
  throw new Error("A package.json has no version");
}
