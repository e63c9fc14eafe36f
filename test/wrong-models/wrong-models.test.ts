/**
 * Models with one mistake each, as data: `models/*.esdl`, or a folder of files. The expectation stands in a comment on
 * the line of the mistake: `// ! CODE words of the message`. `// options: requireAllow` in a file sets options. Each fix
 * that is offered mends the whole; where there is more to do after it, `// fix: TITLE leaves CODES` says what.
 */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { applyFix, canonicalFix, checkModel, diagnostics, format, formatSource } from "@esdl/language";
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

const offered = cases.flatMap((wrong) =>
  check(wrong).diagnostics.flatMap(({ code, fixes = [] }) =>
    fixes.map(({ title }, place) => ({ name: wrong.name, title, place, code, wrong })),
  ),
);

/** The codes that a fix leaves, as the model says. */
const leftBy = ({ sources }: Case, title: string): readonly string[] =>
  sources
    .flatMap(({ text }) => [...text.matchAll(/^\/\/ fix: (.*) leaves (.*)$/gm)])
    .flatMap(([, of, codes = ""]) => (of === title ? codes.split(" ") : []));

const codesOf = (wrong: Case): readonly string[] =>
  [...new Set(check(wrong).diagnostics.map(({ code }) => code))].sort();

describe("each fix of a wrong model takes the mistake away, and makes no other", () => {
  it.each(offered)("$name: $title", ({ title, place, code, wrong }) => {
    const fix = check(wrong).diagnostics[0]!.fixes![place]!;
    const left = leftBy(wrong, title);
    expect(left).not.toContain(code);
    expect(codesOf({ ...wrong, sources: applyFix(wrong.sources, fix) })).toEqual(left);
  });

  it("and has a title of its own", () => {
    for (const wrong of cases)
      for (const { fixes = [] } of check(wrong).diagnostics)
        expect(new Set(fixes.map(({ title }) => title)).size, wrong.name).toBe(fixes.length);
  });
});

describe("each fix keeps the layout of a model that is laid out", () => {
  it.each(offered)("$name: $title", ({ title, place, wrong }) => {
    const sources = wrong.sources.map((source) => ({ ...source, text: format(source.text) }));
    const fix = check({ ...wrong, sources }).diagnostics[0]!.fixes![place]!;
    const mended = applyFix(sources, canonicalFix(sources, fix));
    expect(codesOf({ ...wrong, sources: mended })).toEqual(leftBy(wrong, title));
    // What does not parse has no layout, before or after.
    if (!syntaxIsWrong(wrong)) for (const { text } of mended) expect(text).toBe(format(text));
  });
});

const syntaxIsWrong = ({ sources }: Case): boolean =>
  sources.some((source) => formatSource(source).diagnostics.length > 0);

it("every code has a wrong model", () => {
  const shown = new Set(cases.flatMap(expectationsOf).map(({ code }) => code));
  expect(Object.keys(diagnostics).filter((code) => !shown.has(code))).toEqual([]);
});
