/**
 * The life of an aggregate: every event comes about, every status is reached, every command can succeed, and every move
 * that a command causes is one of the lifecycle's. A mistake is reported where it is made; what merely follows from it
 * is taken for granted.
 */
import { clauseOut, type FixDraft } from "../diagnostics/drafts.js";
import type { AggregateDecl, CommandDecl, EmitStatement, Ref } from "../model/index.js";
import { contradicts } from "./contradiction.js";
import type { CheckContext } from "./context.js";
import { exists, movesOf, notYet, startsOf, type Flow, type Moves } from "./flow.js";
import { unemitted as fixesOfUnemitted, withoutStatus } from "./fixes/lifecycle.js";
import { flowWithin, reached } from "./reach.js";

/** Reports what is wrong with the life of `aggregate`. */
export function checkLifecycle(aggregate: AggregateDecl, context: CheckContext): void {
  const { commands } = aggregate;
  if (commands.length === 0 && aggregate.events.every((event) => event.retired !== undefined)) return;
  if (commands.every((command) => command.flavour === "plain")) {
    context.report(
      "ESDL3010",
      context.at(aggregate, "name"),
      { aggregate: aggregate.name },
      commands.map((command) => creating(command, context)),
    );
    return;
  }
  // What an `any command` would do to a lifecycle is anyone's guess; that it cannot be has been reported.
  if (aggregate.lifecycle !== undefined && commands.some((command) => command.flavour === "any")) return;
  const to = new Map(
    aggregate.handlers.flatMap((on) => (on.to === undefined ? [] : [[on.event, on.to] as const])),
  );
  const moves = movesOf(aggregate, to);
  const everywhere = flowsOf(commands, moves, new Set([notYet, ...moves.statuses]));
  // What these mistakes keep from happening is taken to happen, so that each is one mistake.
  const excused = new Set([
    ...checkEmitted(aggregate, everywhere, context),
    ...checkSuccess(everywhere, moves, context),
    ...checkPossible(aggregate, everywhere, context),
  ]);
  const reach = checkReached(aggregate, moves, excused, everywhere, context);
  checkMoves(aggregate, flowsOf(commands, moves, reach.reachable), moves, reach, context);
  checkCreation(aggregate, everywhere, context);
}

/** A command that creates has no statuses before it. */
function creating(command: CommandDecl, context: CheckContext): FixDraft {
  const withoutIn =
    command.statuses === undefined
      ? []
      : clauseOut(
          "in",
          context.at(command, "statuses", 0),
          context.at(command, "statuses", command.statuses.length - 1),
        ).edits;
  return {
    title: `Make ${command.name} a \`create command\``,
    edits: [{ in: context.at(command), word: "command", text: "create command" }, ...withoutIn],
  };
}

type Flows = ReadonlyMap<CommandDecl, Flow>;

const flowsOf = (commands: readonly CommandDecl[], moves: Moves, within: ReadonlySet<string>): Flows =>
  new Map(commands.map((command) => [command, flowWithin(command, moves, within)]));

/** Reports events that no command emits; answers them. */
function checkEmitted(aggregate: AggregateDecl, flows: Flows, context: CheckContext): readonly Ref[] {
  const used = new Set<Ref>([
    ...[...flows.values()].flatMap((flow) => [...flow.emissions.keys()].map((emit) => emit.event)),
    // What old events are read as need not be emitted any more.
    ...aggregate.events.flatMap((event) => event.retired?.becomes.map((part) => part.event) ?? []),
  ]);
  const unemitted = aggregate.events.filter((event) => event.retired === undefined && !used.has(event.ref));
  for (const event of unemitted)
    context.report(
      "ESDL3004",
      context.at(event, "name"),
      { event: event.name },
      fixesOfUnemitted(aggregate, event, context),
    );
  return unemitted.map((event) => event.ref);
}

/** Reports commands that cannot succeed in any status that they allow; answers what they would emit. */
function checkSuccess(flows: Flows, moves: Moves, context: CheckContext): readonly Ref[] {
  return [...flows].flatMap(([command, flow]) => {
    if (flow.succeeds.size > 0 && !contradicts(command, context.declarations)) return [];
    const statuses = startsOf(command, moves).filter((start) => start !== notYet && start !== exists);
    context.report("ESDL3009", context.at(command, "name"), { command: command.name, statuses });
    return [...flow.emissions.keys()].map((emit) => emit.event);
  });
}

/** Reports events that are emitted only where no status lets them be; answers them. */
function checkPossible(aggregate: AggregateDecl, flows: Flows, context: CheckContext): readonly Ref[] {
  const impossible = aggregate.events.filter((event) => {
    const emissions = [...flows.values()]
      .filter((flow) => flow.succeeds.size > 0)
      .flatMap((flow) => [...flow.emissions])
      .filter(([emit]) => emit.event === event.ref);
    return (
      event.retired === undefined &&
      emissions.length > 0 &&
      emissions.every(([, statuses]) => statuses.size === 0)
    );
  });
  for (const event of impossible)
    context.report("ESDL3005", context.at(event, "name"), { event: event.name });
  return impossible.map((event) => event.ref);
}

interface Reach {
  /** The statuses to go on with: all that are reached or have been complained of. */
  readonly reachable: ReadonlySet<string>;
  /** Those that no `on` moves to at all. */
  readonly lost: readonly string[];
  readonly complained: ReadonlySet<string>;
}

/** Reports statuses that nothing reaches, but not those that would be if an earlier one were. */
function checkReached(
  aggregate: AggregateDecl,
  moves: Moves,
  excused: ReadonlySet<Ref>,
  everywhere: Flows,
  context: CheckContext,
): Reach {
  const { lifecycle, commands, events, handlers } = aggregate;
  const complained = new Set<string>();
  if (lifecycle === undefined) return { reachable: new Set([exists, notYet]), lost: [], complained };
  const handled = new Set(handlers.map((on) => on.event));
  // An event whose `on` is missing may go anywhere.
  if (events.some((event) => event.retired === undefined && !handled.has(event.ref)))
    return { reachable: new Set([notYet, ...lifecycle.statuses]), lost: [], complained };
  const targets = new Set(moves.to.values());
  const assumed = new Set([...moves.to].flatMap(([event, status]) => (excused.has(event) ? [status] : [])));
  const lost = lifecycle.statuses.filter((status) => !targets.has(status));
  // An arrow to the wrong status is one mistake: where it should have gone is not missed besides.
  const slips = wrongMoves(aggregate, everywhere, moves, lost);
  for (const status of lost)
    if (
      slips.some(({ from }) => lifecycle.edges.some((edge) => from.includes(edge.from) && edge.to === status))
    )
      assumed.add(status);
  let now = reached(commands, moves, assumed);
  // Statuses that no `on` moves to are the mistake; those that follow them in the lifecycle only suffer from it.
  const suspects = [
    ...lifecycle.statuses.filter((status) => !targets.has(status)),
    ...lifecycle.statuses.filter((status) => targets.has(status)),
  ];
  for (const status of suspects) {
    if (now.has(status)) continue;
    context.report(
      "ESDL3007",
      context.statusAt(lifecycle, status),
      { status, moved: targets.has(status) },
      withoutStatus(aggregate, status, context),
    );
    complained.add(status);
    assumed.add(status);
    now = reached(commands, moves, assumed);
  }
  return { reachable: now, lost, complained };
}

/** Reports moves that commands cause and the lifecycle does not have. */
function checkMoves(
  aggregate: AggregateDecl,
  flows: Flows,
  moves: Moves,
  { lost, complained }: Reach,
  context: CheckContext,
): void {
  const { lifecycle } = aggregate;
  if (lifecycle === undefined) return;
  for (const { emit, from: all, to } of wrongMoves(aggregate, flows, moves, lost)) {
    // Nothing moves away from where nothing gets.
    const from = all.filter((status) => !complained.has(status));
    if (from.length === 0) continue;
    context.report("ESDL3006", context.at(emit, "event"), { event: nameOf(emit.event), from, to }, [
      {
        title: `Add \`${from.join(" | ")} -> ${to}\` to the lifecycle`,
        edits: [{ at: context.after(lifecycle), text: `, ${from.join(" | ")} -> ${to}` }],
      },
    ]);
  }
}

interface WrongMove {
  readonly emit: EmitStatement;
  readonly from: readonly string[];
  readonly to: string;
}

/** The moves without an edge, but for those that a slip in the lifecycle itself explains. */
function wrongMoves(
  { lifecycle }: AggregateDecl,
  flows: Flows,
  moves: Moves,
  lost: readonly string[],
): readonly WrongMove[] {
  const edges = new Set(lifecycle?.edges.map(({ from, to }) => `${from}>${to}`));
  return [...flows.values()]
    .flatMap((flow) => [...flow.emissions])
    .flatMap(([emit, currents]) => {
      const to = moves.to.get(emit.event);
      // An edge from a status that nothing moves to was meant to start elsewhere: one slip of the pen.
      if (to === undefined || lost.some((status) => edges.has(`${status}>${to}`))) return [];
      // Staying where it is needs no edge.
      const from = moves.statuses.filter(
        (status) => status !== to && currents.has(status) && !edges.has(`${status}>${to}`),
      );
      return from.length === 0 ? [] : [{ emit, from, to }];
    });
}

/** Reports events that create an aggregate with a lifecycle and enter no status. */
function checkCreation({ lifecycle, handlers }: AggregateDecl, flows: Flows, context: CheckContext): void {
  if (lifecycle === undefined) return;
  const creating = new Set(
    [...flows.values()]
      .flatMap((flow) => [...flow.emissions])
      .flatMap(([emit, currents]) => (currents.has(notYet) ? [emit.event] : [])),
  );
  const [first = ""] = lifecycle.statuses;
  for (const on of handlers)
    if (on.to === undefined && creating.has(on.event))
      context.report("ESDL3008", context.at(on, "trigger"), { event: nameOf(on.event), first }, [
        { title: `Enter ${first}`, edits: [{ at: context.after(on, "trigger"), text: ` -> ${first}` }] },
      ]);
}

const nameOf = (ref: Ref): string => ref.slice(ref.lastIndexOf(".") + 1);
