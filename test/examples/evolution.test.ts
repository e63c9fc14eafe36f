// The history of examples/evolution: its page, its locks, and what is refused in it.
import { cp, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { run } from "../../cli/src/main.js";
import { ioIn } from "../../cli/src/testing/call.js";
import { inCopy } from "../../examples/evolution/src/history/copy.js";
import { type Esdl, root } from "../../examples/evolution/src/history/esdl.js";
import { history } from "../../examples/evolution/src/history/history.js";
import { pageOf } from "../../examples/evolution/src/history/page.js";

const esdl: Esdl = async (args, cwd) => {
  const printed = { out: "", err: "" };
  const status = await run(args, ioIn(cwd, printed));
  return { status, text: printed.out };
};

const steps = await history(esdl);
const read = (...path: readonly string[]): Promise<string> => readFile(join(root, ...path), "utf8");

it("HISTORY.md is what `esdl diff` prints: npm run history -w examples/evolution", async () => {
  expect(await read("HISTORY.md")).toBe(pageOf(steps));
});

describe.each(steps)("release $release.name", ({ release, before, diff }) => {
  it("breaks nothing of the one before", () => {
    expect(diff).toMatchObject({ status: 0, text: expect.stringContaining("no breaking change") as string });
  });

  it("has the lock that `esdl lock` makes of the lock before", async () => {
    await inCopy(release, async (folder) => {
      await cp(join(root, before.folder, "esdl.lock"), join(folder, "esdl.lock"));
      expect(await esdl(["lock"], folder)).toMatchObject({ status: 0 });
      expect(await readFile(join(folder, "esdl.lock"), "utf8")).toBe(await read(release.folder, "esdl.lock"));
    });
  });
});

it.each(steps.flatMap(({ wrongs }) => wrongs))("says what it must of: $wrong.title", ({ wrong, diff }) => {
  const [verdict] = diff.text.split("\n");
  expect([verdict, diff.status]).toEqual([wrong.verdict, wrong.verdict === "Breaking" ? 1 : 0]);
});
