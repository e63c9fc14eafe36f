/** A saga as a graph: its steps are the nodes, the arrows of their handlers lead on. */
import type { SagaDecl, SagaHandler, Statement, UndoAllStatement } from "../model/index.js";

/** The steps and ends that an instance in one of `places` may be in, now or later. */
export function reachedFrom({ steps }: SagaDecl, places: Iterable<string>): ReadonlySet<string> {
  // A set that grows is walked to its new end.
  const found = new Set(places);
  for (const place of found)
    for (const { to } of steps.find(({ name }) => name === place)?.handlers ?? [])
      if (to !== undefined) found.add(to);
  return found;
}

/** The steps that instances of a step that was removed went on in: no arrow needs to lead there. */
export const adoptiveSteps = ({ clauses }: SagaDecl): readonly string[] =>
  clauses.flatMap((clause) => clause.steps.flatMap((step) => (step.kind === "removeStep" ? [step.as] : [])));

/** Every handler, with the step that it stands in; starts stand in none. */
export const handlersOf = ({
  starts,
  steps,
}: SagaDecl): readonly { readonly step?: string; readonly handler: SagaHandler }[] => [
  ...starts.map((handler) => ({ handler })),
  ...steps.flatMap(({ name, handlers }) => handlers.map((handler) => ({ step: name, handler }))),
];

/** The `undo all` before which no way sends anything with an `undo`. `open`: steps of which nobody knows what came before. */
export function vainUndos(saga: SagaDecl, open: Iterable<string>): readonly UndoAllStatement[] {
  const handlers = handlersOf(saga);
  const undoable = new Set(open);
  const before = (step: string | undefined): boolean => step !== undefined && undoable.has(step);
  for (let size = -1; size < undoable.size;) {
    size = undoable.size;
    for (const { step, handler } of handlers) {
      const next = handler.to ?? step;
      if (next !== undefined && leavesUndos(handler.body, before(step))) undoable.add(next);
    }
  }
  const vain: UndoAllStatement[] = [];
  for (const { step, handler } of handlers)
    leavesUndos(handler.body, before(step), (statement) => vain.push(statement));
  return vain;
}

/** Whether something may be left to undo after `body`; `vain` is told of each `undo all` that has nothing. */
const leavesUndos = (
  body: readonly Statement[],
  before: boolean,
  vain: (statement: UndoAllStatement) => void = () => undefined,
): boolean =>
  body.reduce((undoable, statement) => {
    switch (statement.kind) {
      case "send":
        return undoable || statement.undo !== undefined;
      case "undoAll":
        if (!undoable) vain(statement);
        return false;
      case "if": {
        const then = leavesUndos(statement.then, undoable, vain);
        return leavesUndos(statement.else ?? [], undoable, vain) || then;
      }
      case "for": {
        // A later round sees what an earlier one sent.
        const around = leavesUndos(statement.body, undoable);
        return leavesUndos(statement.body, undoable || around, vain) || undoable;
      }
      default:
        return undoable;
    }
  }, before);
