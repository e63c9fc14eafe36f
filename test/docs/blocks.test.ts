// Each block of code in the documentation is of a kind that something checks, and each link leads somewhere.
import { existsSync } from "node:fs";
import { dirname, join } from "node:path/posix";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { type Block, blocksOf, pages, read, root, where } from "./pages.js";

const nothing = (): undefined => undefined;

/** What is wrong with a block, by its language. Those that have a test of their own are checked there. */
const checks: Readonly<Record<string, (block: Block) => string | undefined>> = {
  esdl: nothing, // samples.test.ts
  ts: nothing, // typescript.test.ts, excerpts.test.ts
  sh: nothing, // commands.test.ts
  text: nothing, // commands.test.ts, reference.test.ts
  diff: nothing, // commands.test.ts
  js: ({ text }) =>
    ts
      .transpileModule(text, { reportDiagnostics: true, fileName: "sample.js" })
      .diagnostics?.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, " "))[0],
  json({ text }) {
    try {
      JSON.parse(text);
      return undefined;
    } catch (error) {
      return String(error);
    }
  },
  mermaid: nothing, // test/examples/emitter.test.ts
  sql: nothing, // a statement for the reader's own store
  // Settings of editors: the first is what test/editor runs, the others follow the editors' manuals.
  lua: nothing,
  toml: nothing,
  elisp: nothing,
};

describe("the blocks of the documentation", () => {
  it.each(pages)("%s", (page) => {
    const wrong = blocksOf(page).flatMap((block) => {
      const check = checks[block.language];
      const found = check === undefined ? `nothing checks \`${block.language}\`` : check(block);
      return found === undefined ? [] : [`${where(block)}: ${found}`];
    });
    expect(wrong).toEqual([]);
  });
});

/** What a heading is called in links, as GitHub and VitePress have it. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/`|\*|\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
    .trim()
    .replaceAll(/\s/g, "-");

const prose = (page: string): string => read(page).replaceAll(/^```.*?^```$/gms, "");
const anchorsOf = (page: string): ReadonlySet<string> =>
  new Set([...prose(page).matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) => anchorOf(heading)));

describe("the links of the documentation", () => {
  it.each(pages)("%s", (page) => {
    const links = [...prose(page).matchAll(/\]\((?!https?:|mailto:)([^)#\s]*)(?:#([^)]*))?\)/g)];
    const broken = links.flatMap(([, path = "", anchor]) => {
      const target = path === "" ? page : join(dirname(page), path);
      if (!existsSync(join(root, target))) return [`${path}: no such file`];
      if (anchor === undefined || !target.endsWith(".md")) return [];
      return anchorsOf(target).has(anchor) ? [] : [`${path}#${anchor}: no such heading`];
    });
    expect(broken).toEqual([]);
  });
});
