/** Using an optional as if it were there: the report, and the constant that could stand in for it. */
import type { FixDraft } from "../diagnostics/drafts.js";
import type * as ast from "../generated/ast.js";
import type { Type } from "../model/types.js";
import { presentOf } from "../types/scalars.js";
import type { Env } from "./environment.js";
import { placeholder } from "./placeholder.js";
import { shown } from "./words.js";

/** Reports that `node` may be absent. `fixes` come before the one that fills in a constant. */
export function absent(
  node: ast.Expression,
  type: Type,
  env: Env,
  fixes: readonly FixDraft[] = [],
): undefined {
  return env.kit.report("ESDL2006", node, { type: shown(type, env) }, [...fixes, ...filled(node, type, env)]);
}

function filled(node: ast.Expression, type: Type, env: Env): readonly FixDraft[] {
  const value =
    type.kind === "optional"
      ? placeholder(presentOf(type), undefined, env.place.context, env.kit)
      : undefined;
  if (value === undefined) return [];
  const [open, close] = bindsTighter(node) ? ["(", ")"] : ["", ""];
  const edits = [
    ...(open === "" ? [] : [{ before: node, text: open }]),
    { after: node, text: ` ?? ${value}${close}` },
  ];
  return [{ title: `Take ${value} where it is absent`, edits }];
}

const looser: ReadonlySet<string> = new Set(["or", "and", "==", "!=", "<", "<=", ">", ">=", "in", "??"]);

/** Whether what stands around would take the operand away from `??`. */
function bindsTighter(node: ast.Expression): boolean {
  const around = node.$container;
  switch (around.$type) {
    case "BinaryExpr":
      return !looser.has(around.operator);
    case "UnaryExpr":
      return around.operator === "-";
    case "MemberExpr":
      return true;
    case "IndexExpr":
      return around.receiver === node;
    case "CallExpr":
      return around.callee === node;
    default:
      return false;
  }
}
