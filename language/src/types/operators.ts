/** The table of operators: which operands an arithmetic operator takes, and what it answers. */
import type { ArithmeticOp, BinaryExpr } from "../model/expressions.js";
import type { ScalarName } from "../model/types.js";

/** A row of operands that are scalars. `int` also stands where `decimal` is asked. */
export interface OperatorRow {
  readonly op: ArithmeticOp;
  readonly on: BinaryExpr["on"];
  readonly left: ScalarName;
  readonly right: ScalarName;
  readonly result: ScalarName;
}

const rows = (
  ops: readonly ArithmeticOp[],
  on: BinaryExpr["on"],
  left: ScalarName,
  right: ScalarName,
  result: ScalarName,
): readonly OperatorRow[] => ops.map((op) => ({ op, on, left, right, result }));

/** In the order in which they are tried; `/` on two ints is no row. */
export const arithmetic: readonly OperatorRow[] = [
  ...rows(["+", "-", "*", "%"], "int", "int", "int", "int"),
  ...rows(["+", "-", "*", "/", "%"], "decimal", "decimal", "decimal", "decimal"),
  ...rows(["+"], "string", "string", "string", "string"),
  ...rows(["-"], "instant-instant", "instant", "instant", "duration"),
  ...rows(["+", "-"], "instant-duration", "instant", "duration", "instant"),
  ...rows(["+", "-"], "duration", "duration", "duration", "duration"),
];

/** What unary `-` takes, and what `sum` adds up. */
export const summable: ReadonlySet<ScalarName> = new Set(["int", "decimal", "duration"]);

/** The scale of a result, from those of two decimals: undefined where it has no bound. An int has the scale 0. */
export function scaleAfter(
  op: ArithmeticOp,
  left: number | undefined,
  right: number | undefined,
): number | undefined {
  if (op === "/" || left === undefined || right === undefined) return undefined;
  return op === "*" ? left + right : Math.max(left, right);
}

/** The row for two scalars; ints stand where decimals are asked, but two ints stay ints. */
export function operatorRow(op: ArithmeticOp, left: ScalarName, right: ScalarName): OperatorRow | undefined {
  const takes = (row: ScalarName, given: ScalarName): boolean =>
    row === given || (row === "decimal" && given === "int");
  return arithmetic.find(
    (row) =>
      row.op === op &&
      takes(row.left, left) &&
      takes(row.right, right) &&
      !(row.on === "decimal" && left === "int" && right === "int"),
  );
}
