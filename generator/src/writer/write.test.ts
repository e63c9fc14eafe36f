import fc from "fast-check";
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  isIntact,
  openFolder,
  write,
  type FileToWrite,
  type WriteOptions,
  type WriteReport,
} from "./index.js";

let base: string;
let out: string;

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), "esdl-writer-"));
  out = join(base, "generated");
});
afterEach(() => {
  rmSync(base, { recursive: true, force: true });
});

type Tree = Readonly<Record<string, string>>;
const filesOf = (tree: Tree): FileToWrite[] => Object.entries(tree).map(([path, text]) => ({ path, text }));
const put = (tree: Tree, options?: WriteOptions): WriteReport => write(filesOf(tree), out, options);

/** Every file below a folder with its text; links by where they lead. */
function treeOf(folder: string): Record<string, string> {
  const tree: Record<string, string> = {};
  const walk = (at: string): void => {
    for (const entry of readdirSync(at, { withFileTypes: true })) {
      const path = join(at, entry.name);
      if (entry.isDirectory()) walk(path);
      else tree[relative(folder, path)] = entry.isSymbolicLink() ? "→" : readFileSync(path, "utf8");
    }
  };
  if (existsSync(folder)) walk(folder);
  return tree;
}

const withoutManifest = (): Tree =>
  Object.fromEntries(Object.entries(treeOf(out)).filter(([path]) => path !== "esdl.manifest"));

function place(path: string, text: string): void {
  mkdirSync(dirname(join(out, path)), { recursive: true });
  writeFileSync(join(out, path), text);
}

/** Runs something that must change nothing at all. */
function expectUntouched(run: () => WriteReport): WriteReport {
  const before = treeOf(base);
  const report = run();
  expect(treeOf(base)).toEqual(before);
  return report;
}

describe("writing", () => {
  it("makes files, says what it did, and lists them in the manifest", () => {
    const report = put({ "src/b.ts": "b\n", "src/a.ts": "a\n", "package.json": "{}\n" });
    expect(report).toEqual({
      ok: true,
      created: ["package.json", "src/a.ts", "src/b.ts"],
      updated: [],
      deleted: [],
      unchanged: 0,
      manifestChanged: true,
      refusals: [],
    });
    expect(treeOf(out)["esdl.manifest"]).toMatch(
      /^# .*\nformatVersion 1\n\n[0-9a-f]{64} {2}package\.json\n[0-9a-f]{64} {2}src\/a\.ts\n[0-9a-f]{64} {2}src\/b\.ts\n$/,
    );
  });

  it("leaves unchanged files alone, to the time of their last change", () => {
    put({ "a.ts": "a\n", "b.ts": "b\n" });
    const before = statSync(join(out, "a.ts"), { bigint: true });
    expect(put({ "a.ts": "a\n", "b.ts": "c\n" })).toMatchObject({ updated: ["b.ts"], unchanged: 1 });
    const after = statSync(join(out, "a.ts"), { bigint: true });
    expect([after.mtimeNs, after.ino]).toEqual([before.mtimeNs, before.ino]);
  });

  it("deletes what it made before and no longer makes, and the folders that this empties", () => {
    put({ "src/old/a.ts": "a\n", "src/b.ts": "b\n" });
    expect(put({ "src/b.ts": "b\n" }).deleted).toEqual(["src/old/a.ts"]);
    expect(existsSync(join(out, "src/old"))).toBe(false);
  });

  it("leaves everything else alone", () => {
    place("src/old/mine.ts", "mine");
    place("README.md", "mine");
    put({ "src/old/a.ts": "a\n" });
    put({});
    expect(withoutManifest()).toEqual({ "src/old/mine.ts": "mine", "README.md": "mine" });
  });

  it("takes line ends that version control changed for no change", () => {
    put({ "a.ts": "one\ntwo\n" });
    place("a.ts", "one\r\ntwo\r\n");
    expect(put({ "a.ts": "one\ntwo\n" })).toMatchObject({ ok: true, unchanged: 1, updated: [] });
    expect(put({ "a.ts": "three\n" })).toMatchObject({ ok: true, updated: ["a.ts"] });
  });

  it("gives the same bytes whatever the order of the files", () => {
    put({ "a.ts": "a\n", "b/c.ts": "c\n", "B.ts": "B\n" }, { inputs: "i" });
    const first = treeOf(out);
    rmSync(out, { recursive: true });
    put({ "B.ts": "B\n", "b/c.ts": "c\n", "a.ts": "a\n" }, { inputs: "i" });
    expect(treeOf(out)).toEqual(first);
  });

  it("lets a file become a folder, and a folder a file", () => {
    put({ a: "file\n", "b/c": "inside\n" });
    expect(put({ "a/x": "inside\n", b: "file\n" }).ok).toBe(true);
    expect(withoutManifest()).toEqual({ "a/x": "inside\n", b: "file\n" });
  });

  it("reports its progress up to the end", () => {
    const steps: (readonly [number, number])[] = [];
    const tree = Object.fromEntries(Array.from({ length: 130 }, (_, n) => [`f${n}.ts`, "x\n"]));
    put(tree, { onProgress: (done, total) => steps.push([done, total]) });
    expect(steps.at(-1)).toEqual([130, 130]);
  });
});

const segment = fc.constantFrom("a", "b", "c", "d.ts");
const path = fc.array(segment, { minLength: 1, maxLength: 3 }).map((parts) => parts.join("/"));
/** Sets of files in which no file is another one's folder. */
const tree = fc.dictionary(path, fc.constantFrom("1\n", "2\n", ""), { maxKeys: 6 }).map((files) => {
  const paths = Object.keys(files);
  return Object.fromEntries(
    Object.entries(files).filter(([one]) => !paths.some((other) => other.startsWith(`${one}/`))),
  );
});

it("leaves exactly the last set of files and what is not ours, after any sequence of writes", () => {
  fc.assert(
    fc.property(fc.array(tree, { minLength: 1, maxLength: 5 }), (trees) => {
      rmSync(out, { recursive: true, force: true });
      place("mine/kept.txt", "mine");
      for (const files of trees) {
        expect(put(files).refusals).toEqual([]);
        expect(withoutManifest()).toEqual({ ...files, "mine/kept.txt": "mine" });
        expect(put(files, { check: true }).ok).toBe(true);
      }
    }),
    { numRuns: 150 },
  );
});

describe("a refusal", () => {
  it.each([
    ["/etc/passwd", "absolute"],
    ["C:/x.ts", "absolute"],
    ["../x.ts", "leads out"],
    ["a/../../x.ts", "leads out"],
    ["./x.ts", "empty part"],
    ["a//x.ts", "empty part"],
    ["a/", "empty part"],
    ["", "empty"],
    ["a\\b.ts", "characters"],
    ["a\0b.ts", "characters"],
    ["a\nb.ts", "characters"],
    ["ab:stream", "characters"],
    ["con", "device"],
    ["src/NUL.txt", "device"],
    ["com1.d.ts", "device"],
    ["x.ts.", "dot or a space"],
    ["x /y.ts", "dot or a space"],
    ["esdl.manifest", "writer's own"],
    ["ESDL.manifest", "writer's own"],
    ["x.ts.esdl-new", "writer's own"],
    ["e\u0301.ts", "normal form"],
    [`${"x".repeat(121)}.ts`, "120"],
    [`${"x/".repeat(250)}y`, "400"],
  ])("meets the path %j", (wrong, words) => {
    put({ "a.ts": "a\n" });
    const report = expectUntouched(() => put({ "a.ts": "b\n", [wrong]: "x\n" }));
    expect(report.ok).toBe(false);
    expect(report.refusals[0]).toMatchObject({ reason: "path", path: wrong });
    expect(report.refusals[0]!.message).toContain(words);
  });

  it.each([
    [["a.ts", "A.ts"], "one file where case is ignored"],
    [["x/a.ts", "X/b.ts"], "one where case is ignored"],
    [["a", "a/b"], "a file and a folder"],
  ])("meets the paths %j", (paths, words) => {
    const report = expectUntouched(() => put(Object.fromEntries(paths.map((path) => [path, "x\n"]))));
    expect(report.refusals.map(({ message }) => message).join()).toContain(words);
  });

  it("meets a generated file that was edited, says so once for each, and `force` overwrites it", () => {
    put({ "a.ts": "a\n", "b.ts": "b\n", "c.ts": "c\n" });
    place("a.ts", "mine\n");
    place("b.ts", "mine\n");
    const report = expectUntouched(() => put({ "a.ts": "new\n", "c.ts": "new\n" }));
    expect(report.refusals).toMatchObject([
      { reason: "edited", path: "a.ts", message: expect.stringContaining("overwritten") },
      { reason: "edited", path: "b.ts", message: expect.stringContaining("deleted") },
    ]);
    expect(put({ "a.ts": "new\n", "c.ts": "new\n" }, { force: true }).ok).toBe(true);
    expect(withoutManifest()).toEqual({ "a.ts": "new\n", "c.ts": "new\n" });
  });

  it("does not meet an edit that is what would be written", () => {
    put({ "a.ts": "a\n" });
    place("a.ts", "b\n");
    expect(put({ "a.ts": "b\n" })).toMatchObject({ ok: true, unchanged: 1 });
  });

  it("meets a file that is not ours, also under `force`", () => {
    place("src/a.ts", "mine");
    for (const force of [false, true]) {
      const report = expectUntouched(() => put({ "src/a.ts": "a\n", "b.ts": "b\n" }, { force }));
      expect(report.refusals).toMatchObject([{ reason: "foreign", path: "src/a.ts" }]);
    }
  });

  it("meets files of ours whose manifest was deleted, unless they are as they should be", () => {
    put({ "a.ts": "a\n", "b.ts": "b\n" });
    rmSync(join(out, "esdl.manifest"));
    expect(put({ "a.ts": "a\n", "b.ts": "new\n" }).refusals).toMatchObject([
      { reason: "foreign", path: "b.ts" },
    ]);
    expect(put({ "a.ts": "a\n", "b.ts": "b\n" })).toMatchObject({ ok: true, unchanged: 2 });
    expect(put({})).toMatchObject({ ok: true, deleted: ["a.ts", "b.ts"] });
  });

  it.each([
    ["a link in place of the folder", "src", "src/a.ts"],
    ["a link further up", "src", "src/deep/er/a.ts"],
    ["a link in place of the file", "src/a.ts", "src/a.ts"],
  ])("meets %s", (_, link, path) => {
    const outside = join(base, "outside");
    mkdirSync(outside);
    mkdirSync(dirname(join(out, link)), { recursive: true });
    symlinkSync(outside, join(out, link));
    const report = expectUntouched(() => put({ [path]: "a\n" }));
    expect(report.refusals).toMatchObject([
      { reason: "kind", path, message: expect.stringContaining("symbolic link") },
    ]);
  });

  it("says once that a folder is a link, however many files are to go there", () => {
    const outside = join(base, "outside");
    mkdirSync(outside);
    mkdirSync(out);
    symlinkSync(outside, join(out, "src"));
    const report = expectUntouched(() =>
      put({ "src/a.ts": "a\n", "src/b.ts": "b\n", "src/deep/c.ts": "c\n" }),
    );
    expect(report.refusals).toMatchObject([
      {
        reason: "kind",
        path: "src/a.ts",
        message:
          "`src`, on the way to `src/a.ts` and 2 more files, is a symbolic link; esdl writes regular files in real folders",
      },
    ]);
  });

  it("meets a link that took the place of a file of ours, and one on the way to it", () => {
    put({ "a.ts": "a\n", "src/b.ts": "b\n" });
    const outside = join(base, "outside");
    mkdirSync(outside);
    writeFileSync(join(outside, "b.ts"), "b\n");
    rmSync(join(out, "src"), { recursive: true });
    symlinkSync(outside, join(out, "src"));
    renameSync(join(out, "a.ts"), join(base, "a.ts"));
    symlinkSync(join(base, "a.ts"), join(out, "a.ts"));
    const report = expectUntouched(() => put({}, { force: true }));
    expect(report.refusals.map(({ path }) => path)).toEqual(["a.ts", "src/b.ts"]);
  });

  it("meets an output folder that is a link, or below one within the root", () => {
    const outside = join(base, "outside");
    mkdirSync(outside);
    symlinkSync(outside, out);
    expect(expectUntouched(() => put({ "a.ts": "a\n" })).refusals).toMatchObject([
      { reason: "folder", path: out },
    ]);
    const below = expectUntouched(() => write(filesOf({ "a.ts": "a\n" }), join(out, "x"), { root: base }));
    expect(below.refusals).toMatchObject([{ reason: "folder", path: out }]);
  });

  it("meets an output folder that is a file, and folders in place of files", () => {
    writeFileSync(out, "mine");
    expect(expectUntouched(() => put({ "a.ts": "a\n" })).refusals).toMatchObject([{ reason: "folder" }]);
    rmSync(out);
    place("a.ts/mine", "mine");
    place("b", "mine");
    expect(expectUntouched(() => put({ "a.ts": "a\n", "b/c.ts": "c\n" })).refusals).toMatchObject([
      { reason: "kind", path: "a.ts" },
      { reason: "kind", path: "b/c.ts" },
    ]);
  });

  it.each([
    ["", "no `formatVersion`"],
    ["formatVersion 99\n\n", "format 99"],
    [`formatVersion 1\n\n${"0".repeat(64)}  ../../outside.ts\n`, "leads out"],
    [`formatVersion 1\n\n${"0".repeat(64)}  /etc/passwd\n`, "absolute"],
    [`formatVersion 1\n\n${"0".repeat(64)}  esdl.manifest\n`, "manifest itself"],
    ["formatVersion 1\n\n<<<<<<< HEAD\n", "no hash and path"],
  ])("meets the manifest %j", (text, words) => {
    place("a.ts", "a\n");
    place("esdl.manifest", text);
    const report = expectUntouched(() => put({ "a.ts": "a\n" }));
    expect(report.refusals).toMatchObject([{ reason: "folder", message: expect.stringContaining(words) }]);
    expect(report.refusals[0]!.help).not.toBe("");
  });

  it.skipIf(process.getuid?.() === 0)("meets a folder that may not be changed", () => {
    put({ "src/a.ts": "a\n" });
    // As root every folder may be changed.
    rmSync(join(out, "src"), { recursive: true });
    mkdirSync(join(out, "src"), { mode: 0o555 });
    expect(put({ "src/a.ts": "b\n", "b.ts": "b\n" }).refusals).toMatchObject([
      { reason: "access", path: "src/a.ts" },
    ]);
    expect(existsSync(join(out, "b.ts"))).toBe(false);
  });

  it("meets something in place of a temporary file", () => {
    place("a.ts.esdl-new", "mine");
    expect(expectUntouched(() => put({ "a.ts": "a\n" })).refusals).toMatchObject([
      { reason: "foreign", path: "a.ts.esdl-new" },
    ]);
  });
});

describe("a run that was cut off", () => {
  const before: Tree = { "a.ts": "old\n", "b.ts": "old\n", "c/d.ts": "old\n", "same.ts": "same\n" };
  const after: Tree = {
    "a.ts": "new\n",
    "b.ts": "new\n",
    "c/e.ts": "new\n",
    "same.ts": "same\n",
    c2: "new\n",
  };

  /** Stops a run after so many changes, as a crash would, whatever the order they are made in. */
  function cutOff(files: Tree, steps: number): void {
    class Crash extends Error {}
    let left = steps;
    const stop = (): void => {
      if (left-- === 0) throw new Crash();
    };
    // A file's text is read last before the file is written: a getter stands for the crash.
    const crashing = Object.entries(files).map(([path, text]) => {
      let reads = 0;
      return {
        path,
        get text() {
          // The first read is for the plan's hash.
          if (reads++ > 0) stop();
          return text;
        },
      };
    });
    try {
      write(crashing, out);
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
    }
  }

  it.each([0, 1, 2, 3])("after %i files is completed by the next one", (steps) => {
    put(before);
    cutOff(after, steps);
    expect(readFileSync(join(out, "esdl.manifest"), "utf8")).toContain("\nunfinished\n");
    expect(put(after)).toMatchObject({ ok: true, refusals: [] });
    expect(withoutManifest()).toEqual(after);
    expect(put(after, { check: true }).ok).toBe(true);
  });

  it.each([0, 1, 2, 3])("after %i files can be taken back by the next one", (steps) => {
    put(before);
    cutOff(after, steps);
    expect(put(before).refusals).toEqual([]);
    expect(withoutManifest()).toEqual(before);
    expect(readFileSync(join(out, "esdl.manifest"), "utf8")).not.toContain("unfinished");
  });

  it("is seen by a check, and does not pass for finished", () => {
    put(before, { inputs: "x" });
    cutOff(after, 1);
    expect(put(before, { check: true }).ok).toBe(false);
    expect(isIntact(openFolder(out), "x")).toBe(false);
  });

  it("leaves temporary files that the next one removes", () => {
    put(before);
    cutOff(after, 1);
    writeFileSync(join(out, "b.ts.esdl-new"), "ne");
    writeFileSync(join(out, "esdl.manifest.esdl-new"), "form");
    expect(put(before).ok).toBe(true);
    expect(withoutManifest()).toEqual(before);
  });

  it("still protects edits", () => {
    put(before);
    cutOff(after, 1);
    place("b.ts", "mine\n");
    expect(put(after).refusals).toMatchObject([{ reason: "edited", path: "b.ts" }]);
  });
});

describe("a check", () => {
  it("writes nothing and says what would change", () => {
    put({ "a.ts": "a\n", "b.ts": "b\n", "gone.ts": "x\n", "same.ts": "same\n" });
    rmSync(join(out, "b.ts"));
    const report = expectUntouched(() =>
      put({ "a.ts": "new\n", "b.ts": "b\n", "same.ts": "same\n" }, { check: true }),
    );
    expect(report).toMatchObject({
      ok: false,
      created: ["b.ts"],
      updated: ["a.ts"],
      deleted: ["gone.ts"],
      unchanged: 1,
      refusals: [],
    });
  });

  it("fails for a missing manifest, and for an edited file", () => {
    put({ "a.ts": "a\n" });
    expect(put({ "a.ts": "a\n" }, { check: true }).ok).toBe(true);
    place("a.ts", "edited\n");
    expect(put({ "a.ts": "a\n" }, { check: true })).toMatchObject({
      ok: false,
      refusals: [{ reason: "edited", path: "a.ts" }],
    });
    rmSync(join(out, "esdl.manifest"));
    place("a.ts", "a\n");
    expect(put({ "a.ts": "a\n" }, { check: true })).toMatchObject({ ok: false, manifestChanged: true });
  });

  it("does not ask what the files were made from", () => {
    put({ "a.ts": "a\n" }, { inputs: "before" });
    expect(put({ "a.ts": "a\n" }, { inputs: "after", check: true }).ok).toBe(true);
  });
});

describe("the fingerprint of the inputs", () => {
  it("holds as long as every file is intact", () => {
    put({ "a.ts": "a\n" }, { inputs: "x" });
    expect(isIntact(openFolder(out), "x")).toBe(true);
    expect(isIntact(openFolder(out), "y")).toBe(false);
    place("a.ts", "b\n");
    expect(isIntact(openFolder(out), "x")).toBe(false);
    rmSync(join(out, "a.ts"));
    expect(isIntact(openFolder(out), "x")).toBe(false);
  });

  it("is kept up even when no file changes", () => {
    put({ "a.ts": "a\n" }, { inputs: "x" });
    const before = lstatSync(join(out, "a.ts")).mtimeMs;
    put({ "a.ts": "a\n" }, { inputs: "y" });
    expect(isIntact(openFolder(out), "y")).toBe(true);
    expect(lstatSync(join(out, "a.ts")).mtimeMs).toBe(before);
  });
});
