// What importing each entry point loads, and what it does not: nobody pays for a parser, a driver or a compiler that is not used.
import { relative } from "node:path";
import { readFileSync } from "node:fs";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { importing, loadedBy, packageOf, root } from "./loaded.mjs";
import { entryPoints } from "./published.js";

/** The packages that an entry point may load files of; a folder of this repository stands for its package. */
const table: Readonly<Record<string, readonly string[] | "langium">> = {
  "@esdl/language": "langium",
  "@esdl/language/editing": "langium",
  "@esdl/language/model": ["language"],
  "@esdl/runtime": ["runtime", "@opentelemetry/api"],
  "@esdl/runtime/values": ["runtime"],
  // better-sqlite3 is loaded when a store is opened.
  "@esdl/runtime/sqlite": ["runtime"],
  "@esdl/runtime/testing": ["runtime", "@opentelemetry/api"],
  "@esdl/simulator": ["simulator", "language", "runtime"],
  "@esdl/evolution": ["evolution", "language"],
  // TypeScript and ts-morph are loaded when JavaScript is made.
  "@esdl/generator": ["generator", "evolution", "language"],
  "@esdl/generator/escape": ["generator"],
  "@esdl/language-server": "langium",
  "@esdl/language-server/worker": ["language-server", "simulator", "language", "runtime"],
};

/** What Node alone has, by entry point; all others import none of it. */
const builtIns: Readonly<Record<string, readonly string[]>> = {
  "@esdl/runtime": ["node:crypto", "node:process", "node:timers/promises"],
  "@esdl/runtime/testing": ["node:crypto", "node:process", "node:timers/promises"],
};

const known = new Map<string, readonly string[]>();
/** The files that importing it loads. */
function filesOf(specifier: string): readonly string[] {
  const files = known.get(specifier) ?? loadedBy(importing(specifier));
  known.set(specifier, files);
  return files;
}

const within = (folder: string) => (file: string) => relative(root, file).startsWith(folder);

/** The built-ins of Node that files import. */
const builtInsOf = (files: readonly string[]): readonly string[] =>
  [
    ...new Set(
      files.flatMap((file) =>
        ts
          .preProcessFile(readFileSync(file, "utf8"), true, true)
          .importedFiles.map(({ fileName }) => fileName)
          .filter((name) => name.startsWith("node:")),
      ),
    ),
  ].sort();

describe("importing", () => {
  it("has a line in the table for every entry point", () => {
    expect(
      entryPoints()
        .map(({ specifier }) => specifier)
        .sort(),
    ).toEqual(Object.keys(table).sort());
  });

  it.each(Object.entries(table))("%s loads no more than it needs", (specifier, may) => {
    const files = filesOf(specifier);
    const packages = [...new Set(files.map(packageOf))];
    expect(files.length).toBeGreaterThan(0);
    if (may === "langium") {
      expect(packages).toContain("langium");
      for (const heavy of ["typescript", "ts-morph", "generator", "runtime", "better-sqlite3"])
        expect(packages).not.toContain(heavy);
    } else expect(packages.filter((name) => !may.includes(name))).toEqual([]);
  });

  it.each(Object.keys(table).filter((specifier) => !/generator|server|sqlite/.test(specifier)))(
    "%s uses of Node what it is known to use, and nothing that reads files or talks to anybody",
    (specifier) => {
      const own = filesOf(specifier).filter((file) => !file.includes("node_modules"));
      expect(builtInsOf(own)).toEqual(builtIns[specifier] ?? []);
    },
  );

  it("the model loads the model alone, and values the values alone", () => {
    expect(filesOf("@esdl/language/model").filter((file) => !within("language/dist/model")(file))).toEqual(
      [],
    );
    expect(filesOf("@esdl/runtime/values").filter((file) => !within("runtime/dist/values")(file))).toEqual(
      [],
    );
  });

  it("the runtime loads neither the SQLite store nor what is for tests", () => {
    const files = filesOf("@esdl/runtime");
    expect(
      files.filter((file) => within("runtime/dist/sqlite")(file) || within("runtime/dist/testing")(file)),
    ).toEqual([]);
  });
});

describe("the command line", () => {
  it.each(["--version", "--help"])("loads the description of its verbs alone for %s", (flag) => {
    expect([...new Set(loadedBy(["cli/bin/esdl.js", flag]).map(packageOf))].sort()).toEqual([
      "cli",
      "commander",
    ]);
  });
});
