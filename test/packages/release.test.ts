// What a release still lacks is told, until nothing is missing: played in a copy that has nothing but the manifests.
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { folders, root } from "./published.js";

const home = mkdtempSync(join(tmpdir(), "esdl-release-"));
afterAll(() => {
  rmSync(home, { recursive: true, force: true });
});

const run = (program: string, ...args: readonly string[]) => {
  const { status, stdout } = spawnSync(program, args, { cwd: home, encoding: "utf8" });
  return { status, lines: stdout.split("\n").filter((line) => line !== "") };
};
const check = () => run(process.execPath, "release/check.mjs");
const setAddress = (...args: readonly string[]) => run(process.execPath, "release/address.mjs", ...args);
const git = (...args: readonly string[]) =>
  run("git", "-c", "user.name=t", "-c", "user.email=t@t", "-c", "init.defaultBranch=main", ...args);
const commit = () => {
  git("add", "--all");
  git("commit", "--quiet", "--message", "now");
};

it("is told of an address, of changesets, of what is not committed and of a tag", () => {
  cpSync(join(root, "release"), join(home, "release"), { recursive: true });
  mkdirSync(join(home, ".changeset"));
  for (const folder of folders) {
    const manifest = JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8")) as object;
    mkdirSync(join(home, folder));
    const without = { ...manifest, repository: undefined, homepage: undefined, bugs: undefined };
    writeFileSync(join(home, folder, "package.json"), JSON.stringify(without));
  }
  git("init", "--quiet");
  commit();
  expect(check()).toEqual({ status: 1, lines: [expect.stringMatching(/^The packages have no address\./)] });

  expect(setAddress("nowhere").status).toBe(2);
  expect(setAddress("https://example.org/esdl/esdl").status).toBe(0);
  expect(JSON.parse(readFileSync(join(home, "runtime/package.json"), "utf8"))).toMatchObject({
    homepage: "https://example.org/esdl/esdl/tree/main/runtime#readme",
    bugs: { url: "https://example.org/esdl/esdl/issues" },
    repository: { type: "git", url: "git+https://example.org/esdl/esdl.git", directory: "runtime" },
  });
  expect(check()).toEqual({ status: 1, lines: ["The working tree has changes that are not committed."] });
  commit();
  expect(check()).toEqual({ status: 0, lines: [] });

  writeFileSync(join(home, ".changeset/one.md"), "");
  const manifest = JSON.parse(readFileSync(join(home, "cli/package.json"), "utf8")) as object;
  writeFileSync(join(home, "cli/package.json"), JSON.stringify({ ...manifest, bugs: { url: "elsewhere" } }));
  commit();
  const { version } = manifest as { readonly version: string };
  git("tag", `v${version}`);
  expect(check()).toEqual({
    status: 1,
    lines: [
      expect.stringMatching(/^The packages have different addresses\./),
      expect.stringMatching(/^1 changesets wait/),
      `There is a tag v${version} already: raise the version first.`,
    ],
  });
});
