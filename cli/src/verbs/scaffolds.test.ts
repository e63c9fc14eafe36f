// Hand-written parts of `esdl compile`: made once, completed when asked, never overwritten.
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { folderWith, type Folder } from "../testing/call.js";

const model = (functions: readonly string[]): string => `context Sales
id OrderId
${functions.map((text) => `external ${text}\n`).join("")}
aggregate Order by orderId: OrderId {
  event Made
  create command Make() { emit Made() }
  on Made
}
`;
const rate = "function taxRate(country: string): decimal";
const send = "command SendReceipt(to: string) returns { receipt: string }";
const config = '{ "include": ["model/*.esdl"], "out": "generated", "handwritten": "src/handwritten" }';
const path = "src/handwritten/sales.ts";

let folder: Folder | undefined;
const project = (functions: readonly string[], files: Readonly<Record<string, string>> = {}): Folder =>
  (folder = folderWith({ "esdl.config.json": config, "model/sales.esdl": model(functions), ...files }));
afterEach(() => folder?.remove());
const read = (at: Folder): string => readFileSync(join(at.path, path), "utf8");

const written = `import type { Externals } from "../../generated/dist/sales/index.js";
import { table } from "./table.js";

// Rates of 2026.
export const externals: Externals = {
    taxRate: (country)   => table[country] ?? "0", // as the office says
};
`;

describe("esdl compile and hand-written parts", () => {
  it("makes a file for them once, with bodies that say what is to be written", async () => {
    const at = project([rate, send]);
    const { status, err } = await at.esdl("compile");
    expect({ status, err }).toMatchObject({ status: 0, err: expect.stringContaining(`Made ${path}`) });
    expect(read(at))
      .toBe(`// Yours to write: esdl made this file once and overwrites none of it. What the model gains later is added by
// \`esdl compile --update-scaffolds\`.
import type { ExternalCommands, Externals } from "../../generated/dist/sales/index.js";

/** The external functions of Sales: pure, for \`createApp({ …, externals: { Sales: externals } })\`. */
export const externals: Externals = {
  taxRate(country) {
    throw new Error(\`Not written yet: Sales.taxRate(\${JSON.stringify({ country })})\`);
  },
};

/** What carries out the external commands of Sales. One that comes again has the same idempotency key. */
export const externalCommands: ExternalCommands = {
  SendReceipt(input, context) {
    throw new Error(\`Not written yet: Sales.SendReceipt(\${JSON.stringify({ input, context })})\`);
  },
};
`);
    const manifest = readFileSync(join(at.path, "generated/esdl.manifest"), "utf8");
    expect(manifest).not.toContain("handwritten");
    writeFileSync(join(at.path, path), written);
    expect((await at.esdl("compile")).status).toBe(0);
    expect(read(at)).toBe(written);
  });

  it("imports the package as package.json does", async () => {
    const at = project([rate], {
      "package.json": '{ "imports": { "#domain/*": "./generated/dist/*/index.js" } }',
    });
    await at.esdl("compile");
    expect(read(at)).toContain('from "#domain/sales"');
  });

  it("makes none where the configuration names no folder, or the model needs none", async () => {
    const at = project([rate], { "esdl.config.json": '{ "out": "generated" }' });
    expect((await at.esdl("compile")).status).toBe(0);
    at.write({ "esdl.config.json": config, "model/sales.esdl": model([]) });
    expect((await at.esdl("compile")).status).toBe(0);
    expect(existsSync(join(at.path, "src"))).toBe(false);
  });

  it.each(["\n", "\r\n"])(
    "adds what the model has gained, and leaves the rest to the byte (%j)",
    async (end) => {
      const before = written.replaceAll("\n", end);
      const at = project([rate, "function fee(of: string, state: int): int"], { [path]: before });
      const first = await at.esdl("compile");
      expect(first).toMatchObject({ status: 0, err: expect.stringContaining(`${path} lacks externals.fee`) });
      expect(first.err).toContain("Run `esdl compile --update-scaffolds`");
      expect(read(at)).toBe(before);

      const updated = await at.esdl("compile", "--update-scaffolds");
      expect(updated.status).toBe(0);
      expect(updated.err).toContain(`Added to ${path}`);
      expect(updated.err).not.toContain("lacks");
      const after = read(at);
      const kept = before.slice(0, before.indexOf("};"));
      expect(after.startsWith(kept)).toBe(true);
      expect(after.slice(kept.length).replace(/\s+/g, " ")).toBe(
        " fee(of, state_) { throw new Error(`Not written yet: Sales.fee(${JSON.stringify({ of, state_ })})`); }, }; ",
      );
      expect(/(?<!\r)\n/.test(after)).toBe(end === "\n");

      expect((await at.esdl("compile", "--update-scaffolds")).err).not.toContain("Added");
      expect(read(at)).toBe(after);
    },
  );

  it("reports what vanished and what has other parameters, and changes neither", async () => {
    const text = written.replace("(country) ", "(region, country) ").replace("};", '  "old": () => 1,\n};');
    const at = project([rate], { [path]: text });
    const { status, err } = await at.esdl("compile", "--update-scaffolds");
    expect(status).toBe(0);
    expect(err).toContain("has externals.old, which the model does not have any more");
    expect(err).toContain("has externals.taxRate(region, country), and the model says (country)");
    expect(read(at)).toBe(text);
  });

  it("lets a person leave parameters out, and mark them as unused", async () => {
    const at = project([rate, "function two(a: int, b: int): int"], {
      [path]: written.replace("};", "    two: (_a) => 2,\n};"),
    });
    expect((await at.esdl("compile")).err).not.toContain("warning");
  });

  it.each([
    ["const of = {};\nexport const externals = { ...of };\n"],
    ["export const externals = make();\n"],
    ["export default {};\n"],
    ["syntax error {\n"],
  ])("adds nothing to what it cannot read: %j", async (text) => {
    const at = project([rate], { [path]: text });
    const { status, err } = await at.esdl("compile", "--update-scaffolds");
    expect(status).toBe(0);
    expect(err).toContain("has no `export const externals = { … }` whose members can be read");
    expect(read(at)).toBe(text);
  });

  it("writes nothing when the model is wrong, or the package cannot be written", async () => {
    const at = project([rate]);
    at.write({ "model/sales.esdl": model([rate, "function f(x: nothing): int"]) });
    expect((await at.esdl("compile")).status).toBe(1);
    at.write({ "model/sales.esdl": model([rate]), "generated/package.json": "{}" });
    expect((await at.esdl("compile")).status).toBe(1);
    expect(existsSync(join(at.path, "src"))).toBe(false);
  });

  it("follows no link, and writes none of the package where it would have to", async () => {
    const at = project([rate], { "elsewhere/sales.ts": "export {};\n" });
    mkdirSync(join(at.path, "src"));
    symlinkSync(join(at.path, "elsewhere"), join(at.path, "src/handwritten"));
    const linked = await at.esdl("compile", "--update-scaffolds");
    expect(linked).toMatchObject({ status: 1, err: expect.stringContaining("symbolic link") });
    expect(existsSync(join(at.path, "generated"))).toBe(false);
    expect(readFileSync(join(at.path, "elsewhere/sales.ts"), "utf8")).toBe("export {};\n");
  });

  it("takes no folder outside of the project or inside of the package, and no two contrary flags", async () => {
    for (const handwritten of ["../other", "generated/own", "generated"]) {
      const at = project([rate], { "esdl.config.json": JSON.stringify({ out: "generated", handwritten }) });
      expect(await at.esdl("compile")).toMatchObject({
        status: 2,
        err: expect.stringContaining("a folder of its own"),
      });
      at.remove();
    }
    const at = project([rate], { "esdl.config.json": '{ "out": "generated" }' });
    expect((await at.esdl("compile", "--update-scaffolds")).status).toBe(2);
    expect((await at.esdl("compile", "--update-scaffolds", "--check")).status).toBe(2);
  });
});
