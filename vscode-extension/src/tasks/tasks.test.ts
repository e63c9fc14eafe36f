/** Tasks as plain data, and which command line they run. */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { manifest } from "../testing/manifest.js";
import { commandLineFor } from "./command-line.js";
import { argumentsOf, matchersOf, nameOf, offered, taskOf } from "./definition.js";

describe("a task", () => {
  it.each([
    [{ verb: "check" }, ["check"], "check"],
    [{ verb: "compile", watch: true }, ["compile", "--watch"], "compile --watch"],
    [
      { verb: "test", folder: "examples/shop" },
      ["test", "examples/shop/esdl.config.json"],
      "test - examples/shop",
    ],
    [{ verb: "compile", args: ["--force"], folder: "." }, ["compile", "--force"], "compile --force"],
  ])("of %j is a call and has a name", (definition, args, name) => {
    const task = taskOf({ type: "esdl", ...definition })!;
    expect([argumentsOf(task), nameOf(task)]).toEqual([args, name]);
  });

  it("is none where the verb is unknown, and leaves out what has the wrong kind", () => {
    expect(taskOf({ type: "esdl", verb: "init" })).toBeUndefined();
    expect(taskOf({ type: "esdl", verb: "check", folder: 1, watch: "yes" })).toEqual({
      type: "esdl",
      verb: "check",
    });
  });

  it("has matchers that there are; those of a watching one know when a run ends", () => {
    const { problemMatchers } = manifest.contributes;
    for (const task of offered)
      for (const matcher of matchersOf({ type: "esdl", ...task })) {
        const found = problemMatchers.find(({ name }) => `$${name}` === matcher);
        expect([matcher, found?.background !== undefined]).toEqual([matcher, task.watch === true]);
      }
  });
});

describe("the command line of a model", () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), "esdl tasks "));
    await mkdir(join(root, "packages/shop"), { recursive: true });
  });
  afterEach(() => rm(root, { recursive: true }));
  const own = { bundled: "/extension/esdl.cjs", runtime: "/editor", platform: "linux" } as const;
  const install = async (folder: string, name: string): Promise<string> => {
    const bin = join(root, folder, "node_modules/.bin");
    await mkdir(bin, { recursive: true });
    await writeFile(join(bin, name), "");
    return join(bin, name);
  };

  it("is the one of its project, the nearest", async () => {
    const above = await install(".", "esdl");
    expect(await commandLineFor(join(root, "packages/shop"), own)).toEqual({ command: above, args: [] });
    const beside = await install("packages/shop", "esdl");
    expect(await commandLineFor(join(root, "packages/shop"), own)).toEqual({ command: beside, args: [] });
  });

  it("has another name on Windows", async () => {
    const command = await install(".", "esdl.cmd");
    expect(await commandLineFor(root, { ...own, platform: "win32" })).toEqual({ command, args: [] });
  });

  it("is the extension's own where the project has none, run by the editor as Node", async () => {
    expect(await commandLineFor(root, own)).toEqual({
      command: "/editor",
      args: ["/extension/esdl.cjs"],
      env: { ELECTRON_RUN_AS_NODE: "1" },
    });
  });
});
