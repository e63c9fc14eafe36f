/** The version of this package, which is also that of the runtime that generated code needs. */
import { readFileSync } from "node:fs";

/** `0.1.0` */
export const generatorVersion: string = readVersion();

function readVersion(): string {
  // The same way from `src/package/` and from `dist/package/`.
  const manifest: unknown = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
  if (
    typeof manifest === "object" &&
    manifest !== null &&
    "version" in manifest &&
    typeof manifest.version === "string"
  )
    return manifest.version;
  throw new Error("The package.json of @esdl/generator has no version");
}
