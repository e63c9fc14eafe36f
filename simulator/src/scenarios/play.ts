/** Playing a scenario: its history, then its actions, each on the world that the one before has led to. */
import type { Action, ScenarioDecl, Span } from "@esdl/language/model";
import { durationMilliseconds, instantFromMilliseconds, ValueError } from "@esdl/runtime/values";
import { system, type Caller } from "../aggregates/decide.js";
import type { Rejection } from "../aggregates/rejections.js";
import type { Meter } from "../budget.js";
import type { Trace } from "../expressions/frame.js";
import type { Machine } from "../machine.js";
import { Fault, Stopped } from "../stops.js";
import { dataFrom, type Value } from "../values/value.js";
import { execute, streamOf, type Request } from "../world/commands.js";
import { publish } from "../world/processes.js";
import { append } from "../world/record.js";
import { advance, settle, type Settled } from "../world/settle.js";
import { emptyWorld, streamIdOf, type Recorded, type World } from "../world/world.js";
import { madeUpIdentity, type Constants } from "./constants.js";
import type { TracedEvent } from "./result.js";

/** A command of a scenario, with all that is needed to go its way again. */
export interface Judged {
  readonly action: Extract<Action, { readonly kind: "command" }>;
  readonly request: Request;
  readonly before: World;
  readonly rejection?: Rejection;
}

export interface Played {
  readonly world: World;
  /** What happened since the first action. */
  readonly recorded: readonly Recorded[];
  readonly commands: readonly Judged[];
}

/** It could not be played to its end. */
export interface Broken {
  readonly span: Span;
  readonly stopped: Stopped;
}

export interface Player {
  readonly machine: Machine;
  readonly constants: Constants;
  readonly meter: Meter;
  /** The identity of the aggregate that runs alone. */
  readonly madeUp?: Value;
}

export function playerOf(
  machine: Machine,
  { subject }: ScenarioDecl,
  constants: Constants,
  meter: Meter,
): Player {
  if (subject === undefined) return { machine, constants, meter };
  const { identity } = machine.aggregate(subject).decl;
  return {
    machine,
    constants,
    meter,
    madeUp: madeUpIdentity(identity, subject, machine.lookup, (name) => constants.id(name)),
  };
}

export function play(player: Player, scenario: ScenarioDecl): Played | Broken {
  const { machine, meter } = player;
  const commands: Judged[] = [];
  let world = emptyWorld(scenario.subject !== undefined);
  let span = scenario.nameSpan;
  try {
    for (const given of scenario.given) {
      span = given.span;
      world = withGiven(player, world, given);
    }
    // What the history sets off belongs to it.
    world = settle(machine, world, meter).world;
    const recorded: Recorded[] = [];
    for (const action of scenario.when) {
      span = action.span;
      if (action.kind === "after") {
        const moved = advance(machine, world, durationMilliseconds(action.duration), meter);
        world = moved.world;
        recorded.push(...recordedIn(moved));
        continue;
      }
      const request = requestOf(player, action);
      const outcome = execute(machine, world, request, watched(player));
      commands.push({
        action,
        request,
        before: world,
        ...(outcome.ok ? {} : { rejection: outcome.rejection }),
      });
      if (!outcome.ok) continue;
      const settled = settle(machine, publish(machine, outcome.world, outcome.recorded, meter), meter);
      world = settled.world;
      recorded.push(...outcome.recorded, ...recordedIn(settled));
    }
    return { world, recorded, commands };
  } catch (error) {
    if (error instanceof Stopped) return { span, stopped: error };
    if (error instanceof ValueError) return { span, stopped: new Stopped("history", error.message) };
    // A mistake of ours, or a stack that is used up: one scenario fails of it, and not the run.
    const message = error instanceof Error ? error.message : String(error);
    return { span, stopped: new Stopped("process", `The simulator cannot go on: ${message}`) };
  }
}

const recordedIn = ({ carried }: Settled): readonly Recorded[] =>
  carried.flatMap((each) => (each.kind === "recorded" ? each.recorded : []));

const watched = ({ meter, madeUp }: Player, trace?: Trace) => ({
  meter,
  trace,
  ...(madeUp === undefined ? {} : { madeUp }),
});

/** Goes the way of a command again, and tells it. */
export function retrace(
  player: Player,
  { request, before }: Judged,
  trace: Trace,
): { readonly streamId: string; readonly events: readonly TracedEvent[] } {
  const outcome = execute(player.machine, before, request, watched(player, trace));
  const events = outcome.ok ? outcome.recorded.map(({ event, data }) => ({ event, data })) : [];
  return { streamId: streamOf(player.machine, request), events };
}

function withGiven(player: Player, world: World, given: ScenarioDecl["given"][number]): World {
  const { machine, constants, meter } = player;
  const identity = given.id === undefined ? player.madeUp : constants.value(given.id);
  const declared = machine.lookup.events.get(given.event);
  if (declared === undefined) throw new Fault(`there is no event ${given.event}`);
  const streamId = streamIdOf(given.aggregate, identity);
  const version = (world.streams.get(streamId)?.version ?? 0) + 1;
  // Nobody's command led to what is given: it is its own cause.
  const id = `${streamId}@${String(version)}`;
  const meta = dataFrom([
    ["occurredAt", instantFromMilliseconds(world.now)],
    ["streamId", streamId],
    ["correlationId", id],
    ["causationId", id],
    ["actor", { id: system.id, roles: system.roles }],
  ]);
  const stored = {
    event: given.event,
    version: given.version ?? declared.version,
    data: constants.data(given.args),
    identity,
    meta,
  };
  const parts = machine.upcaster.upcast(stored, meter);
  const origin = { aggregate: given.aggregate, identity, meta, bySystem: true };
  const appended = append(machine, world, origin, parts, meter);
  return publish(machine, appended.world, appended.recorded, meter);
}

export function requestOf(
  { constants, machine, madeUp }: Player,
  { call, as }: Extract<Action, { readonly kind: "command" }>,
): Request {
  const aggregate = call.aggregate === undefined ? undefined : machine.aggregate(call.aggregate).decl;
  const given = constants.data(call.args);
  const input =
    madeUp === undefined || aggregate === undefined
      ? given
      : dataFrom([[aggregate.identity.name, madeUp], ...Object.entries(given)]);
  return { command: call.command, input, caller: as === undefined ? system : callerOf(as, constants) };
}

/** A role without a name is somebody who has that role. */
function callerOf(
  { role, id }: { readonly role: string; readonly id?: string },
  constants: Constants,
): Caller {
  const bare = role.slice(role.lastIndexOf(".") + 1);
  return { id: constants.caller(id ?? bare), roles: [bare] };
}
