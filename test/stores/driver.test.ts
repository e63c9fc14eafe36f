/**
 * What a person is told whose better-sqlite3 is missing, or has no binary. The built runtime is copied to where it
 * finds no other.
 */
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { scratch } from "./stores.js";

const runtime = fileURLToPath(new URL("../../runtime/", import.meta.url));

/** A folder in which `@esdl/runtime` is installed, and nothing else but what it depends on. */
function installed(): string {
  const folder = scratch();
  const target = join(folder, "node_modules/@esdl/runtime");
  mkdirSync(target, { recursive: true });
  cpSync(join(runtime, "package.json"), join(target, "package.json"));
  cpSync(join(runtime, "dist"), join(target, "dist"), { recursive: true });
  link(folder, "@opentelemetry/api");
  return folder;
}

/** Makes a package of ours resolvable from a folder. */
function link(folder: string, name: string): void {
  const place = join(folder, "node_modules", name);
  mkdirSync(dirname(place), { recursive: true });
  symlinkSync(folderOf(name), place);
}

function folderOf(name: string): string {
  // Not every package exports its package.json.
  const main = createRequire(join(runtime, "package.json")).resolve(name);
  const place = join("node_modules", name);
  return main.slice(0, main.lastIndexOf(place) + place.length);
}

/** What opening a store says. */
function openedIn(folder: string): string {
  const program = join(folder, "open.mjs");
  writeFileSync(
    program,
    `import { memory, createApp } from "@esdl/runtime";
     import { sqlite } from "@esdl/runtime/sqlite";
     await (await createApp({ modules: [], store: memory() })).close();
     await sqlite("x.db").open().then(
       () => console.log("opened"),
       (error) => console.log(error.name + ": " + error.message),
     );`,
  );
  const { stdout, stderr } = spawnSync(process.execPath, [program], { cwd: folder, encoding: "utf8" });
  return stdout + stderr;
}

it("says which package to install, and only when SQLite is asked for", () => {
  expect(openedIn(installed())).toMatch(/^StoreError: .*not installed. Run: npm install better-sqlite3/);
});

it("says which command mends a missing binary", () => {
  const folder = installed();
  const target = join(folder, "node_modules/better-sqlite3");
  for (const part of ["package.json", "lib"]) {
    cpSync(join(folderOf("better-sqlite3"), part), join(target, part), { recursive: true });
  }
  for (const name of ["bindings", "file-uri-to-path"]) link(folder, name);
  expect(openedIn(folder)).toMatch(/^StoreError: .*no binary.*Run: npm rebuild better-sqlite3/);
});

it("says so too of a binary that cannot be loaded", () => {
  const folder = installed();
  const target = join(folder, "node_modules/better-sqlite3");
  cpSync(folderOf("better-sqlite3"), target, {
    recursive: true,
    filter: (path) => !/\/(deps|src)$/.test(path),
  });
  writeFileSync(join(target, "build/Release/better_sqlite3.node"), "made for another Node");
  for (const name of ["bindings", "file-uri-to-path"]) link(folder, name);
  expect(openedIn(folder)).toMatch(/^StoreError: .*no binary.*Run: npm rebuild better-sqlite3/);
});
