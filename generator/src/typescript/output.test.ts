/** What is generated for whole models: it passes the strictest type check, looks as prettier would have it, and runs. */
import { afterAll, describe, expect, it } from "vitest";
import { format } from "prettier";
import { modelFolders, modelIn } from "../testing/models.js";
import { writeOutput, type Output } from "../testing/output.js";
import { typescriptEmitter } from "./index.js";

const options = { packageName: "generated", emit: ["ts"], modelRoot: ".." } as const;
const outputs: Output[] = [];
afterAll(() => {
  for (const output of outputs) output.remove();
});

describe.each(modelFolders)("the model in %s", (folder) => {
  const files = [...typescriptEmitter.emit(modelIn(folder), options)];

  it("is generated as TypeScript without a type error under every strict flag", () => {
    const output = writeOutput(files);
    outputs.push(output);
    expect(output.typeErrors()).toEqual([]);
  }, 120_000);

  it("is laid out as prettier lays it out, but for a few calls", async () => {
    let lines = 0;
    let other = 0;
    for (const { path, text } of files) {
      const pretty = await format(text, { parser: "typescript", printWidth: 110, filepath: path });
      const kept = new Set(pretty.split("\n"));
      lines += text.split("\n").length;
      other += text.split("\n").filter((line) => !kept.has(line)).length;
    }
    expect(other / lines).toBeLessThan(0.005);
  });

  it("links every declared name to its place in the model", () => {
    for (const { text, links } of files) {
      const rows = text.split("\n");
      for (const { line, column } of links ?? []) {
        // A module as a whole: the namespace that the index makes of it.
        if (line > 1) expect(rows[line - 1]?.slice(column - 1)).toMatch(/^["A-Za-z_$]/u);
      }
    }
    expect(files.some(({ links }) => (links ?? []).length > 20)).toBe(true);
  });

  it("is the same text each time", () => {
    expect([...typescriptEmitter.emit(modelIn(folder), options)]).toEqual(files);
  });
});
