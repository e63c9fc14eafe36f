/**
 * Models with one mistake each, as data: `models/*.esdl`, or a folder of files. The expectation stands in a comment on
 * the line of the mistake: `// ! CODE words of the message`. `// options: requireAllow` in a file sets options.
 */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { checkModel, diagnostics } from "@esdl/language";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("./models/", import.meta.url));

interface Case {
  readonly name: string;
  readonly sources: readonly { readonly path: string; readonly text: string }[];
}

const cases: readonly Case[] = readdirSync(root)
  .sort()
  .map((name) => {
    const at = `${root}${name}`;
    const paths = statSync(at).isDirectory()
      ? readdirSync(at)
          .sort()
          .map((file) => `${name}/${file}`)
      : [name];
    return { name, sources: paths.map((path) => ({ path, text: readFileSync(`${root}${path}`, "utf8") })) };
  });

interface Expectation {
  readonly file: string;
  readonly line: number;
  readonly code: string;
  readonly fragment: string;
}

const expectationsOf = ({ sources }: Case): readonly Expectation[] =>
  sources.flatMap(({ path, text }) =>
    text.split("\n").flatMap((line, index) => {
      const found = /\/\/ ! (ESDL\d{4})(?: (.*))?$/.exec(line);
      return found === null
        ? []
        : [{ file: path, line: index + 1, code: found[1]!, fragment: found[2] ?? "" }];
    }),
  );

const check = ({ sources }: Case) =>
  checkModel(sources, {
    requireAllow: sources.some(({ text }) => text.includes("// options: requireAllow")),
  });

describe("a wrong model gives one diagnostic, on the line of the mistake", () => {
  it.each(cases)("$name", (wrong) => {
    const [expected, ...more] = expectationsOf(wrong);
    expect(more, "one mistake a model").toEqual([]);
    const found = check(wrong).diagnostics;
    expect(
      found.map(({ file, range, code, message }) => ({ file, line: range.start.line, code, message })),
    ).toEqual([
      {
        file: expected!.file,
        line: expected!.line,
        code: expected!.code,
        message: expect.stringContaining(expected!.fragment),
      },
    ]);
  });
});

it("every code has a wrong model", () => {
  const shown = new Set(cases.flatMap(expectationsOf).map(({ code }) => code));
  expect(Object.keys(diagnostics).filter((code) => !shown.has(code))).toEqual([]);
});
