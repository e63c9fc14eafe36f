import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { Interrupted } from "../io.js";
import { run } from "../main.js";
import { folderWith, ioIn, type Called, type Folder } from "../testing/call.js";

let folder: Folder | undefined;
const having = (files: Readonly<Record<string, string>>): Folder => (folder = folderWith(files));
afterEach(() => folder?.remove());

const read = (at: Folder, path: string): string => readFileSync(join(at.path, path), "utf8");
const manifestOf = (at: Folder, project: string) =>
  JSON.parse(read(at, `${project}/package.json`)) as {
    readonly name: string;
    readonly dependencies: Readonly<Record<string, string>>;
    readonly allowScripts: Readonly<Record<string, boolean>>;
  };

/** A call on a terminal, where a person answers; no answer is Ctrl-C. */
async function answering(
  at: Folder,
  answers: readonly string[],
  ...args: readonly string[]
): Promise<Called & { readonly questions: readonly string[] }> {
  const printed = { out: "", err: "" };
  const questions: string[] = [];
  const ask = (question: string): Promise<string> => {
    const answer = answers[questions.length];
    questions.push(question);
    return answer === undefined ? Promise.reject(new Interrupted()) : Promise.resolve(answer);
  };
  const status = await run(args, { ...ioIn(at.path, printed), ask });
  return { status, ...printed, questions };
}

describe("esdl init", () => {
  it("makes a project whose model has no mistakes, and says what comes next", async () => {
    const at = having({});
    const { status, err } = await at.esdl("init", "My App");
    expect(status).toBe(0);
    expect(err).toMatch(/cd 'My App'\n {2}npm install\n {2}npm start .*\n {2}npm test/);
    const { name, dependencies, allowScripts } = manifestOf(at, "My App");
    expect(name).toBe("my-app");
    expect(Object.keys(dependencies)).toEqual(["@esdl/runtime", "better-sqlite3"]);
    expect(allowScripts["better-sqlite3"]).toBe(true);
  });

  it.each(["aggregate", "shop"])(
    "makes a project of %s that every verb is content with",
    async (template) => {
      const at = having({});
      await at.esdl("init", "app", "--template", template);
      for (const args of [
        ["check"],
        ["format", "--check"],
        ["test"],
        ["compile", "--emit", "model"],
      ] as const)
        expect([args[0], (await at.esdl(...args, "app")).status]).toEqual([args[0], 0]);
      const tested = await at.esdl("test", "app", "--format", "json");
      expect(JSON.parse(tested.out)).toMatchObject({ summary: { failed: 0 } });
      expect(readdirSync(join(at.path, "app"), { recursive: true })).toEqual(
        expect.arrayContaining([
          ".gitignore",
          join(".github", "workflows", "esdl.yml"),
          "README.md",
          "package.json",
        ]),
      );
      expect(read(at, "app/README.md") + read(at, "app/esdl.config.json")).not.toContain("{{");
    },
  );

  it("begins in an empty repository, and keeps what is there", async () => {
    const at = having({ "app/.git/HEAD": "", "app/README.md": "mine", "app/LICENSE": "MIT" });
    const { status, err } = await at.esdl("init", "app");
    expect(status).toBe(0);
    expect(err).toContain("Kept what was there: README.md.");
    expect(read(at, "app/README.md")).toBe("mine");
  });

  it("says what GitHub needs where the project is not at the root of its repository", async () => {
    const at = having({ ".git/HEAD": "" });
    expect((await at.esdl("init", "services/app")).err).toContain(
      "move services/app/.github/workflows/esdl.yml there",
    );
  });

  it("names the project after no package that it needs", async () => {
    const at = having({});
    await at.esdl("init", "vitest");
    expect(manifestOf(at, "vitest").name).toBe("vitest-app");
  });

  it("leaves nothing behind when it cannot be written", async () => {
    const at = having({ "app/.vscode": "a file where a folder should be", file: "" });
    const { status, err } = await at.esdl("init", "app");
    expect([status, err]).toEqual([2, expect.stringContaining("a file is in the way. Nothing was made.")]);
    expect(readdirSync(join(at.path, "app"))).toEqual([".vscode"]);
    expect((await at.esdl("init", "file/app")).err).toContain("a file is in the way");
  });
});

describe("a call of esdl init that is wrong answers 2, says what to do and makes nothing", () => {
  const calls: readonly (readonly [string, readonly string[], RegExp])[] = [
    [
      "a template there is not",
      ["app", "--template", "shpo"],
      /Did you mean shop\? It is one of aggregate, shop\./,
    ],
    ["a template given twice", ["app", "--template", "shop", "--template", "shop"], /is given twice/],
    ["a name given twice", ["app", "--name", "a", "--name", "b"], /is given twice/],
    ["a name no package can have", ["app", "--name", "../evil"], /is not a package name.*Try evil\./],
    ["the name of a package that it needs", ["app", "--name", "vitest"], /Try vitest-app\./],
    ["a folder with something in it", ["full"], /full is not empty \(notes\.txt\)\. Name a new folder/],
    ["a file", ["full/notes.txt"], /is a file/],
    ["two folders", ["a", "b"], /takes 1 argument: b is too much/],
  ];
  it.each(calls)("%s", async (_, args, words) => {
    const at = having({ "full/notes.txt": "mine" });
    const { status, err } = await at.esdl("init", ...args);
    expect([status, err]).toEqual([2, expect.stringMatching(words)]);
    expect(readdirSync(at.path)).toEqual(["full"]);
  });
});

describe("esdl init on a terminal", () => {
  it("asks for what the call leaves open, and proposes what it would take", async () => {
    const at = having({});
    const { status, questions } = await answering(at, ["shop", "corner-shop", ""], "init");
    expect(status).toBe(0);
    expect(questions.map((question) => question.split("\n").at(-1))).toEqual([
      "Template (aggregate): ",
      "Folder (.): ",
      "Name of the package (corner-shop): ",
    ]);
    expect(manifestOf(at, "corner-shop").name).toBe("corner-shop");
    expect(existsSync(join(at.path, "corner-shop/model/sales.esdl"))).toBe(true);
  });

  it("asks again after an answer that is none", async () => {
    const at = having({ "full/notes.txt": "mine" });
    const { err } = await answering(at, ["shp", "2", "full", "app", "My App", "mine"], "init");
    expect(err).toMatch(/no template shp\. Did you mean shop\?/);
    expect(err).toContain("full is not empty");
    expect(err).toContain("Try my-app.");
    expect(manifestOf(at, "app").name).toBe("mine");
  });

  it("asks nothing with --yes, nor what the call says", async () => {
    const at = having({});
    expect((await answering(at, [], "init", "a", "--yes")).questions).toEqual([]);
    const told = await answering(at, [], "init", "b", "--template", "shop", "--name", "b");
    expect([told.status, told.questions]).toEqual([0, []]);
  });

  it("ends quietly with 130 when it is interrupted, and makes nothing", async () => {
    const at = having({});
    const { status, out, err } = await answering(at, ["shop"], "init");
    expect([status, out, err]).toEqual([130, "", ""]);
    expect(readdirSync(at.path)).toEqual([]);
  });
});
