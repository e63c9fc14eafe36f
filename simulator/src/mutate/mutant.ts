/** A mutant: the model with one small mistake, which the scenarios should notice. */
import type { Expr, FunctionDecl, Lookup, Model, Ref, Span, Statement, Type } from "@esdl/language/model";
import { expressionText } from "../text/expression.js";
import { variantsOf, type MutationOperator } from "./expressions.js";
import type { Place } from "./place.js";

/** A model with one small mistake. */
export interface Mutant {
  /** The kind of mistake. */
  readonly operator: MutationOperator;
  /**
   * The statement, clause or declaration that was changed. Expressions of the model have no places of their own, since they
   * would make the model some times as large for this alone; `from` says which part it is.
   */
  readonly span: Span;
  /** What stood there, as the language writes it. */
  readonly from: string;
  /** What stands there instead; absent where it is left out. */
  readonly to?: string;
  /** Which scenarios can notice it. */
  readonly scope: Scope;
  /** The whole model with the mistake. Shares with the right one what is alike. */
  readonly model: () => Model;
  /**
   * The model with something at the place that stops whatever evaluates it: scenarios that go on as before never come
   * there. Absent where nothing can be put: then what is run at all counts as coming there.
   */
  readonly trapped?: () => Model;
}

/** Which scenarios can notice it. */
export interface Scope {
  /** Only what runs this aggregate. */
  readonly aggregate?: Ref;
  /** Part of what a command does: scenarios that carry it out come first. */
  readonly command?: Ref;
  /** Only what runs projections, sagas and policies. */
  readonly processes?: true;
}

/** Where mutants are looked for. */
export interface Site {
  readonly span: Span;
  readonly scope: Scope;
  readonly lookup: Lookup;
}

/** No name of a model can be this one. */
const trapRef: Ref = "a place that is never evaluated";

/** Calls an external function without a sample, which no scenario can evaluate. */
const trap = (type: Type): Expr => ({ kind: "call", type, function: trapRef, external: true, args: [] });

/** As a statement. */
export const trapStatement = (span: Span): Statement => {
  const type: Type = { kind: "scalar", name: "bool" };
  return { kind: "let", span, name: trapRef, type, value: trap(type) };
};

/** The model with the function that traps call. */
export function withTrap(model: Model): Model {
  const [first, ...others] = model.contexts;
  if (first === undefined) return model;
  const span: Span = [0, 1, 1, 1, 1];
  const declared: FunctionDecl = {
    name: trapRef,
    ref: trapRef,
    public: false,
    span,
    nameSpan: span,
    params: [],
    result: { kind: "scalar", name: "bool" },
    external: true,
  };
  return { ...model, contexts: [{ ...first, functions: [...first.functions, declared] }, ...others] };
}

/** Each small mistake inside of an expression. */
export function* inExpression(place: Place<Expr>, { span, scope, lookup }: Site): Generator<Mutant> {
  for (const { operator, expr, part, instead, from, to } of variantsOf(place.value, lookup)) {
    yield {
      operator,
      span,
      from: expressionText(from),
      to: expressionText(to),
      scope,
      model: () => place.put(expr),
      trapped: () => withTrap(place.put(instead(trap(part.type)))),
    };
  }
}

/** Another expression in the place of all of it. */
export const replaced = (
  operator: MutationOperator,
  place: Place<Expr>,
  to: Expr,
  { span, scope }: Site,
): Mutant => ({
  operator,
  span,
  from: expressionText(place.value),
  to: expressionText(to),
  scope,
  model: () => place.put(to),
  trapped: () => withTrap(place.put(trap(place.value.type))),
});
