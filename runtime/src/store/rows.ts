/** Row updates of one unit, folded: each row is read once and written once, however many updates it gets. */
import type { Row, RowUpdate, RowWrite, Table, TableVersion } from "./tables.js";

/**
 * Applies updates in order.
 *
 * @param find the row as it is before the unit
 * @returns the rows that are to be written or deleted, each once
 * @throws whatever an update throws
 */
export function foldRows(
  updates: readonly (RowUpdate | RowWrite)[],
  find: (table: Table, key: readonly unknown[]) => Row | undefined,
): readonly RowWrite[] {
  const tables = new Map<string, Map<string, Folded>>();
  let last: { readonly table: Table; readonly rows: Map<string, Folded> } | undefined;
  for (const change of updates) {
    const { table, key } = change;
    // Nearly always the same table as before.
    if (last?.table !== table) last = { table, rows: rowsOf(tables, table) };
    const { rows } = last;
    const name = keyText(key);
    const folded = rows.get(name);
    if ("row" in change) {
      if (folded === undefined) rows.set(name, { table, key, before: unknownRow, row: change.row });
      else folded.row = change.row;
    } else if (folded === undefined) {
      const before = find(table, key);
      rows.set(name, { table, key, before, row: change.update(before) });
    } else folded.row = change.update(folded.row);
  }
  return [...tables.values()].flatMap((rows) =>
    [...rows.values()].filter(({ before, row }) => before !== row),
  );
}

interface Folded extends RowWrite {
  readonly before: Row | undefined;
  row: Row | undefined;
}

/** In the place of a row that nobody asked for: none is the same as it. */
const unknownRow: Row = {};

function rowsOf(tables: Map<string, Map<string, Folded>>, table: Table): Map<string, Folded> {
  const id = tableId(table);
  let rows = tables.get(id);
  if (rows === undefined) tables.set(id, (rows = new Map<string, Folded>()));
  return rows;
}

/** Names one version of a table. Versions are words, so that the first space parts the two. */
export const tableId = ({ name, version }: TableVersion): string => `${version} ${name}`;

/** A key as text: equal keys, and no others, are equal texts. Their values are canonical scalars. */
export function keyText(key: readonly unknown[]): string {
  const [only] = key;
  return key.length === 1 && typeof only === "string" ? only : JSON.stringify(key);
}
