/** What is packed beside the extension: the licences of what was bundled, and the README. */
import { existsSync, readFileSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { fileOf } from "./testing/manifest.js";

interface Package {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly text: string;
}

const script = (name: string): Promise<unknown> =>
  import(new URL(`../scripts/${name}.mjs`, import.meta.url).href) as Promise<unknown>;
const { noticesOf, packagesIn } = (await script("notices")) as {
  readonly noticesOf: (packages: readonly Package[]) => string;
  readonly packagesIn: (metafiles: readonly unknown[]) => Promise<readonly Package[]>;
};
const { packedReadme } = (await script("readme")) as {
  readonly packedReadme: (text: string, manifest: { readonly repository?: unknown }) => string;
};

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "esdl packaging "));
});
afterEach(() => rm(folder, { recursive: true }));

describe("the licences", () => {
  const install = async (name: string, license: string | undefined, text: string): Promise<string> => {
    const at = join(folder, "node_modules", name);
    await mkdir(at, { recursive: true });
    await writeFile(join(at, "package.json"), JSON.stringify({ name, version: "1.0.0", license }));
    await writeFile(join(at, "LICENSE.md"), text);
    return join(at, "lib/index.js");
  };
  const bundleOf = (inputs: Readonly<Record<string, number>>): unknown => ({
    outputs: {
      "out.js": {
        inputs: Object.fromEntries(
          Object.entries(inputs).map(([path, bytesInOutput]) => [path, { bytesInOutput }]),
        ),
      },
    },
  });

  it("are those of the packages of which something went in, each once", async () => {
    const [a, b, c] = [
      await install("a", "MIT", "Copyright A"),
      await install("@b/b", "ISC", "Copyright B"),
      await install("c", "MIT", "Copyright C"),
    ];
    const packages = await packagesIn([
      bundleOf({ [a]: 10, [a.replace("index", "other")]: 5, [c]: 0, "src/own.js": 7 }),
      bundleOf({ [a]: 10, [b]: 1 }),
    ]);
    expect(packages.map(({ name }) => name).sort()).toEqual(["@b/b", "a"]);
    const notices = noticesOf(packages);
    expect(notices).toContain("a 1.0.0: MIT\n\nCopyright A");
    expect(notices).toContain("@b/b 1.0.0: ISC\n\nCopyright B");
    expect(notices).not.toContain("Copyright C");
  });

  it("stand there once where several packages have the same", () => {
    const packages = ["a", "b"].map((name) => ({ name, version: "1.0.0", license: "MIT", text: "The same" }));
    expect(noticesOf(packages)).toContain("a 1.0.0: MIT\nb 1.0.0: MIT\n\nThe same");
  });

  it.each(["GPL-3.0-only", undefined])("refuse %s", (license) => {
    const one = { name: "a", version: "1.0.0", text: "" };
    expect(() => noticesOf([license === undefined ? one : { ...one, license }])).toThrow(
      /a 1\.0\.0 \((GPL|none)/,
    );
  });
});

describe("the README", () => {
  const text = "One.\n\n![Hover](images/hover.png)\n\n![Diff](images/diff.png)\n\nTwo.\n";

  it("is packed without pictures as long as they are nowhere on the web", () => {
    expect(packedReadme(text, {})).toBe("One.\n\nTwo.\n");
  });

  it("is packed as it is once there is a repository that they can be shown from", () => {
    expect(packedReadme(text, { repository: { type: "git", url: "https://shop.example/esdl" } })).toBe(text);
  });

  it("names pictures that are there", () => {
    const named = [...readFileSync(fileOf("README.md"), "utf8").matchAll(/\]\((images\/[^)]+)\)/g)];
    expect(named.length).toBeGreaterThan(0);
    for (const [, path = ""] of named) expect(existsSync(fileOf(path)), path).toBe(true);
  });
});
