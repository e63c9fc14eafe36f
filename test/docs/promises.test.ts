// The numbers in docs/promises.md are those of the code.
import { lockFormatVersion } from "../../evolution/src/lock/lock.js";
import { modelFormatVersion } from "@esdl/language";
import { runtimeContract } from "@esdl/runtime";
import { sqlite } from "@esdl/runtime/sqlite";
import Database from "better-sqlite3";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { diffFormatVersion } from "../../cli/src/report/diff/json.js";
import { registryFormatVersion } from "../../generator/src/json-schema/index.js";
import { manifestFormatVersion } from "../../generator/src/writer/manifest.js";
import { read } from "./pages.js";

async function formatOfStore(): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), "esdl-format-"));
  await (await sqlite(join(folder, "store.db")).open()).close();
  const database = new Database(join(folder, "store.db"), { readonly: true });
  const format = Number(database.pragma("user_version", { simple: true }));
  database.close();
  rmSync(folder, { recursive: true });
  return format;
}

it("lists the number of every format", async () => {
  const listed = [...read("docs/promises.md").matchAll(/^\| (.+?) +\| .+? +\| (\d+) +\|$/gm)].map(
    ([, of = "", now]) => `${of.replaceAll("`", "")}: ${now ?? ""}`,
  );
  expect(listed).toEqual([
    `the checked model (esdl compile --emit model): ${modelFormatVersion}`,
    `esdl.lock: ${lockFormatVersion}`,
    `esdl.manifest: ${manifestFormatVersion}`,
    `schemas/registry.json, and the registry in registry.ts: ${registryFormatVersion}`,
    `esdl diff --format json: ${diffFormatVersion}`,
    `the store in SQLite: ${await formatOfStore()}`,
    `generated code and the runtime: ${runtimeContract}`,
  ]);
});

it("names every package that is published", () => {
  const named = read("docs/promises.md").split("\n\n")[1];
  const { fixed } = JSON.parse(read(".changeset/config.json")) as { fixed: string[][] };
  for (const name of fixed.flat()) expect(named).toContain(`\`${name}\``);
});
