// The pages of the documentation and their blocks of code. What a block is stands in its fence:
//
//   ```esdl                      a part of the page's model: it compiles, and its scenarios pass
//   ```ts                        a module that type-checks against the package of the page's model
//   ```ts [sales/order.ts]       in docs/language: an excerpt of that file of the package; `// …` stands for what is left out
//   ```ts [src/app.ts]           elsewhere: a file of the project in which the page's commands are run
//   ```sh                        commands that are run
//   ```text                      what they print, where it follows them; a picture otherwise
//   ```text [syntax]             the short form of a construct of the language
import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../../", import.meta.url));
export const read = (path: string): string => readFileSync(join(root, path), "utf8");

const markdownIn = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".md"))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .filter((path) => !path.includes("node_modules") && !path.includes("/generated/"));

/**
 * All pages but the tutorial, which test/tutorial follows, the readmes of packages, which test/packages runs, and the history of
 * the example, which test/examples makes anew.
 */
export const pages: readonly string[] = [
  "README.md",
  "CONTRIBUTING.md",
  ...markdownIn("docs").filter((path) => !path.startsWith("docs/tutorial")),
  ...markdownIn("examples").filter((path) => path.endsWith("README.md")),
].sort();

export interface Block {
  readonly page: string;
  /** Of its fence, from 1. */
  readonly line: number;
  readonly language: string;
  /** What stands in brackets behind the language. */
  readonly label: string;
  readonly text: string;
}

export function blocksOf(page: string): readonly Block[] {
  const text = read(page);
  return [...text.matchAll(/^```([\w-]*)(?: \[([^\]\n]*)\])?\n([^]*?)^```$/gm)].map((found) => ({
    page,
    line: text.slice(0, found.index).split("\n").length,
    language: found[1] ?? "",
    label: found[2] ?? "",
    text: found[3] ?? "",
  }));
}

/** The blocks of a language on a page, with a label or without. */
export const codeOf = (page: string, language: string): readonly Block[] =>
  blocksOf(page).filter((block) => block.language === language);

export const where = ({ page, line }: Block): string => `${page}:${line}`;

export interface Source {
  readonly path: string;
  readonly text: string;
}

/**
 * The model of a page: its blocks, where one that begins with `context` is a file of its own and the others continue the
 * page's first context.
 */
export function samplesOf(page: string): readonly Source[] {
  const files: { path: string; text: string }[] = [];
  for (const { text, line } of codeOf(page, "esdl")) {
    const begins = /^\s*(?:\/\/\/[^\n]*\n\s*)*context /.test(text);
    const first = files[0];
    if (begins || first === undefined) files.push({ path: `${page}:${line}.esdl`, text });
    else first.text += `\n${text}`;
  }
  return files;
}

/** A file, or all files of a folder. */
export const modelIn = (path: string): readonly Source[] =>
  path.endsWith(".esdl")
    ? [{ path, text: read(path) }]
    : readdirSync(join(root, path))
        .filter((name) => name.endsWith(".esdl"))
        .map((name) => ({ path: name, text: read(join(path, name)) }));
