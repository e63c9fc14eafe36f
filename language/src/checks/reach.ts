/** What the commands of an aggregate make of its life: where each event can happen, which statuses are ever reached. */
import type { CommandDecl, Ref } from "../model/index.js";
import { exists, flowOf, notYet, startsOf, unknown, type Flow, type Moves } from "./flow.js";

export type FlowCommand = Pick<CommandDecl, "ref" | "flavour" | "statuses" | "body">;

/** The situations in which an event can be applied. */
export interface Application {
  /** It can be the first event. */
  readonly creates: boolean;
  /** Statuses, in the order of the lifecycle. Empty without a lifecycle, and for an event that only creates. */
  readonly from: readonly string[];
}

/** For every event that commands emit, where it is applied. Looks at every status that the headers allow. */
export function applications(commands: readonly FlowCommand[], moves: Moves): ReadonlyMap<Ref, Application> {
  const found = new Map<Ref, Set<string>>();
  for (const command of commands)
    for (const [emit, currents] of flowOf(command.body, startsOf(command, moves), moves).emissions)
      found.set(emit.event, new Set([...(found.get(emit.event) ?? []), ...currents]));
  return new Map(
    [...found].map(([event, currents]) => [
      event,
      {
        creates: currents.has(notYet),
        from: moves.statuses.filter(
          (status) => status !== exists && (currents.has(status) || currents.has(unknown)),
        ),
      },
    ]),
  );
}

/** The statuses that are reached from nothing; `assumed` are taken for granted. */
export function reached(
  commands: readonly FlowCommand[],
  moves: Moves,
  assumed: Iterable<string>,
): ReadonlySet<string> {
  const known = new Set<string>([notYet, ...assumed]);
  for (;;) {
    const before = known.size;
    for (const command of commands)
      for (const status of flowWithin(command, moves, known).entered) known.add(status);
    if (known.has(unknown)) return new Set([...known, ...moves.statuses]);
    if (known.size === before) return known;
  }
}

/** The flow of a command from those of its statuses that `within` has. */
export const flowWithin = (command: FlowCommand, moves: Moves, within: ReadonlySet<string>): Flow =>
  flowOf(
    command.body,
    startsOf(command, moves).filter((start) => within.has(start)),
    moves,
  );
