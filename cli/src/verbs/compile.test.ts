import { readFileSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { run } from "../main.js";
import { folderWith, ioIn, type Folder } from "../testing/call.js";

const model = (rule: string): string => `context Shop
id CartId
/// A basket.
aggregate Cart by cartId: CartId {
  state { items: int = 0 }
  invariant Sane "There are not so many": items ${rule}
  event Opened
  event Added { count: int }
  create command Open() { emit Opened() }
  command Add(count: int) { emit Added(count) }
  on Opened
  on Added { items += event.count }
}
`;
const config = '{ "include": ["model/*.esdl"], "out": "generated" }';

let folder: Folder | undefined;
const project = (files: Readonly<Record<string, string>> = {}): Folder =>
  (folder = folderWith({ "esdl.config.json": config, "model/shop.esdl": model("<= 10"), ...files }));
afterEach(() => folder?.remove());

const listed = (at: Folder, path: string): string[] =>
  readdirSync(join(at.path, path), { recursive: true, encoding: "utf8" }).sort();
const read = (at: Folder, path: string): string => readFileSync(join(at.path, path), "utf8");

describe("esdl compile", () => {
  it("writes the package, then has nothing to do", async () => {
    const at = project();
    const first = await at.esdl("compile");
    expect(first.status).toBe(0);
    expect(first.err).toMatch(
      /Compiled: generated, \d+ new, in .*\. generated\/README\.md says how to import it\./,
    );
    expect(listed(at, "generated")).toEqual(
      expect.arrayContaining([
        "package.json",
        join("src", "shop", "cart.ts"),
        join("dist", "shop", "cart.js"),
      ]),
    );
    const written = statSync(join(at.path, "generated/src/shop/cart.ts")).mtimeMs;

    expect((await at.esdl("compile")).err).toMatch(/^Up to date: generated, \d+ files, in \d+ ms\.\n$/);
    expect(statSync(join(at.path, "generated/src/shop/cart.ts")).mtimeMs).toBe(written);
  });

  it("changes only what an edit of the model changes", async () => {
    const at = project();
    await at.esdl("compile");
    at.write({ "model/shop.esdl": model("<= 11") });
    const { err } = await at.esdl("compile");
    expect(err).toContain("~ src/shop/cart.ts");
    expect(err).not.toContain("~ src/shop/index.ts");
  });

  it("writes the sources alone where that is asked for", async () => {
    const at = project({ "esdl.config.json": '{ "out": "generated", "emit": ["ts"] }' });
    await at.esdl("compile");
    expect(listed(at, "generated")).not.toContain("dist");
    expect(read(at, "generated/package.json")).toContain("./src/shop/index.ts");
  });

  it("writes nothing when the model is wrong, and shows why", async () => {
    const at = project();
    await at.esdl("compile");
    const before = read(at, "generated/src/shop/cart.ts");
    at.write({ "model/shop.esdl": model("<= ten") });
    const { status, err } = await at.esdl("compile");
    expect(status).toBe(1);
    expect(err).toContain("model/shop.esdl:6:");
    expect(read(at, "generated/src/shop/cart.ts")).toBe(before);
  });

  it("--check fails when the package is stale and changes nothing", async () => {
    const at = project();
    expect((await at.esdl("compile", "--check")).status).toBe(1);
    expect(readdirSync(at.path)).not.toContain("generated");
    await at.esdl("compile");
    expect((await at.esdl("compile", "--check")).status).toBe(0);
    at.write({ "model/shop.esdl": model("<= 11") });
    const stale = await at.esdl("compile", "--check");
    expect(stale.status).toBe(1);
    expect(stale.err).toContain("Run `esdl compile`");
    expect(read(at, "generated/src/shop/cart.ts")).toContain("10");
  });

  it("refuses to overwrite what was edited by hand, and says how to go on", async () => {
    const at = project();
    await at.esdl("compile");
    at.write({ "generated/src/shop/cart.ts": "// mine\n", "model/shop.esdl": model("<= 11") });
    const refused = await at.esdl("compile");
    expect(refused.status).toBe(1);
    expect(refused.err).toContain("edited by hand");
    expect(read(at, "generated/src/shop/cart.ts")).toBe("// mine\n");
    expect((await at.esdl("compile", "--force")).status).toBe(0);
    expect(read(at, "generated/src/shop/cart.ts")).toContain("export function decide");
  });

  it("prints the checked model, and nothing else on standard output", async () => {
    const at = project();
    const { status, out } = await at.esdl("compile", "--emit", "model");
    expect(status).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      formatVersion: 1,
      files: ["model/shop.esdl"],
      contexts: [{ name: "Shop", aggregates: [{ ref: "Shop.Cart", doc: "A basket." }] }],
    });
    expect(readdirSync(at.path)).not.toContain("generated");
  });

  it("runs emitters that the configuration names, and says what is wrong with one", async () => {
    const at = project({
      "esdl.config.json": '{ "out": "generated", "emitters": ["emitters/list.mjs"] }',
      "emitters/list.mjs":
        'export default { name: "list", *emit(model) { yield { path: "list.txt", text: model.contexts.map((c) => c.name).join() + "\\n" }; } };',
    });
    expect((await at.esdl("compile")).status).toBe(0);
    expect(read(at, "generated/list.txt")).toBe("Shop\n");
    at.write({ "emitters/list.mjs": "export default 3;" });
    const { status, err } = await at.esdl("compile");
    expect(status).toBe(2);
    expect(err).toContain("default export { name, emit(model, options) }");
  });

  it("gives the same bytes wherever it runs", async () => {
    const [one, other] = [
      project(),
      folderWith({ "esdl.config.json": config, "model/shop.esdl": model("<= 10").replaceAll("\n", "\r\n") }),
    ];
    await one.esdl("compile");
    await other.esdl("compile", "model", "--out", "generated");
    for (const path of listed(one, "generated").filter((name) => name.endsWith(".ts"))) {
      expect(read(other, join("generated", path))).toBe(read(one, join("generated", path)));
    }
    other.remove();
  });

  it("--watch compiles again when the model changes, until it is interrupted", async () => {
    const at = project();
    const printed = { out: "", err: "" };
    const interrupt = new AbortController();
    const running = run(["compile", "--watch"], ioIn(at.path, printed, interrupt.signal));
    const until = async (words: RegExp): Promise<void> => {
      while (!words.test(printed.err)) await new Promise((resolve) => setTimeout(resolve, 20));
    };
    await until(/Compiled: generated[^]*Watching/);
    at.write({ "model/shop.esdl": model("<= 12") });
    await until(/~ src\/shop\/cart\.ts[^]*Watching/);
    at.write({ "model/shop.esdl": model("<= ten") });
    await until(/model\/shop\.esdl:6:/);

    const told = (words: RegExp): Promise<void> => {
      printed.err = "";
      return until(words);
    };
    // Many editors save by putting a new file in the place of the old one, which is then changed in place.
    const shop = join(at.path, "model/shop.esdl");
    at.write({ "model/shop.new": model("<= eleven") });
    renameSync(join(at.path, "model/shop.new"), shop);
    await told(/model\/shop\.esdl:6:[^]*Watching/);
    at.write({ "model/shop.esdl": model("<= 11") });
    await told(/~ src\/shop\/cart\.ts[^]*Watching/);
    rmSync(shop);
    await told(/includes no \.esdl file[^]*Watching/);
    at.write({ "model/shop.esdl": model("<= 9") });
    await told(/~ src\/shop\/cart\.ts[^]*Watching/);
    at.write({
      "esdl.config.json": config.replace("*.esdl", "**"),
      "model/more/deep/other.esdl": "context Other\nid OtherId\n",
    });
    await told(/\+ dist\/other\/index\.js[^]*Watching/);

    interrupt.abort();
    expect(await running).toBe(0);
  });
});
