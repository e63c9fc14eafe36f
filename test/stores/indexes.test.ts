/**
 * Whether SQLite finds rows by the indexes that a table has: those that are declared, and the one that its key is. Its plan of a
 * query must name one, enter it at a bound where there is one, and sort nothing anew.
 */
import { join } from "node:path";
import Database from "better-sqlite3";
import { describe, expect, it } from "vitest";
import type { ComparableType, Condition, Row, RowQuery, Table } from "@esdl/runtime";
import { sqlite } from "@esdl/runtime/sqlite";
import { keptColumns } from "../../runtime/src/sqlite/columns.js";
import { selectSql } from "../../runtime/src/sqlite/query.js";
import { tableDdl } from "../../runtime/src/sqlite/table-ddl.js";
import { opened, scratch } from "./stores.js";

const table: Table = {
  name: "Shop.Orders",
  version: "1",
  key: [
    { name: "day", type: "date" },
    { name: "amount", type: "decimal" },
  ],
  columns: [
    { name: "customer", type: "text", ordered: true },
    { name: "spent", type: "decimal", ordered: true },
    { name: "took", type: "duration", ordered: true },
    { name: "last", type: "instant", ordered: true, optional: true },
    { name: "note", type: "text", ordered: true, optional: true },
    { name: "open", type: "bool", ordered: true },
    { name: "other", type: "int", ordered: true },
  ],
  indexes: [
    [{ column: "customer" }],
    [{ column: "spent", descending: true }],
    [{ column: "took" }],
    [{ column: "last", descending: true }, { column: "customer" }],
    [{ column: "note" }],
    [{ column: "open" }, { column: "spent" }],
  ],
};

const row: Row = {
  day: "2026-01-01",
  amount: "10",
  customer: "c",
  spent: "9.5",
  took: "PT10H",
  last: "2026-01-01T00:00:00.000Z",
  note: "n",
  open: true,
  other: 1,
};

const compare = (op: "==" | ">=" | "<", column: string, type: ComparableType): Condition => ({
  op,
  left: { column },
  right: { value: row[column], type },
});
const desc = (column: string) => ({ column, descending: true }) as const;

/** What SQLite says that it does. */
function planOf(query: RowQuery): string {
  const database = new Database(":memory:");
  for (const statement of tableDdl(table)) database.exec(statement);
  const columns = keptColumns(table);
  const { text, parameters } = selectSql(table, columns, columns.map(({ value }) => value.sql).join(), query);
  const steps = database.prepare<unknown[], { readonly detail: string }>(`EXPLAIN QUERY PLAN ${text}`);
  const plan = steps
    .all(...parameters)
    .map(({ detail }) => detail)
    .join("; ");
  database.close();
  return plan;
}

const primary = /^SEARCH Shop\.Orders#1 USING PRIMARY KEY \(/;
const index = (number: number, bound: string): RegExp =>
  new RegExp(`^SEARCH Shop\\.Orders#1 USING INDEX Shop\\.Orders#1#${String(number)} \\(${bound}`);

describe("the plan of a query", () => {
  it.each<readonly [string, RowQuery, RegExp]>([
    ["the first page of all", { limit: 10 }, /^SCAN Shop\.Orders#1$/],
    ["a later page of all", { after: row, limit: 10 }, primary],
    ["by the first part of the key", { where: compare("==", "day", "date") }, primary],
    ["by a text", { where: compare("==", "customer", "text") }, index(1, "customer=")],
    [
      "a later page by a text",
      { where: compare("==", "customer", "text"), order: [{ column: "customer" }], after: row },
      index(1, "customer"),
    ],
    [
      "the largest",
      { order: [desc("spent")], limit: 3 },
      /^SCAN Shop\.Orders#1 USING INDEX Shop\.Orders#1#2$/,
    ],
    [
      "those that are large, largest first",
      { where: compare(">=", "spent", "decimal"), order: [desc("spent")], limit: 3 },
      index(2, "spent#order>"),
    ],
    ["by a decimal", { where: compare("==", "spent", "decimal") }, index(2, "spent#order=")],
    [
      "a later page of the largest",
      { order: [desc("spent")], after: row, limit: 3 },
      index(2, "spent#order<"),
    ],
    ["those that were short", { where: compare("<", "took", "duration") }, index(3, "took#order<")],
    ["by an optional", { where: compare("==", "note", "text") }, index(5, "note=")],
    ["where an optional is at least", { where: compare(">=", "note", "text") }, index(5, "note>")],
    ["a later page by an optional", { order: [{ column: "note" }], after: row, limit: 3 }, index(5, "note>")],
    [
      "the latest by an optional and a second column",
      { where: compare(">=", "last", "instant"), order: [desc("last"), { column: "customer" }] },
      index(4, "last>"),
    ],
    [
      "by two columns of one index, sorted by the second",
      { where: compare("==", "open", "bool"), order: [{ column: "spent" }], limit: 3 },
      index(6, "open="),
    ],
    [
      "by two columns of one index, with a bound",
      { where: { op: "and", parts: [compare("==", "open", "bool"), compare(">=", "spent", "decimal")] } },
      index(6, "open=\\? AND spent#order>"),
    ],
  ])("for %s uses the index", (_, query, wanted) => {
    expect(planOf(query)).toMatch(wanted);
  });

  it("would tell: without an index it reads all and sorts", () => {
    expect(planOf({ where: compare("==", "other", "int") })).toMatch(/^SCAN Shop\.Orders#1;/);
    expect(planOf({ order: [{ column: "other" }] })).toMatch(/USE TEMP B-TREE/);
  });
});

describe("a view at an SQL prompt", () => {
  it("shows values as the language writes them, under the names of the model, and nothing else", async () => {
    const file = join(scratch(), "store.db");
    const store = await opened(sqlite(file));
    await store.createTable(table);
    const without = {
      ...Object.fromEntries(Object.entries(row).filter(([name]) => name !== "note" && name !== "last")),
      ...{ day: "2026-02-01", open: false, spent: "-0.05" },
    };
    await store.commit({
      rows: [row, without].map((one: Row) => ({ table, key: [one["day"], one["amount"]], row: one })),
      publish: [table],
    });
    const database = new Database(file, { readonly: true });
    const rows: unknown = database.prepare('SELECT * FROM "Shop.Orders" ORDER BY day').all();
    expect(rows).toEqual([
      { ...row, open: 1 },
      { ...without, open: 0, note: null, last: null },
    ]);
    const sum: unknown = database
      .prepare(`SELECT sum(spent) FROM "Shop.Orders" WHERE day >= date('2026-01-15', '-1 month')`)
      .pluck()
      .get();
    expect(sum).toBeCloseTo(9.45);
    database.close();
  });
});
