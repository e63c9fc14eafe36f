// What waits for the next release can be released: changes of packages that there are, told as changelogs want them.
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { expect, it } from "vitest";
import { folders, manifestOf, root } from "./published.js";

const folder = join(root, ".changeset");
const files = readdirSync(folder).filter((file) => file.endsWith(".md"));
const names = [...folders, "vscode-extension"].map((one) => manifestOf(one).name);

it.each(files)("%s names packages that are released, and says in sentences what changed", (file) => {
  const text = readFileSync(join(folder, file), "utf8");
  const [, head = "", summary = ""] = /^---\n(.*?)^---\n(.*)$/ms.exec(text) ?? [];
  const changed = head.trim().split("\n");
  for (const line of changed) {
    const [, name = "", bump = ""] = /^"?([^":]+)"?: (\w+)$/.exec(line) ?? [];
    expect(names).toContain(name);
    expect(["major", "minor", "patch"]).toContain(bump);
  }
  expect(summary.trim()).toMatch(/[.)`]$/);
});

it("becomes an item of a changelog, over as many lines as it was told in", async () => {
  const { getReleaseLine, getDependencyReleaseLine } = createRequire(import.meta.url)(
    join(folder, "changelog.cjs"),
  ) as Readonly<Record<string, (change?: { readonly summary: string }) => Promise<string>>>;
  expect(await getReleaseLine?.({ summary: "One line\nand another.\n\nA paragraph.\n" })).toBe(
    "- One line\n  and another.\n\n  A paragraph.",
  );
  expect(await getDependencyReleaseLine?.()).toBe("");
});
