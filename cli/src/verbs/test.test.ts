import { afterEach, describe, expect, it } from "vitest";
import { folderWith, ioIn, type Folder } from "../testing/call.js";
import { test } from "./test.js";

const till = (scenarios: string): string =>
  `context Shop

id TillId

aggregate Till by tillId: TillId {
  state { cash: int = 0 }
  rejection Short "Only {cash} left" { cash: int }
  event Opened { cash: int }
  event Taken { amount: int }
  create command Open(cash: int) { emit Opened(cash: command.cash) }
  command Take(amount: int) {
    require amount <= cash else Short(cash)
    emit Taken(amount)
  }
  on Opened { cash = event.cash }
  on Taken { cash -= event.amount }
}

${scenarios}`;

const right = `scenario "what is there can be taken" for Till {
  given Opened(cash: 10)
  when Take(amount: 10)
  then Taken(amount: 10)
}
`;
const wrong = `scenario "more than is there can be taken" for Till {
  given Opened(cash: 10)
  when Take(amount: 11)
  then Taken(amount: 11)
}
`;

let folder: Folder | undefined;
afterEach(() => {
  folder?.remove();
  folder = undefined;
});
const inFolder = (files: Readonly<Record<string, string>>): Folder => (folder = folderWith(files));

describe("esdl test", () => {
  it("exits 0 and counts when all scenarios pass", async () => {
    const { esdl } = inFolder({ "till.esdl": till(right) });
    const { status, out, err } = await esdl("test", "till.esdl");
    expect([status, out]).toEqual([0, ""]);
    expect(err).toMatch(/^Tested: 1 scenario, 1 passed, in \d+ ms\.\n$/);
  });

  it("exits 1 and shows the failure, its guards with their values, and the state", async () => {
    const { esdl } = inFolder({ "till.esdl": till(right + wrong) });
    const { status, out, err } = await esdl("test");
    expect(status).toBe(1);
    expect(out).toContain("failed: more than is there can be taken (Shop.Till)");
    expect(out).toMatch(/at till\.esdl:26:8\n25 \| {3}given.*\n26 \| {3}when Take\(amount: 11\)\n/);
    expect(out).toMatch(/✗ 12: require amount <= cash else Short\(cash\) {2}amount = 11 not <= .*cash = 10/);
    expect(out).toMatch(/state\n.*\n\s+cash +10\n/);
    expect(err).toMatch(/^Tested: 2 scenarios, 1 failed, 1 passed, in/);
  });

  it("runs those that the filter names: a part of the name in either case, or a context", async () => {
    const { esdl } = inFolder({ "till.esdl": till(right + wrong) });
    const names = async (filter: string): Promise<readonly string[]> => {
      const { out } = await esdl("test", "--format", "json", "--filter", filter);
      return (JSON.parse(out) as { scenarios: { name: string }[] }).scenarios.map(({ name }) => name);
    };
    expect(await names("MORE than")).toEqual(["more than is there can be taken"]);
    expect(await names("shop.")).toHaveLength(2);
    expect(await names("Shop.what")).toEqual(["what is there can be taken"]);
    const nobody = await esdl("test", "--filter", "nobody");
    expect(nobody).toMatchObject({
      status: 0,
      err: expect.stringContaining('none of 2 scenarios has "nobody" in its name'),
    });
  });

  it("prints JSON as documented", async () => {
    const { esdl } = inFolder({ "model/till.esdl": till(right + wrong) });
    const { status, out } = await esdl("test", "model", "--format", "json");
    expect(status).toBe(1);
    expect(JSON.parse(out)).toEqual({
      scenarios: [
        { file: "model/till.esdl", line: 19, name: "what is there can be taken", status: "passed" },
        {
          file: "model/till.esdl",
          line: 24,
          name: "more than is there can be taken",
          status: "failed",
          message: expect.stringContaining("rejected"),
        },
      ],
      summary: { passed: 1, failed: 1 },
    });
  });

  it("prints the mistakes of a model that has some, as `check` does, and exits 1", async () => {
    const { esdl } = inFolder({ "till.esdl": till(right).replace("cash: int = 0", "cash: itn = 0") });
    for (const format of ["text", "json"]) {
      const tested = await esdl("test", "--format", format);
      const checked = await esdl("check", "--format", format);
      expect([tested.status, tested.out]).toEqual([1, checked.out]);
      expect(tested.err).toBe("Not tested: 1 error in 1 file. `esdl explain ESDL1111` tells more.\n");
    }
    const { out } = await esdl("test", "--format", "junit");
    expect(out).toMatch(/<testsuites name="esdl test" tests="1" failures="0" errors="1" skipped="0">/);
  });

  it("says so when there are no scenarios, and exits 0", async () => {
    const { esdl } = inFolder({ "till.esdl": till("") });
    expect(await esdl("test")).toMatchObject({ status: 0, err: expect.stringContaining("no scenarios") });
  });

  it("exits 2 for a call that was wrong", async () => {
    const { esdl } = inFolder({ "till.esdl": till(right) });
    for (const flags of [
      ["--format", "xml"],
      ["--min-score", "80"],
      ["--mutate", "--min-score", "high"],
      ["--mutate", "--format", "junit"],
      ["--watch", "--format", "json"],
    ]) {
      const { status, out } = await esdl("test", ...flags);
      expect({ flags, status, out }).toEqual({ flags, status: 2, out: "" });
    }
    expect((await esdl("test", "nowhere")).status).toBe(2);
  });

  it("runs again on a change, until it is interrupted", async () => {
    const { path, write } = inFolder({ "till.esdl": till(right) });
    const interrupt = new AbortController();
    const printed = { out: "", err: "" };
    const until = async (text: string): Promise<void> => {
      while (!printed.err.includes(text)) await new Promise((resolve) => setTimeout(resolve, 20));
    };
    const watching = test([], { format: "text", watch: true }, ioIn(path, printed, interrupt.signal));
    await until("1 scenario, 1 passed");
    write({ "till.esdl": till(right + wrong) });
    await until("2 scenarios, 1 failed");
    interrupt.abort();
    expect(await watching).toBe(0);
  });
});

describe("esdl test --mutate", () => {
  it("prints what survives with its line, and the score; it fails only below a score that was asked for", async () => {
    const { esdl } = inFolder({ "till.esdl": till(right) });
    const { status, out, err } = await esdl("test", "--mutate");
    expect(status).toBe(0);
    expect(out).toContain("survived: `amount <= cash` → `true`\n");
    expect(out).toMatch(/at till\.esdl:12:5\n11 \|.*\n12 \| {5}require amount <= cash else Short\(cash\)\n/);
    expect(out).toMatch(/not covered: no scenario comes to\n/);
    expect(err).toMatch(/^Mutated: .* Score \d+(\.\d)? %\.\n$/);
    expect((await esdl("test", "--mutate", "--min-score", "1")).status).toBe(0);
    expect((await esdl("test", "--mutate", "--min-score", "100")).status).toBe(1);
  });

  it("answers programs with every mutant, where it is and what became of it", async () => {
    const { esdl } = inFolder({ "till.esdl": till(right) });
    const { out } = await esdl("test", "--mutate", "--format", "json");
    const { mutants, summary } = JSON.parse(out) as {
      mutants: Record<string, unknown>[];
      summary: Record<string, number>;
    };
    expect(mutants).toContainEqual({
      file: "till.esdl",
      line: 12,
      column: 5,
      operator: "comparison",
      from: "amount <= cash",
      to: "amount < cash",
      status: "killed",
      killedBy: "what is there can be taken",
    });
    expect(summary["killed"]! + summary["survived"]! + summary["notCovered"]!).toBe(mutants.length);
  });
});
