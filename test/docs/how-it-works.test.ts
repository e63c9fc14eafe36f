// docs/how-it-works.md names every package and every folder of their sources, so that nothing is there that it does not tell of.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { read, root } from "./pages.js";

const foldersOf = (folder: string, except: readonly string[] = []): readonly string[] =>
  readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith(".") && !except.includes(entry.name))
    .map(({ name }) => name);

/** What comes from elsewhere, is made, or helps the tests beside it. */
const made = ["node_modules", "dist", "generated", "fixtures", "testing", "sbom", "coverage"];

/** The folders that a page does not name, as `name/`. */
const untold = (page: string, folders: readonly string[]): readonly string[] => {
  const text = read(page);
  return folders.filter((name) => !text.includes(`${name}/`));
};

describe("docs/how-it-works.md", () => {
  it("names every package and every other folder of the repository", () => {
    expect(untold("docs/how-it-works.md", foldersOf("", made))).toEqual([]);
  });

  it.each(["language", "evolution", "simulator", "generator", "runtime"])(
    "names every folder of %s",
    (name) => {
      // `testing/` of the runtime is published.
      const except = name === "runtime" ? made.filter((one) => one !== "testing") : made;
      expect(untold("docs/how-it-works.md", foldersOf(`${name}/src`, except))).toEqual([]);
    },
  );

  it("names every folder of tests", () => {
    expect(untold("docs/how-it-works.md", foldersOf("test", ["node_modules", "generated"]))).toEqual([]);
  });
});

it("docs/how-the-language-server-works.md names every folder of the language server", () => {
  expect(untold("docs/how-the-language-server-works.md", foldersOf("language-server/src", made))).toEqual([]);
});
