// Each block of code in the documentation is of a kind that something checks.
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { type Block, blocksOf, pages, where } from "./pages.js";

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
