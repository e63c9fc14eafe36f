// Links between the pages of the repository lead to files and headings that are there, as people read them without the site.
import GithubSlugger from "github-slugger";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { globSync } from "tinyglobby";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));
const pages = globSync(
  ["*.md", "docs/**/*.md", "*/README.md", "examples/**/*.md", "test/**/README.md", "cli/templates/**/*.md"],
  {
    cwd: root,
    ignore: ["**/node_modules/**", "**/generated/**", "**/dist/**"],
  },
);

/** A page without its blocks of code, whose brackets are no links. */
const prose = (file: string): string =>
  readFileSync(file, "utf8")
    .replaceAll(/^(`{3,})[\s\S]*?^\1[ \t]*$/gm, "")
    .replaceAll(/`[^`\n]*`/g, (code) => code.replaceAll(/[[\]#]/g, " "));

function anchorsOf(file: string): ReadonlySet<string> {
  const slugger = new GithubSlugger();
  const text = readFileSync(file, "utf8").replaceAll(/^(`{3,})[\s\S]*?^\1[ \t]*$/gm, "");
  return new Set(
    [...text.matchAll(/^#{1,6} (.+)$/gm)].map(([, title = ""]) =>
      slugger.slug(title.replaceAll(/[`*]/g, "")),
    ),
  );
}

function broken(page: string): readonly string[] {
  const file = join(root, page);
  return [...prose(file).matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, link = ""]) => {
    if (/^[a-z]+:/.test(link)) return [];
    const [path = "", anchor] = link.split("#");
    const target = path === "" ? file : resolve(dirname(file), path);
    if (!existsSync(target)) return [`${link}: there is no ${relative(root, target)}`];
    if (anchor === undefined || !target.endsWith(".md")) return [];
    return anchorsOf(target).has(anchor)
      ? []
      : [`${link}: no heading of ${relative(root, target)} is called so`];
  });
}

describe("links in the repository", () => {
  it.each(pages)("%s leads to what is there", (page) => {
    expect(broken(page)).toEqual([]);
  });
});
