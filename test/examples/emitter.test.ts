// The emitter of examples/emitter as its readme says to run it.
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { run } from "../../cli/src/main.js";
import { ioIn } from "../../cli/src/testing/call.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
const diagrams = (text: string): readonly string[] =>
  [...text.matchAll(/^```mermaid\n.*?^```$/gms)].map(([diagram]) => diagram);

it("draws the diagram that its readme shows", async () => {
  const readme = await readFile(join(root, "examples/emitter/README.md"), "utf8");
  const [, call = ""] =
    /^npx esdl (compile \S+) # writes examples\/emitter\/generated\/docs/m.exec(readme) ?? [];
  const out = await mkdtemp(join(tmpdir(), "esdl-emitter-"));
  try {
    const printed = { out: "", err: "" };
    expect(await run([...call.split(" "), "--out", out], ioIn(root, printed)), printed.err).toBe(0);
    const drawn = diagrams(await readFile(join(out, "docs/lifecycles.md"), "utf8"));
    expect(drawn).toHaveLength(2);
    expect(diagrams(readme)).toEqual(drawn.slice(0, 1));
  } finally {
    await rm(out, { recursive: true });
  }
});
