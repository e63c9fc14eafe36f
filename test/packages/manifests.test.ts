// What the package.json of each published package says is complete, the same in all where it should be, and true of what is built.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { folders, type Manifest, manifestOf, root } from "./published.js";
import { effectsIn, filesUnder, importsIn, isBuiltIn, packageOf } from "./sources.js";

interface Fields extends Manifest {
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
  readonly sideEffects?: false | readonly string[];
  readonly description?: string;
  readonly keywords?: readonly string[];
}

const fieldsOf = (folder: string): Fields => manifestOf(folder);
const all = folders.map(fieldsOf);
const ours = new Set(all.map(({ name }) => name));

it("is one version of all packages, and each asks for exactly that of the others", () => {
  const [{ version }] = all as [Fields];
  expect(all.map((one) => one.version)).toEqual(all.map(() => version));
  const asked = all.flatMap(({ dependencies = {} }) =>
    Object.entries(dependencies).filter(([name]) => ours.has(name)),
  );
  expect(asked.length).toBeGreaterThan(10);
  expect(asked.filter(([, range]) => range !== version)).toEqual([]);
});

it.each(folders)("%s says what npm and its readers want to know", (folder) => {
  const manifest = fieldsOf(folder);
  expect(manifest).toMatchObject({
    license: "MIT",
    type: "module",
    engines: { node: ">=20.19" },
    publishConfig: { access: "public", provenance: true },
    files: expect.arrayContaining(["dist", "src", "!dist/.tsbuildinfo", "!src/**/*.test.ts"]),
    exports: { "./package.json": "./package.json" },
  });
  expect(manifest.description).toMatch(/^[A-Z].*\.$/);
  expect(manifest.keywords?.length).toBeGreaterThan(3);
  expect(manifest).not.toHaveProperty("private");
  expect(readFileSync(join(root, folder, "LICENSE"), "utf8")).toBe(
    readFileSync(join(root, "LICENSE"), "utf8"),
  );
});

it.each(folders)("%s declares what it imports, and nothing else", (folder) => {
  const { name, dependencies = {}, peerDependencies = {} } = fieldsOf(folder);
  const declared = [...Object.keys(dependencies), ...Object.keys(peerDependencies)].sort();
  const imported = importsIn(join(root, folder, "dist"))
    .filter(({ specifier }) => !isBuiltIn(specifier))
    // Within the package by its own name there is nothing.
    .map(({ specifier }) => packageOf(specifier));
  expect(imported).not.toContain(name);
  expect([...new Set(imported)].sort()).toEqual(declared);
});

it("needs better-sqlite3 for the SQLite store alone, and asks for the versions that are tested", () => {
  const { peerDependencies, peerDependenciesMeta } = fieldsOf("runtime");
  expect(peerDependenciesMeta).toEqual({ "better-sqlite3": { optional: true } });
  const files = importsIn(join(root, "runtime/dist"))
    .filter(({ specifier }) => specifier === "better-sqlite3")
    .map(({ file }) => file);
  expect(files.filter((file) => !file.startsWith("sqlite/"))).toEqual([]);
  const { devDependencies } = manifestOf(".");
  const major = (range: string | undefined): string | undefined => /^\^(\d+)\./.exec(range ?? "")?.[1];
  expect(major(peerDependencies?.["better-sqlite3"])).toBe(major(devDependencies?.["better-sqlite3"]));
});

describe("sideEffects", () => {
  it.each(folders)("of %s names each module that does something when it is loaded", (folder) => {
    const { sideEffects } = fieldsOf(folder);
    const named = sideEffects === false ? [] : (sideEffects ?? ["all"]);
    const effects = filesUnder(join(root, folder, "dist"), /\.js$/)
      .filter((file) => !named.includes(`./dist/${file}`))
      .flatMap((file) => effectsIn(file, readFileSync(join(root, folder, "dist", file), "utf8")));
    expect(effects).toEqual([]);
  });

  it("are calls, imports for nothing, and changes of what is elsewhere; declarations are none", () => {
    const text = `import "./a.js";\nimport { b } from "./b.js";\nb();\nglobalThis.x = 1;\nexport const c = b();\n`;
    expect(effectsIn("x.js", text)).toEqual([
      'x.js: import "./a.js";',
      "x.js: b();",
      "x.js: globalThis.x = 1;",
    ]);
  });
});
