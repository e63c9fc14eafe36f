/** Queries answered by looking at every row: for stores that keep rows as they are, and for what a database cannot say. */
import {
  compareDate,
  compareDecimal,
  compareDuration,
  compareInstant,
  compareOptional,
  compareText,
} from "../values/index.js";
import {
  comparableColumn,
  memberOf,
  totalOrder,
  type ComparableType,
  type Condition,
  type Operand,
  type OrderBy,
  type Row,
  type RowQuery,
  type Table,
} from "./tables.js";

type Compare = (a: unknown, b: unknown) => number;

/** How two values of a column compare. They are trusted to be of its type: the store got them from generated code. */
const comparisons: Readonly<Record<ComparableType, Compare>> = {
  text: (a, b) => compareText(a as string, b as string),
  int: (a, b) => (a as number) - (b as number),
  bool: (a, b) => Number(a) - Number(b),
  decimal: (a, b) => compareDecimal(a as string, b as string),
  instant: (a, b) => compareInstant(a as string, b as string),
  date: (a, b) => compareDate(a as string, b as string),
  duration: (a, b) => compareDuration(a as string, b as string),
};

/** None sorts before everything. */
const compareValues = (type: ComparableType, a: unknown, b: unknown): number =>
  compareOptional(comparisons[type])(a, b);

/** The rows that a query answers, in its order. */
export function select(table: Table, rows: Iterable<Row>, query: RowQuery): Row[] {
  const { where, after, limit } = query;
  const compare = rowOrder(table, totalOrder(table, query.order));
  const found = [...rows].filter(
    (row) =>
      (where === undefined || holds(table, where, row)) && (after === undefined || compare(row, after) > 0),
  );
  return found.sort(compare).slice(0, limit);
}

function rowOrder(table: Table, order: readonly OrderBy[]): (a: Row, b: Row) => number {
  const columns = order.map(({ column, descending }) => ({
    name: column,
    type: typeOf(table, column),
    sign: descending === true ? -1 : 1,
  }));
  return (a, b) => {
    for (const { name, type, sign } of columns) {
      const difference = compareValues(type, memberOf(a, name), memberOf(b, name));
      if (difference !== 0) return sign * difference;
    }
    return 0;
  };
}

/** Whether a condition holds for a row. */
export function holds(table: Table, condition: Condition, row: Row): boolean {
  switch (condition.op) {
    case "and":
      return condition.parts.every((part) => holds(table, part, row));
    case "or":
      return condition.parts.some((part) => holds(table, part, row));
    case "not":
      return !holds(table, condition.part, row);
    default: {
      const { op, left, right } = condition;
      const type = "column" in left ? typeOf(table, left.column) : left.type;
      const [a, b] = [valueOf(left, row), valueOf(right, row)];
      const isOrder = op !== "==" && op !== "!=";
      if (isOrder && (a === undefined || b === undefined)) return false;
      return outcomes[op](compareValues(type, a, b));
    }
  }
}

const outcomes: Readonly<Record<"==" | "!=" | "<" | "<=" | ">" | ">=", (difference: number) => boolean>> = {
  "==": (difference) => difference === 0,
  "!=": (difference) => difference !== 0,
  "<": (difference) => difference < 0,
  "<=": (difference) => difference <= 0,
  ">": (difference) => difference > 0,
  ">=": (difference) => difference >= 0,
};

const valueOf = (operand: Operand, row: Row): unknown =>
  "column" in operand ? memberOf(row, operand.column) : operand.value;

const typeOf = (table: Table, name: string): ComparableType => comparableColumn(table, name).type;
