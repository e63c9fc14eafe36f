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
  const sorted = order.map(
    ({ column, descending }) => `${writer.column(column).order.sql}${descending === true ? " DESC" : ""}`,
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

function conditionSql(condition: Condition, writer: Writer): string {
  switch (condition.op) {
    case "and":
    case "or": {
      const parts = condition.parts.map((part) => conditionSql(part, writer));
      if (parts.length === 0) return condition.op === "and" ? "TRUE" : "FALSE";
      return `(${parts.join(condition.op === "and" ? " AND " : " OR ")})`;
    }
    case "not":
      return `NOT ${conditionSql(condition.part, writer)}`;
    case "==":
    case "!=": {
      // IS compares with NULL as the language does with none.
      const operator = condition.op === "==" ? "IS" : "IS NOT";
      return `(${operandSql(condition.left, "value", writer)} ${operator} ${operandSql(condition.right, "value", writer)})`;
    }
    default: {
      const { op, left, right } = condition;
      const comparison = `${operandSql(left, "order", writer)} ${op} ${operandSql(right, "order", writer)}`;
      return canBeNone(left, writer) || canBeNone(right, writer)
        ? `IFNULL(${comparison}, 0)`
        : `(${comparison})`;
    }
  }
}

const canBeNone = (operand: Operand, writer: Writer): boolean =>
  "column" in operand ? writer.column(operand.column).optional : operand.value === undefined;

/** @param as whether it is compared for equality or for order */
function operandSql(operand: Operand, as: "value" | "order", writer: Writer): string {
  if (!("column" in operand)) {
    const { encode, order } = kinds[operand.type];
    const encoded = as === "order" ? (order?.encode ?? encode) : encode;
    return writer.parameter(operand.value === undefined ? null : encoded(operand.value));
  }
  const column = writer.column(operand.column);
  if (as === "order" && kinds[column.type].order !== undefined && column.order === column.value) {
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
  const beyond = beyondSql(column.sql, value, first.descending === true, optional, writer);
  if (rest.length === 0) return beyond;
  return `(${beyond} OR (${column.sql} IS ${writer.parameter(value)} AND ${afterSql(rest, row, writer)}))`;
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
