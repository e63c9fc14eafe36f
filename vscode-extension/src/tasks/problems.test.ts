/** The problem matchers against what the command line prints. */
import { checkModel, diagnostics } from "@esdl/language";
import { afterEach, describe, expect, it } from "vitest";
import { text } from "../../../cli/src/report/text.js";
import { style, visible } from "../../../cli/src/style.js";
import { folderWith, type Folder, ioIn } from "../../../cli/src/testing/call.js";
import { run } from "../../../cli/src/main.js";
import { pageSources } from "../../../language/src/testing/pages.js";
import { matcherNamed, problemsIn } from "../testing/problems.js";

let folder: Folder | undefined;
afterEach(() => folder?.remove());

const shop = `context Shop
id OrderId
aggregate Order by orderId: OrderId {
  event Placed { total: int }
  create command Place(total: int) { emit Placed(total) }
  on Placed
}
scenario "wrong" for Order {
  when Place(total: 2)
  then Placed(total: 3)
}
`;

describe("$esdl", () => {
  it("finds every diagnostic that there is, as it is", () => {
    for (const [code, { page }] of Object.entries(diagnostics)) {
      const files = pageSources(page.wrong);
      const found = checkModel(files, { requireAllow: true }).diagnostics;
      const output = text(
        { diagnostics: found, sources: new Map(files.map(({ path, text: source }) => [path, source])) },
        style(false),
      );
      expect(problemsIn(output, "$esdl"), code).toEqual(
        found.map((diagnostic) => ({
          file: diagnostic.file,
          line: diagnostic.range.start.line,
          column: diagnostic.range.start.column,
          message: visible(diagnostic.message),
          severity: diagnostic.severity,
          code: diagnostic.code,
        })),
      );
    }
  });

  it.each(["check", "compile", "test"])("finds a mistake in what `esdl %s` prints", async (verb) => {
    folder = folderWith({
      "esdl.config.json": '{ "out": "generated" }',
      "model/my shop.esdl": shop.replace("total: int }", "total: itn }"),
    });
    const { out, err } = await folder.esdl(verb);
    expect(problemsIn(out + err, "$esdl")).toEqual([
      expect.objectContaining({ file: "model/my shop.esdl", line: 4, column: 25, severity: "error" }),
    ]);
  });
});

describe("$esdl-run", () => {
  it("finds what a scenario expected in vain", async () => {
    folder = folderWith({ "shop.esdl": shop });
    const { out } = await folder.esdl("test");
    expect(problemsIn(out, "$esdl-run")).toEqual([
      { file: "shop.esdl", line: 10, column: 8, message: "wrong (Shop.Order)" },
    ]);
  });

  it("finds what cannot be compiled", async () => {
    folder = folderWith({ "shop.esdl": "context Shop\nvalue Money { __proto__: string }\n" });
    const { err } = await folder.esdl("compile", "--out", "generated");
    expect(problemsIn(err, "$esdl-run")).toEqual([
      expect.objectContaining({ file: "shop.esdl", line: 2, column: 15 }),
    ]);
    expect(problemsIn(err, "$esdl")).toHaveLength(1);
  });

  it("finds nothing of what the language server tells", async () => {
    folder = folderWith({ "shop.esdl": shop.replace("total: int }", "total: itn }") });
    const { out } = await folder.esdl("test");
    expect(problemsIn(out, "$esdl-run")).toEqual([]);
  });
});

describe("the matchers of watching tasks", () => {
  it("know the end of a run, and the beginning of the next", async () => {
    folder = folderWith({ "shop.esdl": shop });
    const printed = { out: "", err: "" };
    const interrupt = new AbortController();
    const watching = run(["test", "--watch"], ioIn(folder.path, printed, interrupt.signal));
    const { beginsPattern = "", endsPattern = "" } = matcherNamed("$esdl-watch").background ?? {};
    const count = (pattern: string): number => printed.err.match(new RegExp(pattern, "gm"))?.length ?? 0;
    await expect.poll(() => [count(beginsPattern), count(endsPattern)]).toEqual([0, 1]);
    folder.write({ "shop.esdl": shop.replace("total: 3", "total: 2") });
    await expect.poll(() => [count(beginsPattern), count(endsPattern)], { timeout: 20_000 }).toEqual([1, 2]);
    interrupt.abort();
    await watching;
    expect(matcherNamed("$esdl-run-watch").background).toEqual(matcherNamed("$esdl-watch").background);
  });
});
