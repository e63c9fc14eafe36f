/** The life of a saga's instances: every step is reached and left, every handler can be taken, every `undo all` undoes. */
import { leaveOut } from "../diagnostics/drafts.js";
import type { SagaDecl, SagaHandler, SagaInput } from "../model/index.js";
import type { CheckContext } from "./context.js";
import { asEnd, withoutHandler, withoutStep } from "./fixes/sagas.js";
import { adoptiveSteps, reachedFrom, vainUndos } from "./saga-graph.js";

/** Reports what can never happen in `saga`, and where it can never end. */
export function checkSagaSteps(saga: SagaDecl, context: CheckContext): void {
  const adoptive = adoptiveSteps(saga);
  const lost = checkReached(saga, adoptive, context);
  checkLeft(saga, lost, context);
  checkTaken(saga, context);
  for (const statement of vainUndos(saga, [...adoptive, ...lost]))
    context.report("ESDL6008", context.at(statement), {}, [leaveOut(context.at(statement))]);
}

/** Reports steps that nothing reaches, but not those that would be if an earlier one were; answers them. */
function checkReached(
  saga: SagaDecl,
  adoptive: readonly string[],
  context: CheckContext,
): ReadonlySet<string> {
  const lost = new Set<string>();
  if (saga.starts.length === 0) return lost;
  const given = [...adoptive, ...saga.starts.flatMap(({ to = [] }) => to)];
  const targets = new Set(
    saga.steps.flatMap(({ name, handlers }) => handlers.flatMap(({ to }) => (to === name ? [] : [to]))),
  );
  // Steps that no arrow leads to are the mistake; those behind them only suffer from it.
  const suspects = [
    ...saga.steps.filter(({ name }) => !targets.has(name)),
    ...saga.steps.filter(({ name }) => targets.has(name)),
  ];
  for (const step of suspects) {
    const reached = reachedFrom(saga, [...given, ...lost]);
    if (reached.has(step.name)) continue;
    lost.add(step.name);
    context.report(
      "ESDL6007",
      context.at(step, "name"),
      { step: step.name },
      withoutStep(saga, step, reached, context),
    );
  }
  return lost;
}

/**
 * Reports steps that nothing leaves. A saga without an `end` is meant to run for ever: there only a step that handles
 * nothing is one too few.
 */
function checkLeft(saga: SagaDecl, lost: ReadonlySet<string>, context: CheckContext): void {
  for (const step of saga.steps) {
    const leaves = step.handlers.some(({ to }) => to !== undefined && to !== step.name);
    const mayStay = saga.ends.length === 0 && step.handlers.length > 0;
    if (leaves || mayStay || lost.has(step.name)) continue;
    context.report("ESDL6006", context.at(step, "name"), { step: step.name }, asEnd(saga, step, context));
  }
}

/** Reports handlers behind one that takes every input of theirs. */
function checkTaken({ starts, steps }: SagaDecl, context: CheckContext): void {
  for (const handlers of [starts, ...steps.map((step) => step.handlers)]) {
    const taken = new Set<string>();
    for (const handler of handlers) {
      const input = inputKey(handler.input);
      if (taken.has(input))
        context.report("ESDL6009", triggerOf(handler, context), {}, withoutHandler(handler, context));
      if (handler.where === undefined) taken.add(input);
    }
  }
}

/** The same for handlers that take the same inputs of the same instances, wherever they stand. */
const inputKey = (input: SagaInput): string =>
  JSON.stringify(input, (name, value: unknown) => (name === "span" ? undefined : value));

const triggerOf = (handler: SagaHandler, context: CheckContext) =>
  context.at(handler, handler.input.kind === "after" ? "duration" : "trigger");
