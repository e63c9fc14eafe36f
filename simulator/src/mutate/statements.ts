/** Mutants of bodies: statements left out, guards opened and closed, and the mistakes inside of their expressions. */
import type {
  AssignStatement,
  EmitStatement,
  Expr,
  Model,
  SendStatement,
  Statement,
} from "@esdl/language/model";

import { callText, statementText } from "../text/statement.js";
import { expressionText } from "../text/expression.js";
import { negated, truth, type MutationOperator } from "./expressions.js";
import { inExpression, replaced, trapStatement, withTrap, type Mutant, type Site } from "./mutant.js";
import { dropped, elements, member, optional, without, type Place } from "./place.js";

/** Every mutant of a body. */
export function* inBody(body: Place<readonly Statement[]>, site: Site): Generator<Mutant> {
  for (const place of elements(body)) {
    const at = { ...site, span: place.value.span };
    if (droppable.has(place.value.kind)) yield leftOut(body, place, at);
    yield* inStatement(place, at);
  }
}

/** A `require` that is left out is one that always holds; a `let` is needed by what follows. */
const droppable: ReadonlySet<Statement["kind"]> = new Set([
  "emit",
  "for",
  "assign",
  "remove",
  "send",
  "undoAll",
]);

const leftOut = (
  body: Place<readonly Statement[]>,
  place: Place<Statement>,
  { span, scope }: Site,
): Mutant => ({
  operator: place.value.kind === "send" || place.value.kind === "undoAll" ? "send" : "statement",
  span,
  from: statementText(place.value),
  scope,
  model: () => without(body, place.value),
  trapped: () => withTrap(place.put(trapStatement(span))),
});

type PlaceOf<K extends Statement["kind"]> = Place<Extract<Statement, { readonly kind: K }>>;

/** The place of a statement as one of its kind; none if it is of another. */
function of<K extends Statement["kind"]>(place: Place<Statement>, kind: K): readonly PlaceOf<K>[] {
  return isOf(place, kind) ? [place] : [];
}

const isOf = <K extends Statement["kind"]>(place: Place<Statement>, kind: K): place is PlaceOf<K> =>
  place.value.kind === kind;

function* inStatement(place: Place<Statement>, site: Site): Generator<Mutant> {
  for (const found of of(place, "require")) {
    const condition = member(found, "condition");
    yield* opened("guard", condition, site);
    yield* inCondition("guard", condition, site);
    for (const argument of elements(member(member(found, "rejection"), "args")))
      yield* inExpression(member(argument, "value"), site);
  }
  for (const found of of(place, "emit")) yield* inEmit(found, site);
  for (const found of of(place, "let")) yield* inExpression(member(found, "value"), site);
  for (const found of of(place, "if")) {
    yield* inCondition("guard", member(found, "condition"), site);
    yield* inBody(member(found, "then"), site);
    for (const otherwise of optional(found, "else")) yield* inBody(otherwise, site);
  }
  for (const found of of(place, "for")) {
    yield* inExpression(member(found, "list"), site);
    yield* inBody(member(found, "body"), site);
  }
  for (const found of of(place, "assign")) yield* inAssignment(found, site);
  for (const found of of(place, "send")) yield* inSend(found, site);
}

/** A condition that always holds. */
export function* opened(operator: MutationOperator, condition: Place<Expr>, site: Site): Generator<Mutant> {
  if (condition.value.kind !== "literal") yield replaced(operator, condition, truth(true), site);
}

/** The opposite of a condition, unless a mistake inside of it is that already, and these mistakes. */
export function* inCondition(
  operator: MutationOperator,
  condition: Place<Expr>,
  site: Site,
): Generator<Mutant> {
  if (!hasOpposite(condition.value)) yield replaced(operator, condition, negated(condition.value), site);
  yield* inExpression(condition, site);
}

const hasOpposite = (expr: Expr): boolean =>
  expr.kind === "not" ||
  expr.kind === "in" ||
  expr.kind === "matches" ||
  (expr.kind === "literal" && typeof expr.value === "boolean") ||
  (expr.kind === "binary" && (expr.op === "==" || expr.op === "!=")) ||
  (expr.kind === "method" && expr.name === "isEmpty");

function* inEmit(emit: Place<EmitStatement>, site: Site): Generator<Mutant> {
  for (const argument of elements(member(emit, "args"))) {
    const value = member(argument, "value");
    const constant = constantFor(value.value);
    if (constant !== undefined) {
      const { name } = argument.value;
      const whole = replaced("argument", value, constant, site);
      yield { ...whole, from: `${name}: ${whole.from}`, to: `${name}: ${expressionText(constant)}` };
    }
    yield* inExpression(value, site);
  }
}

/** Another value of the type of an expression, which is no constant itself. */
function constantFor(expr: Expr): Expr | undefined {
  if (expr.kind === "convert") {
    const inner = constantFor(expr.value);
    return inner && { ...expr, value: inner };
  }
  if (expr.kind === "literal" || expr.kind === "none") return undefined;
  if (expr.type.kind === "optional") return { kind: "none", type: expr.type };
  if (expr.type.kind !== "scalar") return undefined;
  const value = constants[expr.type.name];
  return value === undefined ? undefined : { kind: "literal", type: expr.type, value };
}

const constants: Readonly<Record<string, string | number>> = { int: 0, decimal: "0", string: "" };

const flipped: Readonly<Partial<Record<AssignStatement["op"], AssignStatement["op"]>>> = {
  increase: "decrease",
  decrease: "increase",
  append: "remove",
  remove: "append",
  add: "delete",
  delete: "add",
};

function* inAssignment(place: Place<AssignStatement>, site: Site): Generator<Mutant> {
  const { value } = place;
  const op = flipped[value.op];
  if (op !== undefined)
    yield {
      operator: "statement",
      span: site.span,
      from: statementText(value),
      to: statementText({ ...value, op }),
      scope: site.scope,
      model: () => place.put({ ...value, op }),
      trapped: () => withTrap(replacedStatement(place, site)),
    };
  yield* inExpression(member(place, "value"), site);
}

function* inSend(place: Place<SendStatement>, site: Site): Generator<Mutant> {
  const { value } = place;
  const { span, scope } = site;
  const trapped = () => withTrap(replacedStatement(place, site));
  if (value.undo !== undefined)
    yield {
      operator: "send",
      span,
      from: `undo ${callText(value.undo)}`,
      scope,
      model: () => dropped(place, "undo"),
      trapped,
    };
  if (value.asActor)
    yield {
      operator: "send",
      span,
      from: "as actor",
      scope,
      model: () => place.put({ ...value, asActor: false }),
      trapped,
    };
  for (const argument of elements(member(member(place, "send"), "args")))
    yield* inExpression(member(argument, "value"), site);
}

/** The trap in the place of a statement, whatever its kind. */
const replacedStatement = (place: Place<Statement>, { span }: Site): Model => place.put(trapStatement(span));
