import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { EmittedFile } from "./emitter.js";
import { generate } from "./generate.js";
import type { GenerateOptions } from "./pipeline.js";
import { modelIn, modelOf } from "./testing/models.js";
import { intactText, isIntact, openFolder, write } from "./writer/index.js";

const options: GenerateOptions = { packageName: "domain", emit: ["ts", "js"], modelRoot: ".." };

function filesOf(
  model: Parameters<typeof generate>[0],
  given: Partial<GenerateOptions> = {},
): readonly EmittedFile[] {
  const result = generate(model, { ...options, ...given });
  if (!result.ok) throw new Error(JSON.stringify(result.findings));
  return result.files;
}

/** Names that no file, or only one of them, could have as they are. */
const awkward = modelOf(`context Con
id AuxId
${["Order", "ORDER", "Index", "Types", "Module", "Functions", "Nul", "Com1", "order_"]
  .map(
    (name) => `aggregate ${name} by key: AuxId {
  state { text: string }
  event Made { text: string }
  event MADE
  create command Make(text: string) { emit Made(text) emit MADE() }
  on Made { text }
  on MADE
}`,
  )
  .join("\n")}
`);

it("gives every file a name that every system takes, and writes them all", () => {
  const folder = mkdtempSync(join(tmpdir(), "esdl-generate-"));
  try {
    const files = filesOf(awkward);
    const folded = new Set(files.map(({ path }) => path.toLowerCase()));
    expect(folded.size).toBe(files.length);
    const report = write(files, join(folder, "out"));
    expect(report.refusals).toEqual([]);
    expect(report.created).toHaveLength(files.length);
    expect(report.created).toContain("src/con_/index_.ts");
    expect(report.created.filter((path) => /^src\/con_\/order-[0-9a-f]{16}\.ts$/u.test(path))).toHaveLength(
      3,
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it("gives the same for the same model, whatever it may use again", () => {
  const folder = mkdtempSync(join(tmpdir(), "esdl-generate-"));
  try {
    const model = modelIn("examples/shop/model");
    const files = filesOf(model);
    expect(filesOf(model)).toEqual(files);

    write(files, folder, { inputs: "1" });
    const opened = openFolder(folder);
    expect(isIntact(opened, "1")).toBe(true);
    let compiled = 0;
    const again = filesOf(model, {
      previous: (path) => intactText(opened, path),
      onProgress: () => compiled++,
    });
    expect(compiled).toBe(0);
    const texts = (list: readonly EmittedFile[]): unknown => list.map(({ path, text }) => [path, text]);
    expect(texts(again)).toEqual(texts(files));
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it('gives sources alone under `emit: ["ts"]`', () => {
  const files = filesOf(awkward, { emit: ["ts"] });
  expect(files.some(({ path }) => path.startsWith("src/"))).toBe(true);
  expect(files.some(({ path }) => path.startsWith("dist/"))).toBe(false);
});

it("refuses a step that was called `__proto__` once: it would be lost in the table of steps", () => {
  const model = modelOf(`context C
id K
aggregate A by a: K { event E { }  create command C() { emit E() }  on E }
saga S by a: K {
  start on A.E -> open
  step open { after 1h -> done }
  end done
  version 2 { rename step __proto__ to open }
}
`);
  expect(generate(model, options)).toMatchObject({
    ok: false,
    findings: [{ span: [0, 8, 15, 8, 44], help: expect.stringContaining("Rename") }],
  });
});

it("refuses a model with a member `__proto__`, at its place", () => {
  const model = modelOf(`context C
value V { __proto__: string }
`);
  expect(generate(model, options)).toMatchObject({
    ok: false,
    findings: [{ span: [0, 2, 11, 2, 20], help: expect.stringContaining("Rename") }],
  });
});
