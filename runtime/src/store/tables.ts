/**
 * The tables of read models, as a store is told of them: columns by what they hold, rows in the JSON forms of the language,
 * queries as data. So every store filters and sorts alike, each with its own means.
 */

/**
 * What a column holds, in its JSON form. `text` stands for strings, ids, enums and brands of strings. Everything but `json`
 * compares and sorts as the language says: texts by code point, decimals and durations by their size.
 */
export type ColumnType = "text" | "int" | "bool" | "decimal" | "instant" | "date" | "duration" | "json";

/** A type whose values compare. */
export type ComparableType = Exclude<ColumnType, "json">;

/** A column of a table. */
export interface Column<Type extends ColumnType = ColumnType> {
  /** The column's name: that of the field, unique in its table. */
  readonly name: string;
  /** What it holds. */
  readonly type: Type;
  /** The member may be absent from a row; it then sorts before everything. */
  readonly optional?: true;
  /** Something is compared or sorted by it, so that a store may prepare for that. Key columns always are. Never `json`. */
  readonly ordered?: true;
  /** A query sorts by it, and the model knows nothing of it: rows are answered without it. */
  readonly isHidden?: true;
}

/** A column that rows are sorted by. */
export interface OrderBy {
  /** The column's name. */
  readonly column: string;
  readonly descending?: true;
}

/** One version of a table. */
export interface TableVersion {
  /** `Banking.AccountOverview`. */
  readonly name: string;
  /** Fingerprint of what is in it, a word of letters and digits. */
  readonly version: string;
}

/** A table. Tables of one name and different versions stand side by side; one of them is published. */
export interface Table extends TableVersion {
  /** At least one; none is optional or `json`. */
  readonly key: readonly Column<ComparableType>[];
  /** The columns besides the key. */
  readonly columns: readonly Column[];
  /** What rows are often sorted or found by: for each, columns in order. */
  readonly indexes: readonly (readonly OrderBy[])[];
}

/** A row, key and columns by name. An optional column that is absent has no member. */
export type Row = Readonly<Record<string, unknown>>;

/** A row that generated code made: its members are the columns of its table. */
export function asRow(row: object | undefined): Row | undefined;
export function asRow(row: object | undefined): object | undefined {
  return row;
}

/** What a row has in a column; a name that every object inherits is nothing of its own. */
export const memberOf = (row: Row, name: string): unknown =>
  Object.hasOwn(row, name) ? row[name] : undefined;

/** A change to one row, made when the unit commits. */
export interface RowUpdate {
  /** The table of the row. */
  readonly table: Table;
  /** The values of the key columns, in their order. */
  readonly key: readonly unknown[];
  /**
   * The row after, from the row before; `undefined`: there is none. Pure and total: it may be called again for the same
   * commit. What it throws fails the unit. The key of the row that it answers is `key`.
   */
  readonly update: (row: Row | undefined) => Row | undefined;
}

/** A row in place of whatever is there, for a writer that knows what is there. */
export interface RowWrite {
  /** The table of the row. */
  readonly table: Table;
  /** The values of the key columns, in their order. */
  readonly key: readonly unknown[];
  /** The row from now on; `undefined`: there is none. */
  readonly row: Row | undefined;
}

/** A value in a condition: what a row has in a column, or a given one, in the JSON form of a type; `undefined`: none. */
export type Operand =
  { readonly column: string } | { readonly value: unknown; readonly type: ComparableType };

/**
 * Which rows. The operands of a comparison are of one type; `==` and `!=` also compare with none, and `<` and the like do
 * not hold where a side is none.
 */
export type Condition =
  | { readonly op: "and" | "or"; readonly parts: readonly Condition[] }
  | { readonly op: "not"; readonly part: Condition }
  | {
      readonly op: "==" | "!=" | "<" | "<=" | ">" | ">=";
      readonly left: Operand;
      readonly right: Operand;
    };

/** Which rows a store answers, in which order. */
export interface RowQuery {
  /** Which rows; all when absent. */
  readonly where?: Condition;
  /** The key breaks ties, ascending. */
  readonly order?: readonly OrderBy[];
  /** The row that the answer comes after, in the order of the query: its members that are sorted by, and its key. */
  readonly after?: Row;
  /** The most rows to answer; all when absent. */
  readonly limit?: number;
}

/** The order of a query with the key that breaks its ties: no two rows are equal by it. */
export function totalOrder(table: Table, order: readonly OrderBy[] = []): readonly OrderBy[] {
  const named = new Set(order.map(({ column }) => column));
  return [
    ...order,
    ...table.key.map(({ name }) => ({ column: name })).filter(({ column }) => !named.has(column)),
  ];
}

/** @throws TypeError when the table has no such column, or nothing can be compared by it */
export function comparableColumn(table: Table, name: string): Column<ComparableType> {
  const found = [...table.key, ...table.columns].find((column) => column.name === name);
  if (found === undefined) throw new TypeError(`The table ${table.name} has no column ${name}`);
  const { type } = found;
  if (type === "json")
    throw new TypeError(`The column ${name} of ${table.name} holds JSON, which has no order`);
  return { ...found, type };
}
