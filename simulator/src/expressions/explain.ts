/** Why a condition holds or does not: the comparisons that decided it, with the values of both sides. */
import type { BinaryExpr, Expr } from "@esdl/language/model";
import { once } from "../lazy.js";
import type { ComparedSides } from "../scenarios/result.js";
import { expressionText } from "../text/expression.js";
import type { Value } from "../values/value.js";
import { compile, type Compiler } from "./compile.js";
import type { Frame, Scope, Test } from "./frame.js";

export interface Explanation {
  readonly holds: boolean;
  readonly comparisons: readonly ComparedSides[];
}

type Explain = (frame: Frame, found: ComparedSides[]) => boolean;

/** The condition, evaluated so that it tells its way. Compiled when it is first asked. */
export function explained(e: Expr, scope: Scope, compiler: Compiler): (frame: Frame) => Explanation {
  const explain = once(() => part(e, scope, compiler));
  return (frame) => {
    const comparisons: ComparedSides[] = [];
    return { holds: explain()(frame, comparisons), comparisons };
  };
}

function part(e: Expr, scope: Scope, compiler: Compiler): Explain {
  switch (e.kind) {
    case "logical": {
      const [left, right] = [part(e.left, scope, compiler), part(e.right, scope, compiler)];
      return e.op === "and"
        ? (frame, found) => left(frame, found) && right(frame, found)
        : (frame, found) => left(frame, found) || right(frame, found);
    }
    case "not": {
      const operand = part(e.operand, scope, compiler);
      return (frame, found) => !operand(frame, found);
    }
    case "binary":
      return isComparison(e)
        ? compared(e, e.op, e.left, e.right, scope, compiler)
        : plain(e, scope, compiler);
    case "in":
      return compared(e, "in", e.left, e.right, scope, compiler);
    case "matches":
      return compared(e, "matches", e.value, undefined, scope, compiler, `/${e.source}/`);
    default:
      return plain(e, scope, compiler);
  }
}

type Comparison = BinaryExpr & { readonly op: Exclude<BinaryExpr["op"], "+" | "-" | "*" | "/" | "%"> };

const arithmetic = new Set<BinaryExpr["op"]>(["+", "-", "*", "/", "%"]);
const isComparison = (e: BinaryExpr): e is Comparison => !arithmetic.has(e.op);

function plain(e: Expr, scope: Scope, compiler: Compiler): Test {
  const code = compile(e, scope, compiler);
  return (frame) => code(frame) === true;
}

function compared(
  whole: Expr,
  op: ComparedSides["op"],
  left: Expr,
  right: Expr | undefined,
  scope: Scope,
  compiler: Compiler,
  rightText = right === undefined ? "" : expressionText(right),
): Explain {
  const holdsNow = plain(whole, scope, compiler);
  const [leftCode, rightCode] = [left, right].map((side) =>
    side === undefined ? undefined : compile(side, scope, compiler),
  );
  const leftText = expressionText(left);
  return (frame, found) => {
    const holds = holdsNow(frame);
    const sides = { left: leftCode?.(frame), right: rightCode?.(frame) };
    found.push({ op, leftText, rightText, ...there(sides), holds });
    return holds;
  };
}

/** Only the sides that are there. */
const there = ({
  left,
  right,
}: {
  readonly left: Value;
  readonly right: Value;
}): Pick<ComparedSides, "left" | "right"> => ({
  ...(left === undefined ? {} : { left }),
  ...(right === undefined ? {} : { right }),
});
