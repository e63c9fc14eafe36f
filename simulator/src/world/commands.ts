/** Carrying out a command of an aggregate: its decision, the unique keys, and the recording of what it emits. */
import type { AggregateDecl, Ref } from "@esdl/language/model";
import { esdlNamespace, instantFromMilliseconds, uuidV5 } from "@esdl/runtime/values";
import { decide, metaFrom, readInput, type Caller, type Circumstances } from "../aggregates/decide.js";
import { declaredRejection, invalid, invariantViolated, type Rejection } from "../aggregates/rejections.js";
import type { Meter } from "../budget.js";
import type { Trace } from "../expressions/frame.js";
import type { Machine } from "../machine.js";
import { Fault } from "../stops.js";
import { memberOf, type Data, type Value } from "../values/value.js";
import { append } from "./record.js";
import { streamIdOf, type Recorded, type World } from "./world.js";

/** A command as it comes in: its input is not validated yet. */
export interface Request {
  readonly command: Ref;
  readonly input: Data;
  readonly caller: Caller;
  /** What it belongs to, and what it is known by; made of the stream and its version unless given. */
  readonly correlationId?: string;
  readonly commandId?: string;
}

export type Outcome =
  | { readonly ok: true; readonly world: World; readonly recorded: readonly Recorded[] }
  | { readonly ok: false; readonly rejection: Rejection };

export interface Watched {
  readonly meter: Meter;
  readonly trace?: Trace | undefined;
  /** An identity that stands for a valid one. */
  readonly madeUp?: Value;
}

export function execute(machine: Machine, world: World, request: Request, watched: Watched): Outcome {
  const declared = machine.lookup.commands.get(request.command);
  if (declared === undefined) throw new Fault(`there is no command ${request.command}`);
  const aggregate = machine.aggregate(declared.aggregate);
  const command = aggregate.command(request.command);
  const { identity } = aggregate.decl;
  const given = streamOf(machine, request);
  const version = String(world.streams.get(given)?.version ?? 0);
  const commandId = request.commandId ?? `${given}@${version} ${declared.name}`;
  let ids = 0;
  const around: Circumstances = {
    ...watched,
    now: instantFromMilliseconds(world.now),
    newId: () => uuidV5(esdlNamespace, `${commandId} ${String(ids++)}`),
    caller: request.caller,
    correlationId: request.correlationId ?? commandId,
    causationId: commandId,
  };
  const read = readInput(command, request.input, around);
  if (!("data" in read)) return { ok: false, rejection: invalid(read.problems) };
  const key = memberOf(read.data, identity.name);
  const streamId = streamIdOf(aggregate.decl.ref, key);
  const before = world.streams.get(streamId)?.state;
  const decision = decide(machine, aggregate, command, before, read.data, around);
  if (!decision.ok) return decision;

  const [held, wanted] = [aggregate.uniqueKeys(before), aggregate.uniqueKeys(decision.state)];
  const taken = wanted.findIndex(
    (key, at) => key !== undefined && key !== held[at] && isTaken(world, key, streamId),
  );
  if (wanted.length > 0) {
    const span = aggregate.decl.uniques[Math.max(taken, 0)]?.span ?? declared.nameSpan;
    const detail = taken < 0 ? {} : { detail: "another has it" };
    watched.trace?.({ kind: "unique", span, depth: 0, holds: taken < 0, ...detail });
  }
  if (taken >= 0) return { ok: false, rejection: takenRejection(aggregate.decl, taken, machine) };

  const origin = {
    aggregate: aggregate.decl.ref,
    identity: key,
    meta: metaFrom(streamId, around),
    bySystem: request.caller.system === true,
  };
  let next = world;
  const recorded: Recorded[] = [];
  for (const event of decision.events) {
    const appended = append(machine, next, origin, [event], watched.meter);
    next = appended.world;
    recorded.push(...appended.recorded);
  }
  return { ok: true, world: next, recorded };
}

/** The stream that a command goes to, as far as its input says. */
export function streamOf(
  { lookup }: Machine,
  { command, input }: Pick<Request, "command" | "input">,
): string {
  const aggregate = lookup.commands.get(command)?.aggregate ?? "";
  const identity = lookup.aggregates.get(aggregate)?.identity.name ?? "";
  return streamIdOf(aggregate, memberOf(input, identity));
}

function isTaken({ keys }: World, key: string, by: string): boolean {
  const holder = keys.get(key);
  return holder !== undefined && holder !== by;
}

/** What the loser of a unique key is told. */
function takenRejection({ ref, uniques }: AggregateDecl, at: number, { lookup }: Machine): Rejection {
  const unique = uniques[at];
  if (unique?.rejection !== undefined) return declaredRejection(unique.rejection, {}, lookup);
  const [field, ...others] = unique?.fields ?? [];
  const path = field !== undefined && others.length === 0 ? `/${field}` : "";
  return invariantViolated([{ path, code: "constraint", message: `must be unique: another ${ref} has it` }]);
}
