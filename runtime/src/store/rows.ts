/** Row updates of one unit, folded: each row is read once and written once, however many updates it gets. */
import type { Row, RowUpdate, Table, TableVersion } from "./tables.js";

/** What became of a row that some update changed. */
export interface ChangedRow {
  readonly table: Table;
  readonly key: readonly unknown[];
  /** Absent: the row is gone. */
  readonly row: Row | undefined;
}

/**
 * Applies updates in order.
 *
 * @param find the row as it is before the unit
 * @returns the rows that are to be written or deleted, each once
 * @throws whatever an update throws
 */
export function foldRows(
  updates: readonly RowUpdate[],
  find: (table: Table, key: readonly unknown[]) => Row | undefined,
): readonly ChangedRow[] {
  const tables = new Map<string, Map<string, Folded>>();
  for (const { table, key, update } of updates) {
    const id = tableId(table);
    let rows = tables.get(id);
    if (rows === undefined) tables.set(id, (rows = new Map<string, Folded>()));
    const name = keyText(key);
    let folded = rows.get(name);
    if (folded === undefined) {
      const before = find(table, key);
      rows.set(name, (folded = { table, key, before, row: before }));
    }
    folded.row = update(folded.row);
  }
  return [...tables.values()].flatMap((rows) =>
    [...rows.values()].filter(({ before, row }) => before !== row),
  );
}

interface Folded {
  readonly table: Table;
  readonly key: readonly unknown[];
  readonly before: Row | undefined;
  row: Row | undefined;
}

/** Names one version of a table. Versions are words, so that the first space parts the two. */
export const tableId = ({ name, version }: TableVersion): string => `${version} ${name}`;

/** A key as text: equal keys, and no others, are equal texts. Their values are canonical scalars. */
export function keyText(key: readonly unknown[]): string {
  const [only] = key;
  return key.length === 1 && typeof only === "string" ? only : JSON.stringify(key);
}
