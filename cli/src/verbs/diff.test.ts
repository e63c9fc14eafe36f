import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { folderWith, type Folder } from "../testing/call.js";

const order = (fields = "amount: int", args = "amount: 1"): string => `context Shop
id OrderId
aggregate Order by orderId: OrderId {
  event Placed { ${fields} }
  create command Place() { emit Placed(${args}) }
  on Placed
}
`;
const renamed = order("sum: int, version 2 { rename amount to sum }", "sum: 1");
const without = order("version 2 { remove amount: int }", "");
const other = "context Other\nvalue A { n: int }\n";

let folders: Folder[] = [];
afterEach(() => {
  for (const folder of folders) folder.remove();
  folders = [];
});

/** A repository whose first commit holds `files`. */
function repository(
  files: Readonly<Record<string, string>>,
): Folder & { readonly git: (...args: string[]) => string } {
  const folder = folderWith(files);
  folders.push(folder);
  const git = (...args: string[]): string =>
    execFileSync(
      "git",
      ["-c", "user.name=t", "-c", "user.email=t@t", "-c", "commit.gpgsign=false", ...args],
      {
        cwd: folder.path,
        encoding: "utf8",
        stdio: ["ignore", "pipe", "pipe"],
      },
    );
  git("init", "-q", "-b", "main");
  git("add", "-A");
  git("commit", "-qm", "before");
  return { ...folder, git };
}

interface Printed {
  readonly findings: readonly { readonly rule: string; readonly subject: string }[];
  readonly summary: { readonly failing: number };
}

async function rulesFound(place: Folder, ...args: readonly string[]): Promise<readonly string[]> {
  const { out, err } = await place.esdl("diff", "--format", "json", ...args);
  if (out === "") throw new Error(err);
  return (JSON.parse(out) as Printed).findings.map(({ rule }) => rule);
}

describe("esdl diff against a git ref", () => {
  it("reads the ref without touching the work tree, renamed and split files too", async () => {
    const place = repository({
      "esdl.config.json": '{ "include": ["model/**/*.esdl"] }',
      "model/all.esdl": order(),
    });
    rmSync(join(place.path, "model/all.esdl"));
    place.write({ "model/sales/order.esdl": renamed, "model/other.esdl": other });
    expect(await rulesFound(place, "--against", "main")).toEqual(["FIELD_RENAMED"]);
    expect(await rulesFound(place, "--against", "HEAD")).toEqual(["FIELD_RENAMED"]);
    expect(place.git("status", "--short", "-uno").trim()).toBe("D model/all.esdl");
  });

  it("goes by the configuration of the ref", async () => {
    const place = repository({
      "esdl.config.json": '{ "include": ["old"] }',
      "old/a.esdl": order(),
      "new/b.esdl": "context Broken {",
    });
    place.write({
      "esdl.config.json": '{ "include": ["new/*.esdl"], "exclude": [] }',
      "new/b.esdl": without,
    });
    expect(await rulesFound(place, "--against", "main")).toEqual(["FIELD_REMOVED_REQUIRED"]);
  });

  it("finds a model in a folder of the repository, from below it, with CRLF, and with paths given", async () => {
    const place = repository({
      "apps/shop/esdl.config.json": "{}",
      "apps/shop/model/a.esdl": order().replaceAll("\n", "\r\n"),
      "elsewhere.esdl": "nonsense",
    });
    place.write({ "apps/shop/model/a.esdl": renamed });
    for (const paths of [["apps/shop"], ["apps/shop/model"], ["apps/shop/model/a.esdl"]])
      expect(await rulesFound(place, ...paths, "--against", "main")).toEqual(["FIELD_RENAMED"]);
  });

  it("works in a work tree of its own, and from a tag", async () => {
    const place = repository({ "esdl.config.json": "{}", "a.esdl": order() });
    place.git("tag", "v1");
    place.git("worktree", "add", "-q", "tree", "-b", "work");
    place.write({ "tree/a.esdl": renamed });
    expect(await rulesFound(place, "tree", "--against", "v1")).toEqual(["FIELD_RENAMED"]);
  });

  it("says that a deleted file took its events along", async () => {
    const place = repository({ "esdl.config.json": "{}", "a.esdl": order(), "b.esdl": other });
    rmSync(join(place.path, "a.esdl"));
    expect(await rulesFound(place, "--against", "main")).toContain("AGGREGATE_DELETED");
  });

  it("tells who read what is gone", async () => {
    const reads =
      "projection Sums by orderId: OrderId {\n  sum: int = 0\n  on Placed { sum += event.amount }\n}\n";
    const place = repository({ "esdl.config.json": "{}", "a.esdl": order() + reads });
    place.write({ "a.esdl": without });
    const { out } = await place.esdl("diff", "--against", "main", "--mode", "forward");
    expect(out).toContain("touches projection Shop.Sums");
  });

  it("shows what was done to the gate itself", async () => {
    const place = repository({ "esdl.config.json": '{ "compatibility": "full" }', "a.esdl": order() });
    expect((await place.esdl("lock")).status).toBe(0);
    place.git("add", "-A");
    place.git("commit", "-qm", "released");
    place.write({
      "esdl.config.json":
        '{ "compatibility": "none", "suppressions": [{ "finding": "0123456789abcdef", "reason": "so", "until": "2999-01-01" }] }',
      "a.esdl": order("amount: int, by: string", 'amount: 1, by: "x"'),
    });
    await place.esdl("lock", "--rewrite", "Shop.Order.Placed");
    expect(await rulesFound(place, "--against", "main")).not.toContain("LOCK_EDITED");
    place.write({ "esdl.lock": "formatVersion 1\n" });
    const found = await rulesFound(place, "--against", "main");
    expect(found).toEqual(expect.arrayContaining(["MODE_LOWERED", "SUPPRESSION_ADDED", "LOCK_EDITED"]));
    expect((await place.esdl("diff", "--against", "main")).status).toBe(1);
  });

  it("compares with every version that the lock of the ref knew, where the mode asks for it", async () => {
    const v2 = order('by: string, version 2 { remove amount: int  add by = "" }', 'by: "x"');
    const v3 = v2
      .replace("by: string,", "by: string, note: string?,")
      .replace("}, version", "}")
      .replace('by: "x"', 'by: "x", note: none');
    const place = repository({ "esdl.config.json": "{}", "a.esdl": order() });
    await place.esdl("lock");
    place.write({ "a.esdl": v2 });
    await place.esdl("lock");
    place.write({ "a.esdl": v3 });
    expect(await rulesFound(place, "--mode", "forward")).toEqual(["FIELD_ADDED_OPTIONAL"]);
    expect((await place.esdl("diff", "--mode", "forward")).status).toBe(0);
    expect(await rulesFound(place, "--mode", "forward-transitive")).toContain("FIELD_REMOVED_REQUIRED");
    expect((await place.esdl("diff", "--mode", "full-transitive")).status).toBe(1);
  });
});

describe("esdl diff against a copy", () => {
  it("a folder, a file, another lock", async () => {
    const place = repository({
      "now/esdl.config.json": "{}",
      "now/a.esdl": renamed,
      "then/esdl.config.json": "{}",
      "then/a.esdl": order(),
    });
    await place.esdl("lock", "then");
    for (const against of ["then", "./then/a.esdl", "then/esdl.lock"])
      expect(await rulesFound(place, "now", "--against", against)).toEqual(["FIELD_RENAMED"]);
  });
});

describe("esdl diff answers a call that is wrong", () => {
  it.each([
    ["a ref there is not", ["--against", "nope"], /no ref nope/],
    ["a ref that looks like an option", ["--against=--output=x"], /no ref --output=x/],
    ["a path there is not", ["--against", "./nope"], /no file or folder \.\/nope/],
    ["a mode there is not", ["--mode", "sideways"], /backward, backward-transitive/],
    ["a ref without a model", ["--against", "empty"], /no \.esdl file of this model at empty/],
    ["a ref whose model has mistakes", ["--against", "broken"], /model of broken has mistakes.*ESDL/],
    ["a name that is a ref and a folder", ["--against", "both"], /\.\/both or refs\/heads\/both/],
  ])("%s", async (_, args, words) => {
    const place = repository({ "readme.txt": "" });
    place.git("branch", "empty");
    place.write({ "a.esdl": "context Broken {" });
    place.git("add", "-A");
    place.git("commit", "-qm", "broken");
    place.git("branch", "broken");
    place.git("branch", "both");
    place.write({ "a.esdl": order(), "both/a.esdl": order() });
    const { status, err } = await place.esdl("diff", "a.esdl", ...args);
    expect([status, err]).toEqual([2, expect.stringMatching(words)]);
  });

  it("outside of a repository, and in a shallow clone", async () => {
    const plain = folderWith({ "a.esdl": order() });
    folders.push(plain);
    expect((await plain.esdl("diff", "--against", "main")).err).toMatch(/in no git repository/);
    const place = repository({ "a.esdl": order() });
    place.write({ "b.esdl": other });
    place.git("add", "-A");
    place.git("commit", "-qm", "more");
    place.git("clone", "-q", "--depth=1", `file://${place.path}`, "clone");
    const { err } = await place.esdl("diff", "clone/a.esdl", "--against", "HEAD~1");
    expect(err).toMatch(/shallow/);
  });

  it("a model with mistakes", async () => {
    const place = repository({ "a.esdl": "context Shop\nvalue A { n: itn }\n" });
    const { status, err } = await place.esdl("diff", "--against", "main");
    expect([status, err]).toEqual([1, expect.stringContaining("itn")]);
  });
});
