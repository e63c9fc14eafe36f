// Every sample of the language in the documentation is compiled: a page's blocks are the files of one model, where a block
// that begins with `context` is a file of its own and the others continue the page's first context.
import { checkModel } from "@esdl/language";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const root = new URL("../../", import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), "utf8");

/** Contexts that samples lean on without showing them. */
const surroundings: Readonly<Record<string, readonly string[]>> = {
  "docs/language.md": ["examples/shop/model/billing.esdl", "examples/shop/model/mail.esdl"],
};

function modelOf(page: string): { path: string; text: string }[] {
  const blocks = [...read(page).matchAll(/^```esdl\n(.*?)^```$/gms)].map(([, text = ""]) => text);
  const files: { path: string; text: string }[] = [];
  for (const text of blocks) {
    const first = files[0];
    const begins = /^\s*(?:\/\/\/[^\n]*\n\s*)*context /.test(text);
    if (begins || first === undefined) files.push({ path: `${page}#${files.length}`, text });
    else first.text += `\n${text}`;
  }
  return [...files, ...(surroundings[page] ?? []).map((path) => ({ path, text: read(path) }))];
}

// The pages of the tutorial are followed in test/tutorial.
const pages = ["README.md", "docs/language.md", "docs/testing.md"].filter((page) =>
  read(page).includes("```esdl"),
);

describe("the samples of the documentation", () => {
  it.each(pages)("%s compiles without a diagnostic", (page) => {
    expect(checkModel(modelOf(page)).diagnostics).toEqual([]);
  });
});
