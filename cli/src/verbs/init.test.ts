import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { folderWith, type Folder } from "../testing/call.js";

let folder: Folder | undefined;
const having = (files: Readonly<Record<string, string>>): Folder => (folder = folderWith(files));
afterEach(() => folder?.remove());

describe("esdl init", () => {
  it("makes a project whose model has no mistakes, and says what comes next", async () => {
    const at = having({});
    const { status, err } = await at.esdl("init", "My App");
    expect(status).toBe(0);
    expect(err).toContain("cd My App\n  npm install\n  npm start\n  npm test");
    const manifest = JSON.parse(readFileSync(join(at.path, "My App/package.json"), "utf8")) as {
      name: string;
      dependencies: Record<string, string>;
      allowScripts: Record<string, boolean>;
    };
    expect(manifest.name).toBe("my-app");
    expect(Object.keys(manifest.dependencies)).toEqual(["@esdl/runtime", "better-sqlite3"]);
    expect(manifest.allowScripts["better-sqlite3"]).toBe(true);
    expect((await at.esdl("check", "My App")).out).toBe("No problems in 1 file.\n");
  });

  it("begins in an empty repository, and leaves what is in a folder alone", async () => {
    const at = having({ "app/.git/HEAD": "", "full/notes.txt": "mine" });
    expect((await at.esdl("init", "app")).status).toBe(0);
    const refused = await at.esdl("init", "full");
    expect(refused.status).toBe(2);
    expect(refused.err).toContain("not empty (notes.txt)");
  });

  it("refuses a name that no package can have", async () => {
    expect((await having({}).esdl("init", "app", "--name", "../evil")).err).toContain(
      "is not a package name",
    );
  });
});
