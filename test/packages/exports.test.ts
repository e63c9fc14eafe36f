// What the published packages export says what it is.
import { describe, expect, it } from "vitest";
import { type ExportRow, exportRows, firstSentence } from "./exports.js";
import { entryPoints } from "./published.js";

const rows = exportRows();

/** Exports that do not say what they are, and members of what users fill in or read that do not: `file:line Name.member`. */
const untold = (all: readonly ExportRow[]): readonly string[] => [
  ...new Set(
    all.flatMap(({ name, at, summary, members }) => [
      ...(summary === "" ? [`${at} ${name}`] : []),
      ...members
        .filter((member) => member.summary === "")
        .map((member) => `${member.at} ${name}.${member.name}`),
    ]),
  ),
];

/**
 * Whether members must say what they are. Those of the checked model are named as the language names them, and its reference says
 * what they are; `@esdl/language/editing` is for our own language server.
 */
const hasToTell = ({ entry, at }: ExportRow): boolean =>
  entry !== "@esdl/language/editing" && !at.startsWith("language/src/model/");

describe("what the packages export", () => {
  it("says what it is, and so do the members of what users fill in or read", () => {
    expect(untold(rows.map((row) => (hasToTell(row) ? row : { ...row, members: [] })))).toEqual([]);
  });

  it("is found out where it does not", () => {
    const source = "test/packages/fixtures/undocumented.ts";
    const found = untold(exportRows([{ specifier: "x", package: "x", folder: "test", source }]));
    expect(found.map((one) => one.replace(/^.* /, ""))).toEqual([
      "Failure.code",
      "Options.untold",
      "Untold",
      "untold",
    ]);
  });

  it.each(entryPoints())(
    "of $specifier can be used as what it is: values are there at run time",
    async (entry) => {
      const module = (await import(entry.specifier)) as object;
      const values = rows.filter(
        (row) => row.entry === entry.specifier && !["interface", "type"].includes(row.kind),
      );
      expect(values.map(({ name }) => name).sort()).toEqual(Object.keys(module).sort());
    },
  );
});

describe("the table of exports", () => {
  const row = (entry: string, name: string) => rows.find((one) => one.entry === entry && one.name === name);

  it("has functions, classes, types and constants of every entry point, with where they are declared", () => {
    expect(row("@esdl/runtime", "createApp")).toMatchObject({ kind: "function", package: "@esdl/runtime" });
    expect(row("@esdl/runtime", "StoreError")).toMatchObject({ kind: "class" });
    expect(row("@esdl/runtime", "AppOptions")).toMatchObject({ kind: "interface" });
    expect(row("@esdl/runtime", "Outcome")).toMatchObject({ kind: "type" });
    expect(row("@esdl/language/editing", "ast")).toMatchObject({ kind: "namespace" });
    expect(row("@esdl/language/model", "modelFormatVersion")).toMatchObject({
      kind: "constant",
      at: expect.stringMatching(/^language\/src\/model\/index\.ts:\d+$/),
    });
  });

  it("has the members that a declaration writes", () => {
    const names = (name: string) => row("@esdl/runtime/sqlite", name)?.members.map((member) => member.name);
    expect(names("SqliteOptions")).toContain("busyTimeout");
  });
});

describe("the first sentence of a docstring", () => {
  it("ends at the full stop, not at that of a number, a name or an abbreviation", () => {
    expect(firstSentence("Compares with 1.5. Then more.")).toBe("Compares with 1.5.");
    expect(firstSentence("As in `a.b`, e.g. here. More.")).toBe("As in `a.b`, e.g. here.");
    expect(firstSentence("No stop")).toBe("No stop");
  });

  it("goes over the end of a line, and not into a list or a sample", () => {
    expect(firstSentence("Over\ntwo lines. More.")).toBe("Over two lines.");
    expect(firstSentence("One of these:\n- a\n- b")).toBe("One of these:");
    expect(firstSentence("A sample:\n\n```ts\nf();\n```")).toBe("A sample:");
  });
});
