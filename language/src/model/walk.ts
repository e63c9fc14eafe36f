/** Walking expressions and statements of a model. */
import type { Expr } from "./expressions.js";
import type { Statement } from "./statements.js";

/** The expressions directly inside one, in the order in which they are written. */
export function childrenOf(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case "field":
      return [expr.target];
    case "present":
    case "convert":
    case "matches":
      return [expr.value];
    case "index":
      return [expr.target, expr.index];
    case "method":
      return [expr.target, ...expr.args];
    case "lambda":
      return [expr.body];
    case "call":
      return expr.args;
    case "construct":
      return expr.fields.map((field) => field.value);
    case "list":
    case "tuple":
      return expr.items;
    case "extreme":
    case "binary":
    case "logical":
    case "coalesce":
    case "in":
      return [expr.left, expr.right];
    case "not":
    case "negate":
      return [expr.operand];
    case "if":
      return [expr.condition, expr.then, expr.else];
    case "literal":
    case "none":
    case "enumMember":
    case "local":
    case "root":
    case "now":
    case "newId":
    case "emptyMap":
      return [];
  }
}

/** An expression and everything inside it, outermost first. */
export function* expressionsIn(expr: Expr): Generator<Expr> {
  yield expr;
  for (const child of childrenOf(expr)) yield* expressionsIn(child);
}

/** The statements of a body and of the bodies inside it, in order. */
export function* statementsIn(body: readonly Statement[]): Generator<Statement> {
  for (const statement of body) {
    yield statement;
    if (statement.kind === "for") yield* statementsIn(statement.body);
    if (statement.kind === "if") {
      yield* statementsIn(statement.then);
      yield* statementsIn(statement.else ?? []);
    }
  }
}
