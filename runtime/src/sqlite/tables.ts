/** The rows of read models in SQLite: statements prepared once per table and connection. */
import type BetterSqlite3 from "better-sqlite3";
import { foldRows, tableId } from "../store/rows.js";
import type { Row, RowQuery, RowUpdate, RowWrite, Table, TableVersion } from "../store/tables.js";
import { setMember } from "../values/index.js";
import { keptColumns, kinds, quoted, sqlColumns, type KeptColumn, type SqlValue } from "./columns.js";
import type { Database } from "./driver.js";
import { selectSql } from "./query.js";
import { publish, tableDdl, tableName, tablesIn } from "./table-ddl.js";

type Statement = BetterSqlite3.Statement<SqlValue[], SqlValue[]>;

interface Prepared {
  readonly columns: readonly KeptColumn[];
  /** What `write` is given of a row. */
  readonly encoders: readonly ((row: Row) => SqlValue)[];
  readonly selected: string;
  readonly find: Statement;
  readonly write: Statement;
  readonly remove: Statement;
  /** Statements of queries, by their text. */
  readonly queries: Map<string, Statement>;
}

/** Texts of queries are few: there are as many as declared queries and shapes of pages. */
const mostQueries = 200;

export class Tables {
  readonly #database: Database;
  readonly #prepared = new Map<string, Prepared>();

  constructor(database: Database) {
    this.#database = database;
  }

  create(table: Table): void {
    this.#database
      .transaction(() => {
        for (const statement of tableDdl(table)) this.#database.exec(statement);
      })
      .immediate();
  }

  drop(table: TableVersion): void {
    this.#prepared.delete(tableId(table));
    this.#database.exec(`DROP TABLE IF EXISTS ${quoted(tableName(table))}`);
  }

  list(): readonly TableVersion[] {
    return tablesIn(this.#database);
  }

  find(table: Table, key: readonly unknown[]): Row | undefined {
    return foundBy(this.#of(table), key);
  }

  findAll(table: Table, keys: readonly (readonly unknown[])[]): (Row | undefined)[] {
    const prepared = this.#of(table);
    // In one transaction, which locks once: locking costs more than finding.
    return this.#database.transaction(() => keys.map((key) => foundBy(prepared, key)))();
  }

  select(table: Table, query: RowQuery): Row[] {
    const { columns, selected, queries } = this.#of(table);
    const { text, parameters } = selectSql(table, columns, selected, query);
    let statement = queries.get(text);
    if (statement === undefined) {
      if (queries.size >= mostQueries) queries.clear();
      queries.set(text, (statement = this.#prepare(text)));
    }
    return statement.all(...parameters).map((row) => rowOf(columns, row));
  }

  /** Applies the updates of a unit, inside the transaction at hand. */
  update(updates: readonly (RowUpdate | RowWrite)[]): void {
    for (const { table, key, row } of foldRows(updates, (table, key) => this.find(table, key))) {
      const { columns, encoders, write, remove } = this.#of(table);
      if (row === undefined) remove.run(...keyParameters(columns, key));
      else write.run(...encoders.map((encode) => encode(row)));
    }
  }

  /** Makes the views of tables' names show them, inside the transaction at hand. */
  publish(tables: readonly TableVersion[]): void {
    for (const table of tables) publish(this.#database, table);
  }

  #of(table: Table): Prepared {
    const id = tableId(table);
    let prepared = this.#prepared.get(id);
    if (prepared === undefined) this.#prepared.set(id, (prepared = this.#prepareAll(table)));
    return prepared;
  }

  #prepareAll(table: Table): Prepared {
    const columns = keptColumns(table);
    const name = quoted(tableName(table));
    const all = columns.flatMap(sqlColumns);
    const isKey = columns
      .filter((column) => column.isKey)
      .map(({ order }) => `${order.sql} = ?`)
      .join(" AND ");
    const selected = columns.map(({ value }) => value.sql).join(", ");
    const changed = columns
      .filter((column) => !column.isKey)
      .flatMap(sqlColumns)
      .map(({ sql }) => `${sql} = excluded.${sql}`)
      .join(", ");
    const onConflict = changed === "" ? "DO NOTHING" : `DO UPDATE SET ${changed}`;
    return {
      columns,
      encoders: all.map(({ encode }) => encode),
      selected,
      find: this.#prepare(`SELECT ${selected} FROM ${name} WHERE ${isKey}`),
      write: this.#prepare(
        `INSERT INTO ${name} (${all.map(({ sql }) => sql).join(", ")}) VALUES (${all.map(() => "?").join(", ")}) ON CONFLICT ${onConflict}`,
        "write",
      ),
      remove: this.#prepare(`DELETE FROM ${name} WHERE ${isKey}`, "write"),
      queries: new Map(),
    };
  }

  #prepare(sql: string, kind: "read" | "write" = "read"): Statement {
    const statement = this.#database.prepare<SqlValue[], SqlValue[]>(sql);
    return kind === "read" ? statement.raw() : statement;
  }
}

function foundBy({ columns, find }: Prepared, key: readonly unknown[]): Row | undefined {
  const found = find.get(...keyParameters(columns, key));
  return found && rowOf(columns, found);
}

function keyParameters(columns: readonly KeptColumn[], key: readonly unknown[]): SqlValue[] {
  return key.map((value, at) => {
    const column = columns[at];
    if (column?.isKey !== true) throw new TypeError("the key has more parts than the table's");
    const { encode, order } = kinds[column.type];
    return (order?.encode ?? encode)(value);
  });
}

function rowOf(columns: readonly KeptColumn[], values: readonly SqlValue[]): Row {
  const row: Record<string, unknown> = {};
  for (const [at, { name, type }] of columns.entries()) {
    const value = values[at];
    if (value === null || value === undefined) continue;
    const decoded = kinds[type].decode(value);
    setMember(row, name, decoded);
  }
  return row;
}
