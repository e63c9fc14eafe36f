/** The steps of version clauses are total: they have an answer, and a valid one, for everything that was ever stored. */
import type { FixDraft } from "../diagnostics/drafts.js";
import type { Location } from "../diagnostics/locate.js";
import type { Declarations } from "../declarations/declarations.js";
import { childrenOf, type Expr, type Ref, type Type, type Versioned } from "../model/index.js";
import { displayRef } from "../types/display.js";
import type { CheckContext } from "./context.js";

/** Looks at what each clause computes; bare additions and carried fields are valid by their kind. */
export function checkSteps({ versions }: Versioned, context: CheckContext): void {
  for (const { clause } of versions)
    for (const step of clause?.steps ?? []) {
      if ((step.kind !== "add" && step.kind !== "change") || step.value === undefined) continue;
      const found = firstDoubt(step.value, [], context.declarations);
      if (found?.kind === "division")
        context.report(
          "ESDL4014",
          context.at(step, "value"),
          { divisor: found.divisor },
          zeroAnswered(context.at(step, "value"), found.divisor),
        );
      if (found?.kind === "check")
        context.report("ESDL4015", context.at(step, "value"), {
          type: displayRef(found.type, contextOf(found.type)),
        });
    }
}

/** The value where the divisor is zero, to be written over. */
function zeroAnswered(at: Location, divisor: string): readonly FixDraft[] {
  const written = divisor.replaceAll("`", "");
  if (!divisor.startsWith("`")) return [];
  return [
    {
      title: `Answer 0 where ${divisor} is zero`,
      edits: [{ in: at, word: "=", text: `= if ${written} == 0 then 0 else` }],
    },
  ];
}

type Doubt =
  { readonly kind: "division"; readonly divisor: string } | { readonly kind: "check"; readonly type: Ref };

/** `guards`: the conditions of the `if`s around; whoever asks of something is trusted to have asked the right thing. */
function firstDoubt(expr: Expr, guards: readonly Expr[], declarations: Declarations): Doubt | undefined {
  const own = doubtOf(expr, guards, declarations);
  if (own !== undefined) return own;
  const inner = expr.kind === "if" ? [...guards, expr.condition] : guards;
  for (const child of childrenOf(expr)) {
    const found = firstDoubt(
      child,
      expr.kind === "if" && child === expr.condition ? guards : inner,
      declarations,
    );
    if (found !== undefined) return found;
  }
  return undefined;
}

function doubtOf(expr: Expr, guards: readonly Expr[], declarations: Declarations): Doubt | undefined {
  const divisor = divisorOf(expr);
  if (divisor !== undefined && !isConstant(divisor) && !isAsked(divisor, guards))
    return { kind: "division", divisor: nameOf(divisor) };
  if (
    expr.kind === "convert" &&
    expr.how === "check" &&
    expr.type.kind === "brand" &&
    hasCondition(expr.type, declarations) &&
    !isConstant(expr.value) &&
    !isAsked(expr.value, guards)
  )
    return { kind: "check", type: expr.type.ref };
  return undefined;
}

function divisorOf(expr: Expr): Expr | undefined {
  if (expr.kind === "binary" && (expr.op === "/" || expr.op === "%")) return expr.right;
  return expr.kind === "method" && expr.on === "int" && expr.name === "div" ? expr.args[0] : undefined;
}

/** Literals are judged where they are written: a zero that divides is a mistake of its own. */
const isConstant = (expr: Expr): boolean =>
  expr.kind === "literal" || (childrenOf(expr).length > 0 && childrenOf(expr).every(isConstant));

/** Whether a condition around asks of what `expr` reads. */
function isAsked(expr: Expr, guards: readonly Expr[]): boolean {
  const reads = readsIn(expr);
  return guards.some((guard) => readsIn(guard).some((read) => reads.includes(read)));
}

function readsIn(expr: Expr): readonly string[] {
  if (expr.kind === "field") return [fieldPath(expr)];
  if (expr.kind === "local") return [expr.name];
  return childrenOf(expr).flatMap(readsIn);
}

function fieldPath(expr: Expr): string {
  if (expr.kind === "field") return `${fieldPath(expr.target)}.${expr.name}`;
  if (expr.kind === "root") return expr.root;
  return expr.kind === "local" ? expr.name : expr.kind;
}

function hasCondition(type: Type, declarations: Declarations): boolean {
  if (type.kind !== "brand") return false;
  const brand = declarations.brands.get(type.ref);
  return brand !== undefined && (brand.where !== undefined || hasCondition(brand.base, declarations));
}

function nameOf(expr: Expr): string {
  if (expr.kind === "convert" || expr.kind === "present") return nameOf(expr.value);
  return expr.kind === "field" || expr.kind === "local" ? `\`${fieldPath(expr)}\`` : "something";
}

const contextOf = (ref: Ref): string => ref.slice(0, ref.indexOf("."));
