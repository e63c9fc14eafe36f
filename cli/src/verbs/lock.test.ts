import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { folderWith, type Folder } from "../testing/call.js";

const model = (event: string, command = "emit Placed(amount: 1)"): string => `context Shop
id OrderId
aggregate Order by orderId: OrderId {
  event Placed ${event}
  create command Place() { ${command} }
  on Placed
}
`;
const released = model("{ amount: int }");
const widened = model("{ amount: int, note: string? }", "emit Placed(amount: 1, note: none)");
const changed = model("{ amount: int, by: string }", 'emit Placed(amount: 1, by: "x")');
const versioned = model(
  '{ amount: int, by: string, version 2 { add by = "" } }',
  'emit Placed(amount: 1, by: "x")',
);

let folder: Folder | undefined;
const having = (files: Readonly<Record<string, string>>): Folder => (folder = folderWith(files));
afterEach(() => folder?.remove());
const lockIn = ({ path }: Folder): string => readFileSync(join(path, "esdl.lock"), "utf8");

async function lockedShop(text = released): Promise<Folder> {
  const place = having({ "esdl.config.json": "{}", "shop.esdl": text });
  expect((await place.esdl("lock")).status).toBe(0);
  return place;
}

describe("esdl lock", () => {
  it("records what there is, and says so", async () => {
    const place = having({ "esdl.config.json": "{}", "shop.esdl": released });
    const { status, err } = await place.esdl("lock");
    expect(status).toBe(0);
    expect(err).toContain("+ event Shop.Order.Placed, version 1");
    expect(lockIn(place)).toContain("    field amount: int\n");
    expect((await place.esdl("lock")).err).toContain("Up to date");
    expect((await place.esdl("check")).status).toBe(0);
  });

  it("records a change in place as a revision, and a clause as a version", async () => {
    const place = await lockedShop();
    place.write({ "shop.esdl": widened });
    expect((await place.esdl("lock", "--check")).status).toBe(1);
    expect((await place.esdl("lock")).err).toContain("~ event Shop.Order.Placed, version 1, revision 2");
    expect(lockIn(place)).toContain("    field note: string?\n      since revision 2\n");
    place.write({
      "shop.esdl": model(
        '{ amount: int, note: string?, by: string, version 2 { add by = "" } }',
        'emit Placed(amount: 1, note: none, by: "x")',
      ),
    });
    expect((await place.esdl("lock")).err).toContain("+ event Shop.Order.Placed, version 2");
    expect(lockIn(place)).toContain(
      "version 1\n    field amount: int\n    field note: string?\n      since revision 2\n    revision 2\n",
    );
  });

  it("refuses what contradicts it, writes nothing, and shows the clause", async () => {
    const place = await lockedShop();
    const before = lockIn(place);
    place.write({ "shop.esdl": changed });
    const { status, err } = await place.esdl("lock");
    expect(status).toBe(1);
    expect(err).toContain('version 2 { add by = "" }');
    expect(lockIn(place)).toBe(before);
    place.write({ "shop.esdl": versioned });
    expect((await place.esdl("lock")).status).toBe(0);
  });

  it("forgets what was never released when it is named", async () => {
    const place = await lockedShop();
    place.write({ "shop.esdl": changed });
    expect((await place.esdl("lock", "--rewrite", "Order.Placed")).err).toContain(
      "did you mean Shop.Order.Placed?",
    );
    expect((await place.esdl("lock", "--rewrite", "Shop.Order.Placed")).status).toBe(0);
    expect((await place.esdl("check")).status).toBe(0);
  });

  it("records no model with mistakes, and none that is only a part", async () => {
    const place = having({
      "esdl.config.json": "{}",
      "a/shop.esdl": released,
      "b/other.esdl": "context Other\nid X = strin\n",
    });
    expect((await place.esdl("lock")).status).toBe(1);
    const { status, err } = await place.esdl("lock", "a");
    expect([status, err]).toEqual([2, expect.stringContaining("whole model")]);
  });

  it("gives the same text in whatever files and order the model stands", async () => {
    const place = await lockedShop(`${released}value A { n: int }\nvalue B { n: int }\n`);
    const before = lockIn(place);
    place.write({
      "shop.esdl": released,
      "moved/b.esdl": "context Shop\nvalue B { n: int }\r\n",
      "moved/a.esdl": "context Shop\nvalue A {\n  n: int\n}\n",
    });
    expect((await place.esdl("lock", "--check")).status).toBe(0);
    expect(lockIn(place)).toBe(before);
  });
});

describe("check and compile hold the model to the lock", () => {
  it("on the line of the change, with the clause as a fix", async () => {
    const place = await lockedShop();
    place.write({ "shop.esdl": changed });
    const { status, out } = await place.esdl("check", "--format", "json");
    expect(status).toBe(1);
    const { diagnostics } = JSON.parse(out) as { diagnostics: { fixes: { edits: { text: string }[] }[] }[] };
    expect(diagnostics).toMatchObject([
      { code: "ESDL4134", file: "shop.esdl", range: { start: { line: 4, column: 31 } } },
    ]);
    expect(diagnostics[0]?.fixes[0]?.edits[0]?.text).toContain('version 2 { add by = "" }');
    const compiled = await place.esdl("compile", "--out", "out");
    expect([compiled.status, compiled.err]).toEqual([1, expect.stringContaining("ESDL4134")]);
    expect((await place.esdl("explain", "ESDL4134")).out).toContain("version clause");
  });

  it("but not a part of the model, whose other part would seem to be deleted", async () => {
    const place = having({
      "esdl.config.json": "{}",
      "shop.esdl": released,
      "more.esdl": "context Shop\nvalue A { n: int }\n",
    });
    await place.esdl("lock");
    expect((await place.esdl("check", "more.esdl")).status).toBe(0);
  });

  it("until a suppression acknowledges the finding", async () => {
    const place = await lockedShop();
    place.write({ "shop.esdl": changed });
    const { out } = await place.esdl("diff", "--format", "json");
    const finding =
      (JSON.parse(out) as { findings: { fingerprint: string }[] }).findings[0]?.fingerprint ?? "";
    const suppress = (until: string): void => {
      place.write({
        "esdl.config.json": JSON.stringify({ suppressions: [{ finding, reason: "only in tests", until }] }),
      });
    };
    suppress("2999-12-31");
    expect((await place.esdl("check")).status).toBe(0);
    expect((await place.esdl("diff")).out).toContain("only in tests");
    expect((await place.esdl("diff")).status).toBe(0);
    suppress("2001-01-01");
    expect((await place.esdl("check")).status).toBe(1);
    const expired = await place.esdl("diff");
    expect([expired.status, expired.out]).toEqual([1, expect.stringContaining("SUPPRESSION_EXPIRED")]);
    place.write({ "shop.esdl": released });
    expect((await place.esdl("diff")).out).toContain("SUPPRESSION_UNUSED");
  });
});

describe("a lock that cannot be used says why", () => {
  const cases: readonly (readonly [string, (lock: string) => string, RegExp])[] = [
    [
      "edited by hand",
      (lock) => lock.replace("amount: int", "amount: string"),
      /Shop\.Order\.Placed in esdl\.lock was changed by hand/,
    ],
    ["a block twice", (lock) => `${lock}\n${lock.slice(lock.indexOf("event "))}`, /two blocks/],
    ["of a newer tool", (lock) => lock.replace("formatVersion 1", "formatVersion 2"), /a newer one wrote it/],
    [
      "in the middle of a merge",
      (lock) => lock.replace("event ", "<<<<<<< HEAD\nevent "),
      /merge that was not resolved/,
    ],
    ["without its beginning", () => "", /does not begin with its formatVersion/],
    ["with a line of nothing", (lock) => `${lock}nonsense\n`, /means nothing: nonsense/],
  ];
  it.each(cases)("%s", async (_, damage, words) => {
    const place = await lockedShop();
    place.write({ "esdl.lock": damage(lockIn(place)) });
    for (const verb of ["check", "lock", "diff"]) {
      const { status, out, err } = await place.esdl(verb);
      expect([verb, status]).toEqual([verb, verb === "diff" ? 2 : 1]);
      expect(out + err).toMatch(words);
    }
  });

  it("but any line ends will do", async () => {
    const place = await lockedShop();
    place.write({
      "esdl.lock": lockIn(place).replaceAll("\n", "\r\n"),
      "shop.esdl": released.replaceAll("\n", "\r\n"),
    });
    for (const verb of ["check", "lock", "diff"]) expect((await place.esdl(verb)).status).toBe(0);
  });

  it("and there is nothing to compare with where none is", async () => {
    const { status, err } = await having({ "esdl.config.json": "{}", "shop.esdl": released }).esdl("diff");
    expect([status, err]).toEqual([2, expect.stringContaining("no esdl.lock")]);
  });
});
