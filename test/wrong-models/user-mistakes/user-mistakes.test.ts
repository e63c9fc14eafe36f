/** A sound model with one mistake of a user in it gives one diagnostic, on its line, that says what to do. */
import { readFileSync } from "node:fs";
import { checkModel } from "@esdl/language";
import { describe, expect, it } from "vitest";
import { mistakes, type Mistake } from "./mistakes.js";

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), "utf8");
const sound = read("lending.esdl");
const others = [{ path: "mail.esdl", text: read("mail.esdl") }];

const lineAt = (text: string, offset: number): number => text.slice(0, offset).split("\n").length;

function made({ instead, written, line }: Mistake) {
  const at = sound.indexOf(instead);
  const text = sound.slice(0, at) + written + sound.slice(at + instead.length);
  return { text, line: lineAt(text, line === undefined ? at : text.indexOf(line)) };
}

it("the model is sound but for the mistakes", () => {
  expect(checkModel([{ path: "lending.esdl", text: sound }, ...others]).diagnostics).toEqual([]);
});

it.each(mistakes)("$name: stands for one place of the model", ({ instead }) => {
  expect(sound.split(instead)).toHaveLength(2);
});

describe("a mistake is one diagnostic, where it is, in words that help", () => {
  it.each(mistakes)("$name", (mistake) => {
    const { text, line } = made(mistake);
    const found = checkModel([{ path: "lending.esdl", text }, ...others]).diagnostics;
    expect(
      found.map(({ file, range, code, message, help }) => ({
        at: `${file}:${String(range.start.line)}`,
        code,
        words: `${message}\n${help ?? ""}`,
      })),
    ).toEqual([
      {
        at: `lending.esdl:${String(line)}`,
        code: mistake.code,
        words: expect.stringContaining(mistake.says),
      },
    ]);
  });
});
