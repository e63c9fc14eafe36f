// What the published packages export says what it is.
import { describe, expect, it } from "vitest";
import { exportRows, firstSentence } from "./exports.js";

describe("the table of exports", () => {
  const rows = exportRows();
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
