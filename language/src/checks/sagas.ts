/** The life of a saga's instances: every step is reached and left, every handler can be taken, every `undo all` undoes. */
import { leaveOut } from "../diagnostics/drafts.js";
import type { Ref, SagaDecl, SagaHandler, SagaInput } from "../model/index.js";
import { statementsIn } from "../model/walk.js";
import type { CheckContext } from "./context.js";
import { asEnd, withoutHandler, withoutStep } from "./fixes/sagas.js";
import { adoptiveSteps, handlersOf, reachedFrom, vainUndos } from "./saga-graph.js";

/** Reports what can never happen in `saga`, and where it can never end. */
export function checkSagaSteps(saga: SagaDecl, context: CheckContext): void {
  const adoptive = adoptiveSteps(saga);
  const lost = checkReached(saga, adoptive, context);
  checkLeft(saga, lost, context);
  checkTaken(saga, context);
  checkHeard(saga, context);
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

/**
 * Reports what is sent and may be refused where no step that follows hears of it; each command once. What is sent on the
 * way into an end, and what an `undo` sends, has nobody left to hear its answer.
 */
function checkHeard(saga: SagaDecl, context: CheckContext): void {
  const told = new Set<Ref>();
  for (const { step, handler } of handlersOf(saga)) {
    const next = handler.to ?? step;
    if (next === undefined || saga.ends.some(({ name }) => name === next)) continue;
    const later = reachedFrom(saga, [next]);
    const heard = new Set(
      saga.steps.flatMap(({ name, handlers }) =>
        later.has(name)
          ? handlers.flatMap(({ input }) => (input.kind === "rejected" ? [input.command] : []))
          : [],
      ),
    );
    for (const statement of statementsIn(handler.body)) {
      if (statement.kind !== "send") continue;
      const { command } = statement.send;
      if (heard.has(command) || told.has(command) || !mayRefuse(command, context)) continue;
      told.add(command);
      context.report("ESDL6010", context.at(statement, "command"), {
        command: command.slice(command.lastIndexOf(".") + 1),
        step: next,
      });
    }
  }
}

/** Whether the model itself says how the command is refused: by a rejection, or by the statuses that it is allowed in. */
function mayRefuse(ref: Ref, { declarations }: CheckContext): boolean {
  const command = declarations.commands.get(ref);
  return command !== undefined && (command.statuses !== undefined || command.rejections.length > 0);
}

/** The same for handlers that take the same inputs of the same instances, wherever they stand. */
const inputKey = (input: SagaInput): string =>
  JSON.stringify(input, (name, value: unknown) => (name === "span" ? undefined : value));

const triggerOf = (handler: SagaHandler, context: CheckContext) =>
  context.at(handler, handler.input.kind === "after" ? "duration" : "trigger");
