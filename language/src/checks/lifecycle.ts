/**
 * The life of an aggregate: every event comes about, every status is reached, every command can succeed, and every move
 * that a command causes is one of the lifecycle's. A mistake is reported where it is made; what merely follows from it
 * is taken for granted.
 */
import type { AggregateDecl, CommandDecl, EventDecl, OnClause, Ref } from "../model/index.js";
import type { CheckContext } from "./context.js";
import { exists, movesOf, notYet, startsOf, unknown, type Flow, type Moves } from "./flow.js";
import { flowWithin, reached } from "./reach.js";

/** Reports what is wrong with the life of `aggregate`. */
export function checkLifecycle(aggregate: AggregateDecl, context: CheckContext): void {
  const { commands } = aggregate;
  if (commands.length === 0 && aggregate.events.every((event) => event.retired !== undefined)) return;
  if (commands.every((command) => command.flavour === "plain")) {
    context.report("ESDL3010", context.at(aggregate, "name"), { aggregate: aggregate.name });
    return;
  }
  const to = new Map(
    aggregate.handlers.flatMap((on) => (on.to === undefined ? [] : [[on.event, on.to] as const])),
  );
  const moves = movesOf(aggregate, to);
  const unemitted = checkEmitted(aggregate, moves, context);
  const reachable = checkReached(aggregate, moves, unemitted, context);

  const flows = new Map(commands.map((command) => [command, flowWithin(command, moves, reachable)] as const));
  for (const [command, flow] of flows) checkCommand(aggregate, command, flow, moves, context);
  checkPossible(aggregate, flows, unemitted, context);
}

/** Reports events that no command emits; answers them. */
function checkEmitted(aggregate: AggregateDecl, moves: Moves, context: CheckContext): ReadonlySet<Ref> {
  const all = new Set(moves.statuses);
  const used = new Set<Ref>([
    ...aggregate.commands.flatMap((command) =>
      [...flowWithin(command, moves, all).emissions.keys()].map((emit) => emit.event),
    ),
    ...aggregate.events.flatMap((event) => event.retired?.becomes.map((part) => part.event) ?? []),
  ]);
  const unemitted = aggregate.events.filter((event) => event.retired === undefined && !used.has(event.ref));
  for (const event of unemitted) context.report("ESDL3004", context.at(event, "name"), { event: event.name });
  return new Set(unemitted.map((event) => event.ref));
}

/**
 * Reports statuses that nothing reaches, but not those that would be if an earlier one were. Answers the statuses to go
 * on with: all that are reached or have been complained of.
 */
function checkReached(
  aggregate: AggregateDecl,
  moves: Moves,
  unemitted: ReadonlySet<Ref>,
  context: CheckContext,
): ReadonlySet<string> {
  if (aggregate.lifecycle === undefined) return new Set([exists, notYet]);
  const { lifecycle } = aggregate;
  const targets = new Set(moves.to.values());
  const assumed = new Set([...moves.to].flatMap(([event, status]) => (unemitted.has(event) ? [status] : [])));
  let now = reached(aggregate.commands, moves, assumed);
  // Statuses that no `on` moves to are the mistake; those that follow them in the lifecycle only suffer from it.
  const suspects = [
    ...lifecycle.statuses.filter((status) => !targets.has(status)),
    ...lifecycle.statuses.filter((status) => targets.has(status)),
  ];
  for (const status of suspects) {
    if (now.has(status)) continue;
    context.report("ESDL3007", context.statusAt(lifecycle, status), {
      status,
      moved: targets.has(status),
    });
    assumed.add(status);
    now = reached(aggregate.commands, moves, assumed);
  }
  return now;
}

function checkCommand(
  aggregate: AggregateDecl,
  command: CommandDecl,
  flow: Flow,
  moves: Moves,
  context: CheckContext,
): void {
  if (flow.succeeds.size === 0) {
    const starts = startsOf(command, moves).filter((start) => start !== notYet && start !== exists);
    context.report("ESDL3009", context.at(command, "name"), { command: command.name, statuses: starts });
    return;
  }
  const { lifecycle } = aggregate;
  if (lifecycle === undefined) return;
  const edges = new Set(lifecycle.edges.map(({ from, to }) => `${from}>${to}`));
  for (const [emit, currents] of flow.emissions) {
    const to = moves.to.get(emit.event);
    if (to === undefined) continue;
    // Staying where it is needs no edge.
    const wrong = moves.statuses.filter(
      (from) => from !== to && currents.has(from) && !edges.has(`${from}>${to}`),
    );
    if (wrong.length > 0)
      context.report("ESDL3006", context.at(emit, "event"), { event: nameOf(emit.event), from: wrong, to });
  }
}

/** Events that are emitted where no status lets them be, and creating events that enter no status. */
function checkPossible(
  aggregate: AggregateDecl,
  flows: ReadonlyMap<CommandDecl, Flow>,
  unemitted: ReadonlySet<Ref>,
  context: CheckContext,
): void {
  const currents = (event: EventDecl): ReadonlySet<string> | undefined => {
    const found = new Set<string>();
    let excused = unemitted.has(event.ref) || event.retired !== undefined;
    for (const flow of flows.values())
      for (const [emit, statuses] of flow.emissions) {
        if (emit.event !== event.ref) continue;
        // The command is the mistake then, and has been reported.
        if (flow.succeeds.size === 0) excused = true;
        for (const status of statuses) found.add(status);
      }
    const becomes = aggregate.events.some((other) =>
      other.retired?.becomes.some((part) => part.event === event.ref),
    );
    return excused || becomes ? undefined : found;
  };
  const handlers = new Map<Ref, OnClause>(aggregate.handlers.map((on) => [on.event, on]));
  for (const event of aggregate.events) {
    const possible = currents(event);
    if (possible?.size === 0) context.report("ESDL3005", context.at(event, "name"), { event: event.name });
    const on = handlers.get(event.ref);
    if (aggregate.lifecycle === undefined || on === undefined || on.to !== undefined) continue;
    if (possible?.has(notYet) === true)
      context.report("ESDL3008", context.at(on, "trigger"), {
        event: event.name,
        first: aggregate.lifecycle.statuses[0] ?? unknown,
      });
  }
}

const nameOf = (ref: Ref): string => ref.slice(ref.lastIndexOf(".") + 1);
