/** Reads that cannot be meant are refused in words; and pages of what a store cannot sort or judge alone. */
import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { join } from "node:path";
import {
  createApp,
  type App,
  type Module,
  type ProjectionDefinition,
  type ProjectionQuery,
  type StoreSource,
} from "@esdl/runtime";
import { checkedModel, compiled } from "../support/generated.js";
import { stores } from "../stores/stores.js";

const text = `context Stock

id ItemId
type Sku = string where it matches /^[A-Z]{3}$/

aggregate Item by itemId: ItemId {
  state { sku: Sku }
  event Added { sku: Sku, day: date, names: string[] }
  create command Add(sku: Sku, day: date, names: string[]) { emit Added(sku, day, names) }
  on Added { sku }
}
projection Days by (day: date, sku: Sku) {
  count: int = 0
  names: string[]
  on Added by (event.day, event.sku) {
    count += 1
    names = event.names
  }
  query longest(least: int) where count >= least order by names.size desc
  query named(name: string) where names.any(n => n.lower() == name.lower()) order by day
}
`;

interface Days {
  readonly definition: ProjectionDefinition;
  longest(args: { readonly least: unknown }): ProjectionQuery;
  named(args: { readonly name: unknown }): ProjectionQuery;
}

let modules: readonly Module[];
let Days: Days;
beforeAll(async () => {
  const domain = await compiled(checkedModel([{ path: "stock.esdl", text }]));
  modules = domain.modules;
  const index = (await import(/* @vite-ignore */ join(domain.output.folder, "src/stock/index.ts"))) as {
    readonly Days: Days;
  };
  Days = index.Days;
});

const names = (n: number): readonly string[] => [
  n % 3 === 0 ? "Cup" : "jar",
  ...Array<string>(n % 4).fill("x"),
];

async function appOf(
  fresh: () => StoreSource,
): Promise<{ readonly app: App; readonly after: { readonly position: number } }> {
  const app = await createApp({ modules, store: fresh() });
  onTestFinished(() => app.close());
  await app.start();
  let after = { position: 0 };
  for (let n = 1; n <= 12; n++) {
    const itemId = `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
    const data = { itemId, sku: "TEA", day: `2026-01-${String(n).padStart(2, "0")}`, names: names(n) };
    after = await app.execute({ aggregate: "Stock.Item", type: "Add", data });
  }
  return { app, after };
}

describe.each(stores)("$name: reads", ({ fresh }) => {
  it("refuse keys, arguments, limits and cursors that are none, and say what is wrong with them", async () => {
    const { app, after } = await appOf(fresh);
    const read = app.read(Days);
    const key = { day: "2026-01-03", sku: "TEA" };
    expect(await read.get(key, { after })).toEqual({ ...key, count: 1, names: names(3) });
    await expect(read.get("2026-01-03")).rejects.toThrow("day is missing");
    for (const none of [undefined, null]) {
      await expect(read.get(none)).rejects.toThrow("get needs the key of a row of Stock.Days");
    }
    await expect(read.get({ day: "2026-01-03" })).rejects.toThrow("sku is missing");
    await expect(read.get({ ...key, day: "yesterday" })).rejects.toThrow("day must be a date");
    expect(() => Days.longest({ least: "many" })).toThrow("least must be an integer");
    for (const limit of [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, "9"]) {
      await expect(read.list({ limit: limit as number }), String(limit)).rejects.toThrow("limit must be");
    }
    const { cursor } = await read.list({ limit: 2 });
    const [name, passed, values] = JSON.parse(Buffer.from(cursor!, "base64url").toString()) as unknown[];
    const forged = [[name], [name, passed], [name, "2", values], [name, -1, values], [name, passed, []]];
    for (const wrong of [...forged, [name, passed, [{}, []]], ["other", passed, values], "x", null]) {
      const text = Buffer.from(JSON.stringify(wrong)).toString("base64url");
      await expect(read.list({ cursor: text }), JSON.stringify(wrong)).rejects.toThrow("The cursor is not");
    }
    for (const wrong of ["", "no cursor", cursor!.slice(3), 7 as unknown as string]) {
      await expect(read.list({ cursor: wrong }), wrong).rejects.toThrow("The cursor is not");
    }
    await expect(read.page(Days.longest({ least: 1 }), { cursor: cursor! })).rejects.toThrow(
      "The cursor is not",
    );
  });

  it("page through what the store sorts by a column that rows do not show, and through what it cannot judge", async () => {
    const { app, after } = await appOf(fresh);
    const read = app.read(Days);
    for (const query of [Days.longest({ least: 1 }), Days.named({ name: "CUP" })]) {
      const all = await read.find(query, { after });
      const paged: object[] = [];
      for (let cursor: string | undefined; ;) {
        const page = await read.page(query, { limit: 3, cursor });
        paged.push(...page.rows);
        cursor = page.cursor;
        if (cursor === undefined) break;
      }
      expect(paged).toEqual(all);
      for (const row of all) expect(Object.keys(row).sort()).toEqual(["count", "day", "names", "sku"]);
    }
    expect(await read.find(Days.named({ name: "CUP" }))).toHaveLength(4);
    const lengths = (await read.find(Days.longest({ least: 1 }))).map(
      (row) => (row as { names: unknown[] }).names.length,
    );
    expect(lengths).toEqual(lengths.toSorted((a, b) => b - a));
  });
});
