/** Queries of read models as SQL with parameters. Only names of columns and operators are in its text. */
import { comparableColumn, totalOrder } from "../store/tables.js";
import type { Condition, Operand, OrderBy, Row, RowQuery, Table } from "../store/tables.js";
import { kinds, quoted, type KeptColumn, type SqlValue } from "./columns.js";
import { tableName } from "./table-ddl.js";

export interface Sql {
  readonly text: string;
  readonly parameters: readonly SqlValue[];
}

/** The rows that a query answers, in its order; the columns are `selected`. */
export function selectSql(
  table: Table,
  columns: readonly KeptColumn[],
  selected: string,
  query: RowQuery,
): Sql {
  const parameters: SqlValue[] = [];
  const writer: Writer = {
    table,
    column: (name) => {
      comparableColumn(table, name);
      const found = columns.find((column) => column.name === name);
      if (found === undefined) throw new TypeError(`The table ${table.name} has no column ${name}`);
      return found;
    },
    parameter: (value) => {
      parameters.push(value);
      return "?";
    },
  };
  const order = totalOrder(table, query.order);
  const conditions = [
    ...(query.where === undefined ? [] : [conditionSql(query.where, writer)]),
    ...(query.after === undefined ? [] : [afterSql(order, query.after, writer)]),
  ];
  // Where all that hold are asked for in no order but the key's, the condition chooses the index: a sign keeps the order from
  // choosing one that reads everything.
  const isFree = query.where !== undefined && (query.order ?? []).length === 0 && query.limit === undefined;
  const sorted = order.map(
    ({ column, descending }) =>
      `${isFree ? "+" : ""}${writer.column(column).order.sql}${descending === true ? " DESC" : ""}`,
  );
  const where = conditions.length === 0 ? "" : ` WHERE ${conditions.join(" AND ")}`;
  const limit = query.limit === undefined ? "" : ` LIMIT ${writer.parameter(query.limit)}`;
  const text = `SELECT ${selected} FROM ${quoted(tableName(table))}${where} ORDER BY ${sorted.join(", ")}${limit}`;
  return { text, parameters };
}

interface Writer {
  readonly table: Table;
  readonly column: (name: string) => KeptColumn;
  /** Takes a value, and answers what stands for it in the text. */
  readonly parameter: (value: SqlValue) => string;
}

/**
 * A condition, so written that indexes serve it.
 *
 * @param isNegated whether a `not` is around it: elsewhere NULL counts as false by itself
 */
function conditionSql(condition: Condition, writer: Writer, isNegated = false): string {
  switch (condition.op) {
    case "and":
    case "or": {
      const parts = condition.parts.map((part) => conditionSql(part, writer, isNegated));
      if (parts.length === 0) return condition.op === "and" ? "TRUE" : "FALSE";
      return `(${parts.join(condition.op === "and" ? " AND " : " OR ")})`;
    }
    case "not":
      return `NOT ${conditionSql(condition.part, writer, true)}`;
    case "==":
    case "!=": {
      const { op, left, right } = condition;
      const as = [left, right].every((operand) => hasOrder(operand, writer)) ? "order" : "value";
      // IS compares with NULL as the language does with none.
      const operator = op === "==" ? "IS" : "IS NOT";
      return `(${operandSql(left, as, writer)} ${operator} ${operandSql(right, as, writer)})`;
    }
    default: {
      const { op, left, right } = condition;
      const comparison = `${operandSql(left, "order", writer)} ${op} ${operandSql(right, "order", writer)}`;
      const mayBeNull = canBeNone(left, writer) || canBeNone(right, writer);
      return isNegated && mayBeNull ? `IFNULL(${comparison}, 0)` : `(${comparison})`;
    }
  }
}

const canBeNone = (operand: Operand, writer: Writer): boolean =>
  "column" in operand ? writer.column(operand.column).optional : operand.value === undefined;

/** Whether it can be had as what it is sorted by, which is what indexes are of. Equal values are equal in that, too. */
function hasOrder(operand: Operand, writer: Writer): boolean {
  if (!("column" in operand)) return true;
  const { type, value, order } = writer.column(operand.column);
  return kinds[type].order === undefined || order !== value;
}

/** @param as whether it is the value itself, or what it is sorted by */
function operandSql(operand: Operand, as: "value" | "order", writer: Writer): string {
  if (!("column" in operand)) {
    const { encode, order } = kinds[operand.type];
    const encoded = as === "order" ? (order?.encode ?? encode) : encode;
    return writer.parameter(operand.value === undefined ? null : encoded(operand.value));
  }
  const column = writer.column(operand.column);
  if (as === "order" && !hasOrder(operand, writer)) {
    throw new TypeError(`The column ${column.name} of ${writer.table.name} is not \`ordered\``);
  }
  return column[as].sql;
}

/** Holds for the rows behind one, in an order in which no two are equal. */
function afterSql(order: readonly OrderBy[], row: Row, writer: Writer): string {
  const [first, ...rest] = order;
  if (first === undefined) return "FALSE";
  const { order: column, optional } = writer.column(first.column);
  const value = column.encode(row);
  const descending = first.descending === true;
  const beyond = beyondSql(column.sql, value, descending, optional, writer);
  if (rest.length === 0) return beyond;
  const tied = `${column.sql} IS ${writer.parameter(value)} AND ${afterSql(rest, row, writer)}`;
  const after = `(${beyond} OR (${tied}))`;
  // Said before, though it follows: an index is entered at a bound, and not at an alternative.
  if (value === null || (descending && optional)) return after;
  return `(${after} AND ${column.sql} ${descending ? "<=" : ">="} ${writer.parameter(value)})`;
}

/** None is less than everything. */
function beyondSql(
  column: string,
  value: SqlValue,
  descending: boolean,
  optional: boolean,
  writer: Writer,
): string {
  if (value === null) return descending ? "FALSE" : `${column} IS NOT NULL`;
  if (!descending) return `${column} > ${writer.parameter(value)}`;
  const less = `${column} < ${writer.parameter(value)}`;
  return optional ? `(${less} OR ${column} IS NULL)` : less;
}
