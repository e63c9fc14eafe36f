/** Fixes of steps that nothing reaches or leaves, and of handlers that never get their turn. */
import { type FixDraft, leaveOut } from "../../diagnostics/drafts.js";
import { isSagaStart } from "../../generated/ast.js";
import type { SagaDecl, SagaHandler, SagaStep } from "../../model/index.js";
import type { CheckContext } from "../context.js";

/** Takes a step away that nothing else in the saga speaks of, unless steps that are not `reached` otherwise are behind it. */
export function withoutStep(
  saga: SagaDecl,
  step: SagaStep,
  reached: ReadonlySet<string>,
  context: CheckContext,
): readonly FixDraft[] {
  const { name } = step;
  const isNeeded =
    saga.clauses.some((clause) => clause.steps.some((one) => Object.values(one).includes(name))) ||
    saga.steps.some((other) => other !== step && other.handlers.some(({ to }) => to === name)) ||
    saga.steps.some(
      (other) =>
        other !== step && !reached.has(other.name) && step.handlers.some(({ to }) => to === other.name),
    );
  return isNeeded ? [] : [leaveOut(context.at(step), `Remove ${name}`)];
}

/** A step that handles nothing was meant as an end. */
export function asEnd(saga: SagaDecl, step: SagaStep, context: CheckContext): readonly FixDraft[] {
  if (step.handlers.length > 0) return [];
  const title = `Make ${step.name} an end`;
  const last = saga.ends.at(-1);
  return last === undefined
    ? [{ title, edits: [{ at: context.at(step), text: `end ${step.name}` }] }]
    : [{ title, edits: [{ remove: context.at(step) }, { after: context.at(last), text: `, ${step.name}` }] }];
}

/** Takes a handler away, a start with its word. */
export function withoutHandler(handler: SagaHandler, context: CheckContext): readonly FixDraft[] {
  const node = context.node(handler);
  if (node === undefined) return [];
  return [leaveOut(isSagaStart(node.$container) ? node.$container : node)];
}
