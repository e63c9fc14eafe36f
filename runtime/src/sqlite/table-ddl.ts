/**
 * Tables and views of read models. `Banking.AccountOverview` is a view of the version that is published; the tables
 * themselves have their version behind their name.
 */
import type { Table, TableVersion } from "../store/tables.js";
import type { Database } from "./driver.js";
import { keptColumns, quoted, sqlColumns, type KeptColumn } from "./columns.js";

/** The names of tables begin so, that no view is taken for one. No name of a model has this sign. */
export const tableName = ({ name, version }: TableVersion): string => `${name}#${version}`;

/** What makes a table with its indexes, unless it is there. */
export function tableDdl(table: Table): readonly string[] {
  const columns = keptColumns(table);
  const name = quoted(tableName(table));
  const definitions = columns.flatMap((column) =>
    sqlColumns(column).map(({ sql, type }) => `${sql} ${type}${column.optional ? "" : " NOT NULL"}`),
  );
  // By what it is sorted by, so that the key serves pages, too: equal values are equal in that.
  const key = columns.filter(({ isKey }) => isKey).map(({ order }) => order.sql);
  return [
    `CREATE TABLE IF NOT EXISTS ${name} (${definitions.join(", ")}, PRIMARY KEY (${key.join(", ")})) STRICT, WITHOUT ROWID`,
    ...table.indexes.map((index, at) => {
      const parts = index.map(
        ({ column, descending }) =>
          `${orderOf(columns, column, table).sql}${descending === true ? " DESC" : ""}`,
      );
      const indexName = quoted(`${tableName(table)}#${String(at + 1)}`);
      return `CREATE INDEX IF NOT EXISTS ${indexName} ON ${name} (${parts.join(", ")})`;
    }),
  ];
}

function orderOf(columns: readonly KeptColumn[], name: string, table: Table): KeptColumn["order"] {
  const found = columns.find((column) => column.name === name);
  if (found === undefined) throw new TypeError(`The table ${table.name} has no column ${name}`);
  return found.order;
}

/** Makes the view of a name show a table, inside the transaction at hand. */
export function publish(database: Database, table: TableVersion): void {
  const columns = database
    .prepare<[string], string>("SELECT name FROM pragma_table_info(?) ORDER BY cid")
    .pluck()
    .all(tableName(table))
    .filter((name) => !name.endsWith("#order"));
  if (columns.length === 0) throw new TypeError(`There is no table ${tableName(table)} to publish`);
  const view = quoted(table.name);
  database.exec(`DROP VIEW IF EXISTS ${view}`);
  database.exec(
    `CREATE VIEW ${view} AS SELECT ${columns.map(quoted).join(", ")} FROM ${quoted(tableName(table))}`,
  );
}

/** The tables of read models in a database. */
export function tablesIn(database: Database): readonly TableVersion[] {
  return database
    .prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE '%#%'")
    .pluck()
    .all()
    .map((name) => {
      const at = name.lastIndexOf("#");
      return { name: name.slice(0, at), version: name.slice(at + 1) };
    });
}
