/** Cursors: where a page ended, as an opaque text. They outlive what is written in between, since they name a place, not a count. */
import type { OrderBy, Row } from "../store/tables.js";
import { memberOf } from "../store/tables.js";
import { setMember } from "../values/index.js";

export interface Place {
  readonly after: Row;
  /** How many rows were answered up to it: a query with a limit ends there. */
  readonly passed: number;
}

/** A cursor behind a row, in an order. */
export function writeCursor(row: Row, order: readonly OrderBy[], passed: number): string {
  const values = order.map(({ column }) => memberOf(row, column) ?? null);
  return Buffer.from(JSON.stringify([nameOf(order), passed, values])).toString("base64url");
}

/** @throws TypeError when the text is no cursor of this order */
export function readCursor(cursor: string, order: readonly OrderBy[]): Place {
  const read = parsed(cursor);
  if (!isList(read)) throw wrongCursor();
  const [name, passed, values] = read;
  if (name !== nameOf(order) || typeof passed !== "number" || !(passed >= 0)) throw wrongCursor();
  if (!isList(values) || values.length !== order.length || !values.every(isScalar)) throw wrongCursor();
  const after: Record<string, unknown> = {};
  for (const [at, { column }] of order.entries()) {
    const value = values[at];
    if (value !== null && value !== undefined) setMember(after, column, value);
  }
  return { after, passed };
}

const nameOf = (order: readonly OrderBy[]): string =>
  order.map(({ column, descending }) => `${descending === true ? "-" : ""}${column}`).join(",");

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);

const isScalar = (value: unknown): boolean =>
  value === null || ["string", "number", "boolean"].includes(typeof value);

const wrongCursor = (): TypeError =>
  new TypeError("The cursor is not of this query: give the `cursor` of a page of the same query, unchanged.");

function parsed(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
  } catch {
    throw wrongCursor();
  }
}
