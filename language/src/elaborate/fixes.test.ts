/** Quick fixes of mistakes in bodies: what each offers first mends the model. */
import { describe, expect, it } from "vitest";
import { checkModel } from "../check-model.js";
import type { Diagnostic, Fix } from "../diagnostics/diagnostic.js";
import { types } from "../diagnostics/types.js";

const offset = (text: string, at: { readonly line: number; readonly column: number }): number =>
  text
    .split("\n")
    .slice(0, at.line - 1)
    .reduce((sum, line) => sum + line.length + 1, at.column - 1);

/** The text with the edits of a fix made, last first. */
const apply = (text: string, fix: Fix): string =>
  [...fix.edits]
    .sort((a, b) => offset(text, b.range.start) - offset(text, a.range.start))
    .reduce(
      (done, { range, text: inserted }) =>
        done.slice(0, offset(text, range.start)) + inserted + done.slice(offset(text, range.end)),
      text,
    );

const check = (text: string): readonly Diagnostic[] => checkModel([{ path: "model.esdl", text }]).diagnostics;

const offered = Object.entries(types).flatMap(([code, { page }]) =>
  check(page.wrong).flatMap(({ fixes }) =>
    fixes === undefined ? [] : [{ code, text: page.wrong, fix: fixes[0]! }],
  ),
);

it("offers fixes for many of the mistakes", () => {
  expect(offered.map(({ code }) => code)).toEqual(
    expect.arrayContaining([
      "ESDL2002",
      "ESDL2003",
      "ESDL2005",
      "ESDL2007",
      "ESDL2010",
      "ESDL2014",
      "ESDL2024",
    ]),
  );
});

describe.each(offered)("$code", ({ code, text, fix }) => {
  it(`is mended by: ${fix.title}`, () => {
    // What a fix fills in for somebody to write over may still be wrong, but no longer this.
    expect(check(apply(text, fix)).map((diagnostic) => diagnostic.code)).not.toContain(code);
  });
});

it("writes the label of an ambiguous argument", () => {
  const model = `
context Shop
id OrderId
aggregate Order by orderId: OrderId {
  state { total: decimal = 0 }
  event Opened { total: decimal }
  event Raised { total: decimal }
  create command Open(total: decimal) { emit Opened(total) }
  command Raise(total: decimal) { emit Raised(total) }
  on Opened { total }
  on Raised { total }
}
`;
  const [found, ...others] = check(model);
  expect([found?.code, ...others]).toEqual(["ESDL2003"]);
  expect(found?.fixes?.map(({ title }) => title)).toEqual([
    "Write `total: command.total`",
    "Write `total: state.total`",
  ]);
  expect(check(apply(model, found!.fixes![0]!))).toEqual([]);
});
