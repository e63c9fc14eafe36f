import { afterEach, describe, expect, it } from "vitest";
import { folderWith, type Folder } from "../testing/call.js";

const right = "context Shop\n\nvalue Money { amount: decimal(2) }\n";
const wrong = "context Shop\n\nvalue Money { amount: decimel(2) }\n";

let folder: Folder | undefined;
const having = (files: Readonly<Record<string, string>>): Folder => (folder = folderWith(files));
afterEach(() => folder?.remove());

describe("esdl check", () => {
  it("answers 0 and says that all is well", async () => {
    expect(await having({ "shop.esdl": right }).esdl("check")).toEqual({
      status: 0,
      out: "",
      err: expect.stringMatching(/^Checked: 1 file, no problems, in \d+ ms\.\n$/),
    });
  });

  it("answers 1 and shows the mistake in its line", async () => {
    const { status, out } = await having({ "model/shop.esdl": wrong }).esdl("check");
    expect(status).toBe(1);
    expect(out).toContain("at model/shop.esdl:3:23");
    expect(out).toContain("  |                       ^^^^^^^");
    expect(out).toContain("decimal");
  });

  it("prints what programs read: relative files, places from 1, an exclusive end", async () => {
    const { status, out } = await having({ "model/shop.esdl": wrong }).esdl(
      "check",
      "model",
      "--format",
      "json",
    );
    const { diagnostics, summary } = JSON.parse(out) as { diagnostics: unknown[]; summary: unknown };
    expect(status).toBe(1);
    expect(summary).toEqual({ errors: 1, warnings: 0, files: 1 });
    expect(diagnostics).toMatchObject([
      {
        file: "model/shop.esdl",
        severity: "error",
        range: { start: { line: 3, column: 23 }, end: { line: 3, column: 30 } },
      },
    ]);
  });

  it("reads what the nearest configuration includes, from a folder below it", async () => {
    const files = {
      "esdl.config.json": '{ "include": ["model/**/*.esdl"], "exclude": ["model/old/**"] }',
      "model/shop.esdl": right,
      "model/old/shop.esdl": wrong,
      "elsewhere/shop.esdl": wrong,
      "node_modules/x/model/shop.esdl": wrong,
      "model/deep/er/notes.txt": "",
    };
    const { status, err } = await having(files).esdl("check");
    expect([status, err]).toEqual([0, expect.stringContaining("1 file, no problems")]);
  });

  it("reads what a configuration includes that is named, and names files from where it is called", async () => {
    const files = {
      "services/shop/esdl.config.json": '{ "include": ["model/**/*.esdl"] }',
      "services/shop/model/shop.esdl": wrong,
      "services/shop/drafts/shop.esdl": wrong,
      "other.esdl": wrong,
    };
    const { esdl } = having(files);
    const { out } = await esdl("check", "services/shop/esdl.config.json", "--format", "json");
    const { diagnostics, summary } = JSON.parse(out) as { diagnostics: unknown[]; summary: unknown };
    expect(summary).toEqual({ errors: 1, warnings: 0, files: 1 });
    expect(diagnostics).toMatchObject([{ file: "services/shop/model/shop.esdl" }]);
    const missing = await esdl("check", "esdl.config.json");
    expect([missing.status, missing.err]).toEqual([2, expect.stringContaining("There is no file or folder")]);
  });

  it("makes a command without `allow` an error where the configuration asks for it", async () => {
    const text = `context Shop
id CartId
aggregate Cart by cartId: CartId {
  event Opened
  create command Open() { emit Opened() }
  on Opened
}
`;
    const strict = having({ "esdl.config.json": '{ "requireAllow": true }', "shop.esdl": text });
    const { status, out } = await strict.esdl("check", "--format", "json");
    expect(status).toBe(1);
    expect(
      (JSON.parse(out) as { diagnostics: { range: { start: { line: number } } }[] }).diagnostics,
    ).toMatchObject([{ range: { start: { line: 5 } } }]);
    strict.write({ "esdl.config.json": "{}" });
    expect((await strict.esdl("check")).status).toBe(0);
  });
});

describe("a call that is wrong answers 2 and says what to do", () => {
  const calls: readonly (readonly [string, Readonly<Record<string, string>>, readonly string[], RegExp])[] = [
    ["a mistyped verb", {}, ["chekc"], /did you mean check/i],
    ["a mistyped flag", { "a.esdl": right }, ["check", "--fromat", "json"], /did you mean --format/i],
    ["a format there is not", { "a.esdl": right }, ["check", "--format", "xml"], /text, json, github, sarif/],
    ["a path there is not", {}, ["check", "nowhere"], /no file or folder .*nowhere/],
    ["no model at all", {}, ["check"], /no esdl\.config\.json here or above/],
    [
      "an unknown key",
      { "esdl.config.json": '{ "output": "x" }', "a.esdl": right },
      ["check"],
      /unknown key "output"; .*"out"/,
    ],
    [
      "a key of the wrong kind",
      { "esdl.config.json": '{ "include": "x" }', "a.esdl": right },
      ["check"],
      /"include" takes a list/,
    ],
    [
      "a configuration that is not JSON",
      { "esdl.config.json": "{", "a.esdl": right },
      ["check"],
      /is not JSON/,
    ],
    ["a code there is not", {}, ["explain", "ESDL9999"], /no diagnostic or rule ESDL9999/],
    ["an output nobody named", { "a.esdl": right }, ["compile"], /--out DIR/],
    ["flags that contradict", { "a.esdl": right }, ["compile", "--watch", "--check"], /one of them/],
  ];
  it.each(calls)("%s", async (_, files, args, words) => {
    const { status, out, err } = await having(files).esdl(...args);
    expect(status).toBe(2);
    expect(err).toMatch(words);
    expect(out).toBe("");
  });
});

describe("esdl explain", () => {
  it("prints the page, also for the number alone", async () => {
    const place = having({ "shop.esdl": wrong });
    const { out } = await place.esdl("check", "--format", "json");
    const code = (JSON.parse(out) as { diagnostics: { code: string }[] }).diagnostics[0]?.code ?? "";
    const page = await place.esdl("explain", code);
    expect(page.status).toBe(0);
    expect(page.out).toContain(code);
    expect(page.out).toContain("context");
    expect((await place.esdl("explain", code.slice(4))).out).toBe(page.out);
  });
});
