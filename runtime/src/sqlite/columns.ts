/**
 * How rows of read models are kept in SQLite: real columns that a person at an SQL prompt can read. Decimals and durations,
 * whose text does not sort as they do, get a second column beside them, by which they are compared and sorted.
 */
import { decimalOrder, durationMilliseconds } from "../values/index.js";
import { memberOf, type ColumnType, type Row, type Table } from "../store/tables.js";

export type SqlValue = string | number | null;

interface Kind {
  /** The column's type in a STRICT table. */
  readonly sql: "TEXT" | "INTEGER";
  readonly encode: (value: unknown) => SqlValue;
  readonly decode: (value: SqlValue) => unknown;
  /** What it sorts by, where that is not what it is kept as. */
  readonly order?: { readonly sql: "TEXT" | "INTEGER"; readonly encode: (value: unknown) => SqlValue };
}

const asItIs = (value: unknown): SqlValue => value as SqlValue;
const text: Kind = { sql: "TEXT", encode: asItIs, decode: asItIs };

/** Values are trusted to be of their types: rows come from generated code. */
export const kinds: Readonly<Record<ColumnType, Kind>> = {
  text,
  instant: text,
  date: text,
  int: { sql: "INTEGER", encode: asItIs, decode: asItIs },
  bool: { sql: "INTEGER", encode: Number, decode: Boolean },
  json: {
    sql: "TEXT",
    encode: (value) => JSON.stringify(value),
    decode: (value): unknown => JSON.parse(String(value)),
  },
  decimal: { ...text, order: { sql: "TEXT", encode: (value) => decimalOrder(value as string) } },
  duration: { ...text, order: { sql: "INTEGER", encode: (value) => durationMilliseconds(value as string) } },
};

/** A column of the database. */
interface SqlColumn {
  /** Its name, quoted. */
  readonly sql: string;
  readonly type: "TEXT" | "INTEGER";
  readonly encode: (row: Row) => SqlValue;
}

/** A column of a read model, with what it is in the database. */
export interface KeptColumn {
  readonly name: string;
  readonly type: ColumnType;
  readonly optional: boolean;
  readonly isKey: boolean;
  readonly value: SqlColumn;
  /** What it is compared and sorted by; `value` itself, where that sorts. */
  readonly order: SqlColumn;
}

/** The columns of a table, the key first, in the order in which they stand in the database. */
export function keptColumns(table: Table): readonly KeptColumn[] {
  const taken = new Set<string>();
  return [...table.key, ...table.columns].map((column, at): KeptColumn => {
    const { name, type } = column;
    const isKey = at < table.key.length;
    const optional = column.optional === true;
    const { sql, encode, order } = kinds[type];
    const own = sqlName(name, taken);
    const value: SqlColumn = { sql: quoted(own), type: sql, encode: encoding(name, encode) };
    if (order === undefined || !(isKey || column.ordered === true)) {
      return { name, type, optional, isKey, value, order: value };
    }
    // No name of a model has this sign.
    const beside = { sql: quoted(`${own}#order`), type: order.sql, encode: encoding(name, order.encode) };
    return { name, type, optional, isKey, value, order: beside };
  });
}

/** The database takes names that differ by case only for the same: the second of them gets a number. */
function sqlName(name: string, taken: Set<string>): string {
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? name : `${name}#${String(number)}`;
    const folded = candidate.toLowerCase();
    if (taken.has(folded)) continue;
    taken.add(folded);
    return candidate;
  }
}

const encoding =
  (name: string, encode: (value: unknown) => SqlValue) =>
  (row: Row): SqlValue => {
    const value = memberOf(row, name);
    return value === undefined ? null : encode(value);
  };

/** An identifier, whatever it is. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** The columns of the database for a column of the model: one, or two. */
export const sqlColumns = ({ value, order }: KeptColumn): readonly SqlColumn[] =>
  value === order ? [value] : [value, order];
