/** What the language page says of projections, on a small model: rows in scenarios, and queries over them. */
import { describe, expect, it } from "vitest";
import { createSimulator } from "../index.js";
import { modelOf, verdicts } from "../testing/models.js";

const model = `
id ShopId
enum Kind { tea, cup }
aggregate Shop by shopId: ShopId {
  state { n: int = 0 }
  event Sold { lines: Line[], to: string?, amount: decimal }
  event Moved { city: string }
  event Gone
  entity Line by kind: Kind { times: int }
  any command Sell(lines: Line[], to: string?, amount: decimal = 0) { emit Sold(lines, to, amount) }
  any command Move(city: string) { emit Moved(city) }
  any command Go() { emit Gone() }
  on Sold { n += 1 }
  on Moved
  on Gone
}
projection Sales by (shop: ShopId, kind: Kind) {
  times: int = 0
  best: int?
  first: instant
  get double: int = times * 2

  on Sold for line in event.lines where line.times > 0 by (event.shopId, line.kind) {
    times += line.times
    best = max(best ?? 0, line.times)
    first = meta.occurredAt
  }
  query often(least: int = 2, n: int = 10) where times >= least order by times desc limit n
  query all() order by best
}
projection Shops by shopId: ShopId {
  city: string = "nowhere"
  last: string?
  takings: decimal = 0
  buyers: set<string>
  at: int = 0

  on Sold { takings += event.amount  last = event.to }
  on Sold where event.to != none { buyers += event.to  at = meta.position }
  on Moved update { city }
  on Gone delete
  query where2(who: string?) where last == who order by last, takings desc
}
`;
const scenarios = `
scenario "a row is made where there is none, and changed where there is one" {
  when Sell(shopId: "s", lines: [Line(tea, 2), Line(cup, 1)], to: "ann", amount: 2.50)
  when Sell(shopId: "s", lines: [Line(tea, 3)], to: "bob", amount: 1.5)
  then Sales ("s", tea) (times: 5, best: 3, double: 10, first: "2026-01-01T00:00:00.000Z")
  then Sales ("s", cup) (times: 1)
  then Shops "s" (takings: 4.0, last: "bob", buyers: ["bob", "ann"], city: "nowhere")
}
scenario "where comes before the row is made" {
  when Sell(shopId: "s", lines: [Line(tea, 0)], to: none)
  then Sales ("s", tea) nothing
  then Shops "s" (buyers: [], last: none)
}
scenario "update touches only a row that exists" {
  when Move(shopId: "s", city: "Bern")
  when Sell(shopId: "t", lines: [], to: none)
  when Move(shopId: "t", city: "Bern")
  then Shops "s" nothing
  then Shops "t" (city: "Bern")
}
scenario "delete removes the row" {
  given Shop "s" { Sold(lines: [], to: none, amount: 1), Gone() }
  when Move(shopId: "s", city: "Bern")
  then Shops "s" nothing
}
scenario "the history is in the rows" {
  given Shop "s" { Sold(lines: [Line(cup, 4)], to: none, amount: 1) }
  when Sell(shopId: "s", lines: [Line(cup, 1)], to: none, amount: 1)
  then Sales ("s", cup) (times: 5)
}
`;

describe("a projection", () => {
  it.each(Object.entries(verdicts(model + scenarios)))("%s", (_, message) => {
    expect(message).toBe("");
  });

  it("is not what a scenario says otherwise", () => {
    const wrong = `
scenario "another value" {
  when Sell(shopId: "s", lines: [Line(tea, 2)], to: none)
  then Sales ("s", tea) (times: 2, double: 5)
}
scenario "no row" {
  when Move(shopId: "s", city: "x")
  then Shops "s" (city: "x")
}
scenario "a row too many" {
  when Sell(shopId: "s", lines: [], to: none)
  then Shops "s" nothing
}`;
    expect(verdicts(model + wrong)).toEqual({
      "another value": expect.stringMatching(
        /Sales \("s", tea\) was expected with double: 5, and has double: 4$/u,
      ),
      "no row": expect.stringMatching(/Shops "s" was expected, and there is no such row$/u),
      "a row too many": expect.stringMatching(/Shops "s" was expected not to be there, and is$/u),
    });
  });
});

describe("a query", () => {
  const simulator = createSimulator(modelOf(model));
  const ids = ["a", "b", "c", "d"].map((letter) => `00000000-0000-4000-8000-00000000000${letter}`);
  let world = simulator.begin();
  const sell = (at: number, times: number, to: string | undefined, amount: string): void => {
    const input = {
      shopId: ids[at]!,
      lines: [{ kind: "tea", times }],
      ...(to === undefined ? {} : { to }),
      amount,
    };
    world = simulator.step(world, { kind: "command", command: "Test.Shop.Sell", input }).world;
  };
  sell(1, 5, "x", "10");
  sell(0, 5, undefined, "9");
  sell(2, 2, undefined, "100");
  sell(3, 1, "x", "10");

  const shops = (name: string, args = {}): readonly unknown[] =>
    simulator.query(world, "Test.Sales", name, args).map((row) => ids.findIndex((id) => id === row["shop"]));

  it("chooses, sorts, and breaks ties by the key", () => {
    expect(shops("often")).toEqual([0, 1, 2]);
    expect(shops("all")).toEqual([3, 2, 0, 1]);
  });

  it("has its limit, and defaults of its parameters", () => {
    expect(shops("often", { n: 1 })).toEqual([0]);
    expect(shops("often", { least: 1, n: 3 })).toEqual([0, 1, 2]);
    expect(shops("often", { n: 0 })).toEqual([]);
  });

  it("compares what is absent, and numbers by value", () => {
    const found = simulator.query(world, "Test.Shops", "where2").map((row) => row["takings"]);
    expect(found).toEqual(["100", "9"]);
  });

  it("lists rows in the order of their keys", () => {
    expect(
      simulator.rowsOf(world, "Test.Shops").map((row) => ids.findIndex((id) => id === row["shopId"])),
    ).toEqual([0, 1, 2, 3]);
    expect(simulator.rowOf(world, "Test.Shops", [ids[1]!])).toMatchObject({
      takings: "10",
      buyers: ["x"],
      at: 1,
    });
  });
});
