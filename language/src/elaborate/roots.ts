/** Members of roots as expressions: `balance` is `state.balance`, there or maybe not, proved or not. */
import type { Expr, FieldExpr } from "../model/expressions.js";
import { optionalOf } from "../types/scalars.js";
import type { Env, RootMember, RootScope } from "./environment.js";
import { isPresent, pathOf } from "./facts.js";

/** Undefined where the type of the member could not be made out. */
export function readMember(scope: RootScope, member: RootMember, env: Env): Expr | undefined {
  if (member.type === undefined) return undefined;
  const bare: FieldExpr = {
    kind: "field",
    type: member.type,
    target: { kind: "root", type: scope.type, root: scope.root },
    name: member.name,
    ...(member.role === undefined ? {} : { role: member.role }),
  };
  return narrowed(withPresence(bare, member, env), env);
}

function withPresence(expr: FieldExpr, member: RootMember, env: Env): FieldExpr {
  const exists = member.in;
  if (exists === undefined) return expr;
  const there = env.facts.statuses?.every((status) => exists.includes(status)) ?? false;
  // What was assigned just now is there, whatever the status was.
  const assigned = expr.type.kind !== "optional" && isPresent(env.facts, pathOf(expr));
  return there || assigned
    ? { ...expr, presence: "proved" }
    : { ...expr, type: optionalOf(expr.type), presence: "maybe" };
}

/** The value itself, where it has been proved to be there. */
export function narrowed(expr: Expr, env: Env): Expr {
  if (expr.type.kind !== "optional") return expr;
  return isPresent(env.facts, pathOf(expr)) ? { kind: "present", type: expr.type.of, value: expr } : expr;
}
