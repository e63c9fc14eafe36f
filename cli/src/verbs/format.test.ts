import { chmodSync, readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { folderWith, type Folder } from "../testing/call.js";

const formatted = "context Shop\n\nvalue Money { amount: decimal(2) }\n";
const wild = "context   Shop\n\n\nvalue Money{amount:decimal(2),}";
const broken = "context Shop\nvalue Money { amount decimal(2) }\n";

let folder: Folder | undefined;
const having = (files: Readonly<Record<string, string>>): Folder => (folder = folderWith(files));
afterEach(() => folder?.remove());
const read = (at: Folder, file: string): string => readFileSync(join(at.path, file), "utf8");

describe("esdl format", () => {
  it("formats files in place, names those that changed and counts them", async () => {
    const at = having({ "model/a.esdl": wild, "model/b.esdl": formatted });
    chmodSync(join(at.path, "model/a.esdl"), 0o600);
    const before = statSync(join(at.path, "model/b.esdl")).mtimeMs;
    expect(await at.esdl("format")).toEqual({
      status: 0,
      out: "model/a.esdl\n",
      err: expect.stringMatching(/^Formatted: 1 of 2 files, in \d+ ms\.\n$/),
    });
    expect(read(at, "model/a.esdl")).toBe(formatted);
    expect(statSync(join(at.path, "model/a.esdl")).mode & 0o777).toBe(0o600);
    expect(statSync(join(at.path, "model/b.esdl")).mtimeMs).toBe(before);
    expect(readdirSync(join(at.path, "model"))).toEqual(["a.esdl", "b.esdl"]);
    expect((await at.esdl("format")).err).toContain("Formatted: 2 files, nothing to change");
  });

  it("--check writes nothing, lists what is not formatted and answers 1", async () => {
    const at = having({ "a.esdl": wild, "b.esdl": formatted });
    expect(await at.esdl("format", "--check")).toEqual({
      status: 1,
      out: "a.esdl\n",
      err: expect.stringMatching(/^Not formatted: 1 of 2 files, in \d+ ms\. Run `esdl format`\.\n$/),
    });
    expect(read(at, "a.esdl")).toBe(wild);
    expect(await at.esdl("format", "--check", "b.esdl")).toEqual({
      status: 0,
      out: "",
      err: expect.stringContaining("Formatted: 1 file, nothing to change"),
    });
  });

  it("leaves a file with syntax errors alone, shows them, and formats the others", async () => {
    const at = having({ "a.esdl": broken, "b.esdl": wild });
    const { status, out, err } = await at.esdl("format");
    expect([status, out]).toEqual([1, "b.esdl\n"]);
    expect(err).toContain("at a.esdl:2:");
    expect(err).toContain("value Money { amount decimal(2) }");
    expect(err).toContain("Formatted: 1 of 2 files, 1 left as it is because of syntax errors");
    expect(read(at, "a.esdl")).toBe(broken);
    expect(read(at, "b.esdl")).toBe(formatted);
    expect((await at.esdl("format", "--check")).status).toBe(1);
  });

  it("--stdin prints what comes in, formatted", async () => {
    const at = having({});
    expect(await at.pipe(wild, "format", "--stdin")).toEqual({ status: 0, out: formatted, err: "" });
    const refused = await at.pipe(broken, "format", "--stdin");
    expect([refused.status, refused.out]).toEqual([1, ""]);
    expect(refused.err).toContain("at <stdin>:2:");
    expect((await at.esdl("format", "--stdin", "--check")).status).toBe(2);
  });
});
