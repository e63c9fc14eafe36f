// The pages that `npm run history` of banking and shop writes: what `esdl diff` prints, from the lock of the first release on.
import { cp, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { run } from "../../cli/src/main.js";
import { ioIn } from "../../cli/src/testing/call.js";

const examples = fileURLToPath(new URL("../../examples/", import.meta.url));

async function esdl(cwd: string, ...args: readonly string[]) {
  const printed = { out: "", err: "" };
  const status = await run(args, ioIn(cwd, printed));
  return { status, ...printed };
}

describe.each(["banking", "shop"])("examples/%s", (name) => {
  const folder = join(examples, name);
  const read = (path: string): Promise<string> => readFile(join(folder, path), "utf8");

  it(`has the history that esdl diff prints: npm run history -w examples/${name}`, async () => {
    const diff = await esdl(folder, "diff", "--against", "history/1.0.lock", "--format", "markdown");
    expect(diff).toMatchObject({ status: 0, out: await read("HISTORY.md") });
    expect(diff.out).toContain("`FIELD_RENAMED`");
  });

  it("has the lock that `esdl lock` makes of its first release", async () => {
    const copy = await mkdtemp(join(tmpdir(), "esdl-example-"));
    try {
      for (const path of ["model", "esdl.config.json"])
        await cp(join(folder, path), join(copy, path), { recursive: true });
      await cp(join(folder, "history/1.0.lock"), join(copy, "esdl.lock"));
      expect(await esdl(copy, "lock")).toMatchObject({ status: 0 });
      expect(await readFile(join(copy, "esdl.lock"), "utf8")).toBe(await read("esdl.lock"));
    } finally {
      await rm(copy, { recursive: true });
    }
  });
});
