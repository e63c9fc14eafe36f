/** What goes on by itself: events that sagas and policies see, commands that they sent, their answers, timers. */
import type { ExternalCommandDecl, Ref } from "@esdl/language/model";
import { refuse, ValueError, type Problem } from "@esdl/runtime/values";
import { invalid, type Rejection } from "../aggregates/rejections.js";
import type { Meter } from "../budget.js";
import { argumentsOf } from "../expressions/compile.js";
import { emptyScope } from "../expressions/frame.js";
import type { Machine } from "../machine.js";
import { deliverAnswer, deliverEvent, deliverTimer } from "../sagas/deliver.js";
import { Fault, Stopped } from "../stops.js";
import { shapeReader } from "../values/read.js";
import type { Data } from "../values/value.js";
import { execute } from "./commands.js";
import type { Answer, Recorded, Sent, World } from "./world.js";

/** Something that goes on by itself. */
export type Internal =
  /** A saga or policy sees the next event. */
  | { readonly kind: "event"; readonly process: Ref }
  /** A command that was sent is carried out. */
  | { readonly kind: "send"; readonly id: string }
  /** A saga sees the answer to a send. */
  | { readonly kind: "answer"; readonly id: string }
  /** A timer that is due fires. */
  | { readonly kind: "timer"; readonly instance: string; readonly duration: string };

/** What came of a command that was sent. */
export type Carried =
  | { readonly kind: "recorded"; readonly sent: Sent; readonly recorded: readonly Recorded[] }
  /** An external command, which answers with its sample. */
  | { readonly kind: "external"; readonly sent: Sent }
  | { readonly kind: "rejected"; readonly sent: Sent; readonly rejection: Rejection };

export interface Progress {
  readonly world: World;
  readonly carried?: Carried;
}

/** Events that were recorded are seen: by projections at once, by sagas and policies when their turn comes. */
export function publish(machine: Machine, before: World, recorded: readonly Recorded[], meter: Meter): World {
  if (before.isAlone) return before;
  let { rows, inboxes } = before;
  for (const event of recorded) {
    const readers = machine.readersOf(event.event);
    for (const ref of readers.projections) {
      try {
        rows = machine.projection(ref).apply(rows, event, meter);
      } catch (error) {
        if (!(error instanceof ValueError)) throw error;
        throw new Stopped("process", `The projection ${ref} cannot handle its event: ${error.message}`);
      }
    }
    for (const ref of readers.processes) inboxes = inboxes.with(ref, [...(inboxes.get(ref) ?? []), event]);
  }
  return { ...before, rows, inboxes };
}

/** All that may go on by itself now, in the order in which scenarios let it: events, sends, answers, timers by due time. */
export function pending(world: World): readonly Internal[] {
  const events = [...world.inboxes.entries()]
    .flatMap(([process, [event]]) => (event === undefined ? [] : [{ process, event }]))
    .sort((a, b) => orderOf(a.event) - orderOf(b.event) || a.event.part - b.event.part);
  const timers = [...timersOf(world)].filter(({ due }) => due <= world.now);
  return [
    ...events.map(({ process }): Internal => ({ kind: "event", process })),
    ...firstOfLanes(world.outbox).map(({ id }): Internal => ({ kind: "send", id })),
    ...world.answers.map(({ id }): Internal => ({ kind: "answer", id })),
    ...timers.map(({ instance, duration }): Internal => ({ kind: "timer", instance, duration })),
  ];
}

const orderOf = ({ meta }: Recorded): number => Number(meta["position"]);

/** Sends of one instance to one target go out in order: of each such lane the first may go. */
function firstOfLanes(outbox: readonly Sent[]): readonly Sent[] {
  const lanes = new Map<string, Sent>();
  for (const sent of outbox) {
    const lane = JSON.stringify([sent.instance ?? sent.id, sent.call.aggregate ?? sent.call.command]);
    if (!lanes.has(lane)) lanes.set(lane, sent);
  }
  return [...lanes.values()];
}

/** All timers that run, the earliest due first. */
export function* timersOf(
  world: World,
): Generator<{ readonly instance: string; readonly duration: string; readonly due: number }> {
  const timers = [...world.instances.entries()].flatMap(([instance, { timers: running }]) =>
    running.map(({ duration, due }) => ({ instance, duration, due })),
  );
  yield* timers.sort((a, b) => a.due - b.due);
}

/** What one of them costs besides its statements: sagas and policies that set one another off must come to an end soon. */
const stepsEach = 400;

/** Lets one thing go on. @throws Stopped */
export function proceed(machine: Machine, world: World, internal: Internal, meter: Meter): Progress {
  meter.step(stepsEach);
  try {
    return done(machine, world, internal, meter);
  } catch (error) {
    if (!(error instanceof ValueError)) throw error;
    const what = internal.kind === "event" ? internal.process : `the ${internal.kind} of a saga`;
    throw new Stopped("process", `What waits for ${what} cannot be handled: ${error.message}`);
  }
}

function done(machine: Machine, world: World, internal: Internal, meter: Meter): Progress {
  switch (internal.kind) {
    case "event":
      return { world: seeEvent(machine, world, internal.process, meter) };
    case "send":
      return carryOut(machine, world, internal.id, meter);
    case "answer":
      return { world: seeAnswer(machine, world, internal.id, meter) };
    case "timer": {
      const saga = world.instances.get(internal.instance)?.saga;
      if (saga === undefined) throw new Fault(`there is no instance ${internal.instance}`);
      const after = deliverTimer(machine.saga(saga), world, internal.instance, internal.duration, meter);
      return { world: after };
    }
  }
}

function seeEvent(machine: Machine, before: World, process: Ref, meter: Meter): World {
  const [event, ...rest] = before.inboxes.get(process) ?? [];
  if (event === undefined) throw new Fault(`no event waits for ${process}`);
  const world = { ...before, inboxes: before.inboxes.with(process, rest.length === 0 ? undefined : rest) };
  if (!machine.lookup.policies.has(process)) return deliverEvent(machine.saga(process), world, event, meter);
  return { ...world, outbox: [...world.outbox, ...machine.policy(process).sends(event, meter)] };
}

function seeAnswer(machine: Machine, before: World, id: string, meter: Meter): World {
  const answer = before.answers.find((each) => each.id === id);
  const saga = answer === undefined ? undefined : before.instances.get(answer.instance)?.saga;
  if (answer === undefined || saga === undefined) throw new Fault(`there is no answer to ${id}`);
  const world = { ...before, answers: before.answers.filter((each) => each !== answer) };
  return deliverAnswer(machine.saga(saga), world, answer, () => replyOf(machine, answer, meter), meter);
}

/** The reply of an external command is its sample: who reads it needs one. */
function replyOf({ lookup, compiler }: Machine, { command }: Answer, meter: Meter): Data {
  const declared = lookup.externalCommands.get(command);
  if (declared?.sample === undefined) {
    throw new Stopped(
      "sample",
      `This needs the reply of the external command ${command}, and it has no sample`,
      `Write a sample behind it in the model: external command … returns { … } sample (…)`,
    );
  }
  return argumentsOf(declared.sample, emptyScope, compiler)({ meter });
}

/** Carries out a command that was sent. An undo that is rejected is parked, and so is what a policy sent. */
function carryOut(machine: Machine, before: World, id: string, meter: Meter): Progress {
  const sent = before.outbox.find((each) => each.id === id);
  if (sent === undefined) throw new Fault(`nothing was sent as ${id}`);
  const world = { ...before, outbox: before.outbox.filter((each) => each !== sent) };
  const { call, caller, correlationId } = sent;
  const external = machine.lookup.externalCommands.get(call.command);
  if (external !== undefined) {
    const rejection = refusedInput(machine, external, call.input, meter);
    if (rejection !== undefined) return rejected(world, sent, rejection);
    return { world: answered(world, sent), carried: { kind: "external", sent } };
  }
  const request = { command: call.command, input: call.input, caller, correlationId, commandId: id };
  const outcome = execute(machine, world, request, { meter });
  if (!outcome.ok) return rejected(world, sent, outcome.rejection);
  const { recorded } = outcome;
  return {
    world: answered(publish(machine, outcome.world, recorded, meter), sent),
    carried: { kind: "recorded", sent, recorded },
  };
}

function refusedInput(
  { rules }: Machine,
  { params }: ExternalCommandDecl,
  input: Data,
  meter: Meter,
): Rejection | undefined {
  const problems: Problem[] = [];
  try {
    shapeReader(params, rules)(input, problems, { meter });
  } catch (error) {
    if (!(error instanceof ValueError)) throw error;
    refuse(problems, "constraint", error.message);
  }
  return problems.length === 0 ? undefined : invalid(problems);
}

function rejected(world: World, sent: Sent, rejection: Rejection): Progress {
  const parked = [...world.parked, { call: sent.call, rejection }];
  return {
    world: sent.instance === undefined ? { ...world, parked } : answered(world, sent, rejection),
    carried: { kind: "rejected", sent, rejection },
  };
}

function answered(world: World, sent: Sent, rejection?: Rejection): World {
  const { instance, id, call, correlationId } = sent;
  if (instance === undefined) return world;
  const answer = { id, instance, command: call.command, correlationId };
  return {
    ...world,
    answers: [...world.answers, rejection === undefined ? answer : { ...answer, rejection }],
  };
}
