/**
 * Generated sagas and policies beside the simulator's: both are given the same events, answers and timers, one after the
 * other, and must come to the same steps, states, timers, sends and undos.
 */
import { isDeepStrictEqual } from "node:util";
import type { Context, Field, Lookup, Model, PolicyDecl, Ref, SagaDecl } from "@esdl/language/model";
import { packageNames } from "@esdl/generator";
import type {
  HandledEvent,
  PolicyDefinition,
  SagaContext,
  SagaDefinition,
  SagaInput,
  Send,
  Sendable,
} from "@esdl/runtime";
import { esdlNamespace, instantFromMilliseconds, uuidV5, ValueError } from "@esdl/runtime/values";
import fc, { type Arbitrary } from "fast-check";
import { Meter } from "../../simulator/src/budget.js";
import { createMachine, type Machine } from "../../simulator/src/machine.js";
import { deliverAnswer, deliverEvent, deliverTimer } from "../../simulator/src/sagas/deliver.js";
import { sendId } from "../../simulator/src/sagas/saga.js";
import { Stopped } from "../../simulator/src/stops.js";
import { plainText, type Data, type Value } from "../../simulator/src/values/value.js";
import {
  emptyWorld,
  streamIdOf,
  type Answer,
  type Recorded,
  type World,
} from "../../simulator/src/world/world.js";
import { objectOf, valueOf } from "../properties/values.js";
import { compiled, type Domain, type Edit } from "../support/generated.js";
import { externalsIn } from "../../runtime/src/app/modules.js";
import { samplesOf } from "./sides.js";

// ------------------------------------------------------------------------------------------ what happens

/** Something that happens; which one of those that are there is said by a number. */
type Happening =
  | {
      readonly kind: "event";
      readonly event: Ref;
      readonly id: Value;
      readonly data: Data;
      readonly cause: number;
      readonly roles: readonly string[] | undefined;
    }
  | {
      readonly kind: "answer";
      readonly which: number;
      readonly rejection: string | undefined;
      readonly replies: Readonly<Record<Ref, Data>>;
    }
  | { readonly kind: "timer"; readonly which: number };

/** Two identities that stand wherever a uuid does, so that what happens meets what waits for it. */
const uuids = ["018f6b1c-9a3e-7c54-b2d1-3e5f7a9b1c2a", "018f6b1c-9a3e-7c54-b2d1-3e5f7a9b1c2b"] as const;
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/u;

/** The value with few uuids in it. */
function pooled(value: unknown): unknown {
  if (typeof value === "string" && uuid.test(value)) return uuids[value.charCodeAt(35) % 2];
  if (Array.isArray(value)) return value.map(pooled);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, pooled(member)]));
}

function happeningsOf(saga: SagaDecl, lookup: Lookup, longest: number): Arbitrary<readonly Happening[]> {
  const handlers = [...saga.starts, ...saga.steps.flatMap((step) => step.handlers)];
  const events = [...new Set(handlers.flatMap(({ input }) => (input.kind === "event" ? [input.event] : [])))];
  const completed = handlers.flatMap(({ input }) => (input.kind === "completed" ? [input.command] : []));
  const replies = completed.flatMap((ref) => {
    const returns = lookup.externalCommands.get(ref)?.returns ?? [];
    return returns.length === 0
      ? []
      : [[ref, objectOf(returns, lookup, "stored") as Arbitrary<Data>] as const];
  });
  const starting = saga.starts.flatMap(({ input }) => (input.kind === "event" ? [input.event] : []));
  // Few keys, wherever a field may be the key.
  return fc
    .array(valueOf(saga.key.type, lookup, undefined, "stored"), { minLength: 2, maxLength: 2 })
    .chain((keys) => {
      const eventOf = (ref: Ref): Arbitrary<Happening> => happening(ref, saga, keys as Value[], lookup);
      const answer = fc.record(
        {
          kind: fc.constant("answer" as const),
          which: fc.nat({ max: 3 }),
          rejection: fc.option(fc.constantFrom("NotAllowed", "Low", "Taken"), { nil: undefined, freq: 2 }),
          replies: fc.record(Object.fromEntries(replies), { noNullPrototype: true }),
        },
        { noNullPrototype: true },
      );
      const timer = fc.record(
        { kind: fc.constant("timer" as const), which: fc.nat({ max: 3 }) },
        { noNullPrototype: true },
      );
      const any: Arbitrary<Happening> = fc.oneof(
        { weight: 2, arbitrary: fc.oneof(...starting.map(eventOf)) },
        { weight: 5, arbitrary: fc.oneof(...events.map(eventOf)) },
        { weight: 4, arbitrary: answer },
        { weight: 2, arbitrary: timer },
      );
      return fc
        .tuple(fc.oneof(...starting.map(eventOf)), fc.array(any, { maxLength: longest, size: "max" }))
        .map(([first, others]) => [first, ...others]);
    });
}

function happening(ref: Ref, saga: SagaDecl, keys: readonly Value[], lookup: Lookup): Arbitrary<Happening> {
  const { fields, aggregate } = lookup.events.get(ref)!;
  const identity = lookup.aggregates.get(aggregate)!.identity;
  const sameAsKey = (type: Field["type"]): boolean => isDeepStrictEqual(type, saga.key.type);
  const key = fc.constantFrom(...keys);
  const id = sameAsKey(identity.type)
    ? key
    : (valueOf(identity.type, lookup, undefined, "stored") as Arbitrary<Value>);
  const keyed: Readonly<Record<string, Arbitrary<unknown>>> = Object.fromEntries(
    fields.flatMap(({ name, type }): readonly (readonly [string, Arbitrary<unknown>])[] => {
      if (sameAsKey(type)) return [[name, key] as const];
      return type.kind === "list" && sameAsKey(type.of)
        ? [[name, fc.array(key, { maxLength: 3 })] as const]
        : [];
    }),
  );
  return fc
    .record(
      {
        id,
        data: fc
          .tuple(objectOf(fields, lookup, "stored"), fc.record(keyed, { noNullPrototype: true }))
          .map(([data, own]) => ({ ...data, ...own }) as Data),
        cause: fc.nat({ max: 5 }),
        roles: fc.option(fc.constantFrom([], ["Clerk"]), { nil: undefined }),
      },
      { noNullPrototype: true },
    )
    .map(({ id: of, data, cause, roles }): Happening => ({
      kind: "event",
      event: ref,
      id: pooled(of) as Value,
      data: pooled(data) as Data,
      cause,
      roles,
    }));
}

// -------------------------------------------------------------------------------------- the generated side

/** What is sent, in the form of both sides. */
interface SentOut {
  readonly command: Ref;
  readonly data: unknown;
  readonly asActor: boolean;
  readonly isUndo: boolean;
}

/** An instance of generated code, kept as an engine would. */
interface Kept {
  readonly key: unknown;
  readonly run: number;
  readonly inputs: number;
  readonly step: string;
  readonly state: object;
  readonly timers: readonly string[];
  readonly undos: readonly Sendable[];
}

interface InFlight {
  readonly instance: string;
  readonly run: number;
  readonly undo: Sendable | undefined;
  readonly isUndone: boolean;
}

/** All that an engine keeps; each thing that happens makes a new one. */
interface Engine {
  readonly instances: ReadonlyMap<string, Kept>;
  /** By the id of the send, as the simulator makes it. */
  readonly flights: ReadonlyMap<string, InFlight>;
  readonly sent: readonly SentOut[];
}

const refOf = (command: Sendable): Ref =>
  "external" in command ? command.external : `${command.aggregate}.${command.type}`;

const sentOut = (command: Sendable, asActor: boolean, isUndo: boolean): SentOut => ({
  command: refOf(command),
  data: command.data,
  asActor,
  isUndo,
});

interface Reacting {
  readonly definition: SagaDefinition;
  readonly externals: unknown;
  readonly now: number;
  readonly isEnd: (step: string) => boolean;
}

/** One input of one instance; `undefined` when no handler takes it. */
function reacted(
  engine: Engine,
  { definition, externals, now, isEnd }: Reacting,
  name: string,
  key: unknown,
  input: SagaInput,
  isAnswer: boolean,
): Engine | undefined {
  const before = engine.instances.get(name);
  const isNew = before === undefined || isEnd(before.step);
  const [run, inputs] = isNew ? [(before?.run ?? 0) + 1, 0] : [before.run, before.inputs];
  let made = 0;
  const context: SagaContext = {
    key,
    now: instantFromMilliseconds(now),
    newId: () => uuidV5(esdlNamespace, `${sendId(name, run, inputs, 0)} ${String(made++)}`),
    isAnswer,
    externals,
  };
  const instance = before === undefined ? undefined : { step: before.step, state: frozen(before.state) };
  const reaction = definition.react(instance, frozen(input), context);
  if (reaction === undefined) return undefined;
  const flights = new Map(engine.flights);
  const sent: SentOut[] = [...engine.sent];
  let undos = isNew ? [] : before.undos;
  let ordinal = 0;
  const undoAll = (): void => {
    for (const undo of undos.toReversed()) {
      sent.push(sentOut(undo, false, true));
      ordinal++;
    }
    undos = [];
    for (const [id, flight] of flights)
      if (flight.instance === name && flight.run === run && flight.undo !== undefined)
        flights.set(id, { ...flight, isUndone: true });
  };
  for (let at = 0; at <= reaction.sends.length; at++) {
    for (const place of reaction.undo) if (place === at) undoAll();
    const send: Send | undefined = reaction.sends[at];
    if (send === undefined) continue;
    sent.push(sentOut(send.command, send.asActor === true, false));
    flights.set(sendId(name, run, inputs, ordinal++), {
      instance: name,
      run,
      undo: send.undo,
      isUndone: false,
    });
  }
  const timers = reaction.timers ?? (isNew ? [] : before.timers);
  const after: Kept = {
    key,
    run,
    inputs: inputs + 1,
    step: reaction.step,
    state: reaction.state,
    timers,
    undos,
  };
  return { instances: new Map(engine.instances).set(name, after), flights, sent };
}

/** Deeply frozen: reacting changes nothing that it is given. */
function frozen<T>(value: T): T {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  for (const member of Object.values(value)) frozen(member);
  return Object.freeze(value);
}

// ----------------------------------------------------------------------------------------------- both sides

/** One saga on both sides. */
interface Both {
  readonly machine: Machine;
  readonly saga: SagaDecl;
  readonly definition: SagaDefinition;
  readonly externals: unknown;
}

/** What both are asked to agree on. */
interface Shown {
  readonly instances: Readonly<Record<string, unknown>>;
  readonly sent: readonly SentOut[];
}

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

function shownByGenerated({ instances, sent }: Engine): Shown {
  const shown = [...instances].map(([name, { run, step, state, timers, undos }]) => [
    name,
    { run, step, state, timers: [...timers].sort(), undos: undos.map((undo) => [refOf(undo), undo.data]) },
  ]);
  return { instances: Object.fromEntries(shown) as Readonly<Record<string, unknown>>, sent };
}

function shownBySimulator(world: World): Shown {
  const shown = [...world.instances.entries()].map(([name, { run, step, state, timers, undos }]) => [
    name,
    {
      run,
      step,
      state,
      timers: timers.map(({ duration }) => duration).sort(),
      undos: undos.map(({ command, input }) => [command, input]),
    },
  ]);
  const sent = world.outbox.map(({ call, caller, isUndo }) => ({
    command: call.command,
    data: call.input,
    asActor: caller.system !== true,
    isUndo,
  }));
  return { instances: Object.fromEntries(shown) as Readonly<Record<string, unknown>>, sent };
}

/** What a side came to, or the error of the values library that stopped it. */
type Came<T> = { readonly to: T } | { readonly failed: string };

function came<T>(run: () => T): Came<T> | undefined {
  try {
    return { to: run() };
  } catch (error) {
    if (error instanceof ValueError) return { failed: error.code };
    // An external function without a sample: nobody can say.
    if (error instanceof Stopped && error.reason === "sample") return undefined;
    throw error;
  }
}

/** Lives through what happens on both sides; answers how many inputs were taken. */
export function sagaAgrees(both: Both, happenings: readonly Happening[]): number {
  const { machine, definition, externals, saga } = both;
  const simulated = machine.saga(saga.ref);
  let world: World = { ...emptyWorld(), now: Date.parse("2026-01-01T00:00:00.000Z") };
  let engine: Engine = { instances: new Map(), flights: new Map(), sent: [] };
  let taken = 0;
  for (const [at, each] of happenings.entries()) {
    world = { ...world, now: world.now + 60_000 };
    const reacting: Reacting = {
      definition,
      externals,
      now: world.now,
      isEnd: (step) => simulated.isEnd(step),
    };
    const meter = new Meter();
    let reference: Came<World> | undefined;
    let tested: () => Engine;
    if (each.kind === "event") {
      const recorded = recordedOf(each, at, world, machine);
      reference = came(() => deliverEvent(simulated, world, recorded, meter));
      tested = () => seen(engine, reacting, (key) => simulated.instanceId(key), recorded);
    } else if (each.kind === "timer") {
      const running = [...world.instances.entries()].flatMap(([name, { timers }]) =>
        timers.map(({ duration }) => ({ name, duration })),
      );
      const timer = running[each.which % Math.max(1, running.length)];
      if (timer === undefined) continue;
      reference = came(() => deliverTimer(simulated, world, timer.name, timer.duration, meter));
      tested = () => fired(engine, reacting, timer.name, timer.duration);
    } else {
      const waiting = [...world.flights.entries()];
      const [id, flight] = waiting[each.which % Math.max(1, waiting.length)] ?? [];
      const command = id === undefined ? undefined : commandOf(world, id);
      if (id === undefined || flight === undefined || command === undefined) continue;
      const returns = machine.lookup.externalCommands.get(command)?.returns ?? [];
      const reply = returns.length === 0 ? undefined : (each.replies[command] ?? {});
      const answer: Answer = {
        id,
        instance: flight.instance,
        command,
        correlationId: "",
        ...(each.rejection === undefined
          ? {}
          : { rejection: { type: each.rejection, message: `no: ${each.rejection}`, data: {} } }),
      };
      reference = came(() => deliverAnswer(simulated, world, answer, () => reply ?? {}, meter));
      tested = () => answered(engine, reacting, answer, reply);
    }
    if (reference === undefined) continue;
    const result = came(tested)!;
    const expected = "to" in reference ? shownBySimulator(reference.to) : reference;
    const found = "to" in result ? shownByGenerated(result.to) : result;
    if (!isDeepStrictEqual(plain(found), plain(expected)))
      throw new Error(
        [
          `Simulator and generated code disagree on ${saga.ref} after ${String(at)} inputs, at ${JSON.stringify(each)}.`,
          `simulator: ${JSON.stringify(expected)}`,
          `generated: ${JSON.stringify(found)}`,
        ].join("\n"),
      );
    if ("to" in reference && "to" in result) {
      if (result.to !== engine) taken++;
      world = reference.to;
      engine = result.to;
    }
  }
  return taken;
}

/** The command of a send, which the simulator keeps in the outbox. */
const commandOf = (world: World, id: string): Ref | undefined =>
  world.outbox.find((sent) => sent.id === id)?.call.command;

function recordedOf(
  { event, id, data, cause, roles }: Extract<Happening, { readonly kind: "event" }>,
  at: number,
  world: World,
  { lookup }: Machine,
): Recorded {
  const { aggregate } = lookup.events.get(event)!;
  const sent = world.outbox.at(-1 - cause);
  const streamId = streamIdOf(aggregate, id);
  return {
    id: `${streamId}@${String(at + 1)}`,
    aggregate,
    event,
    streamId,
    identity: id,
    version: at + 1,
    part: 0,
    data,
    meta: {
      occurredAt: instantFromMilliseconds(world.now),
      streamId,
      correlationId: "c",
      // Some are caused by what the sagas have sent.
      causationId: sent?.id ?? "somebody",
      actor: { id: "alice", roles: roles ?? [] },
      position: at + 1,
    },
    bySystem: roles === undefined,
  };
}

function seen(
  engine: Engine,
  reacting: Reacting,
  nameOf: (key: Value) => string,
  recorded: Recorded,
): Engine {
  const { definition } = reacting;
  const event = handledOf(recorded);
  const correlation = definition.events[recorded.aggregate]![event.type]!;
  const cause = String((recorded.meta as Readonly<Record<string, unknown>>)["causationId"]);
  const [, name = "", run] = /^(.*)#([0-9]+)\.[0-9]+\.[0-9]+(?:\.undo)?$/su.exec(cause) ?? [];
  let after = engine;
  for (let item = 0; item < correlation.items(event); item++) {
    const sender = after.instances.get(name);
    const isPresent = sender?.run === Number(run);
    for (const { key } of correlation.concerns(event, item, isPresent ? sender.key : undefined)) {
      const own = nameOf(key as Value);
      const input: SagaInput = { kind: "event", on: recorded.event, event, item };
      const isAnswer = isPresent && own === name;
      after = reacted(after, reacting, own, key, input, isAnswer) ?? after;
    }
  }
  // As in the simulator, whose caller is the one who caused the event: the system's is not told apart.
  return recorded.bySystem
    ? {
        ...after,
        sent: after.sent.map((sent, at) => (at < engine.sent.length ? sent : { ...sent, asActor: false })),
      }
    : after;
}

const handledOf = ({ event, data, identity, meta, part }: Recorded): HandledEvent => ({
  type: event.slice(event.lastIndexOf(".") + 1),
  data,
  id: plainText(identity),
  part,
  meta: meta as unknown as HandledEvent["meta"],
});

function fired(engine: Engine, reacting: Reacting, name: string, duration: string): Engine {
  const before = engine.instances.get(name)!;
  const timers = before.timers.filter((one) => one !== duration);
  const ready = { ...engine, instances: new Map(engine.instances).set(name, { ...before, timers }) };
  return reacted(ready, reacting, name, before.key, { kind: "after", on: duration }, false) ?? ready;
}

function answered(engine: Engine, reacting: Reacting, answer: Answer, reply: Data | undefined): Engine {
  const { id, instance: name, command, rejection } = answer;
  const flight = engine.flights.get(id)!;
  const known = engine.instances.get(name)!;
  const flights = new Map(engine.flights);
  flights.delete(id);
  let after: Engine = { ...engine, flights };
  const isOfThisRun = flight.run === known.run;
  if (rejection === undefined && flight.undo !== undefined) {
    if (flight.isUndone) after = { ...after, sent: [...after.sent, sentOut(flight.undo, false, true)] };
    else if (isOfThisRun) {
      const remembered = { ...known, undos: [...known.undos, flight.undo] };
      after = { ...after, instances: new Map(after.instances).set(name, remembered) };
    }
  }
  if (!isOfThisRun || reacting.isEnd(known.step)) return after;
  const input: SagaInput =
    rejection === undefined
      ? { kind: "completed", on: command, ...(reply === undefined ? {} : { reply }) }
      : { kind: "rejected", on: command, rejection: { type: rejection.type, message: rejection.message } };
  return reacted(after, reacting, name, known.key, input, false) ?? after;
}

// ---------------------------------------------------------------------------------------------- policies

function policyAgrees(
  machine: Machine,
  policy: PolicyDecl,
  definition: PolicyDefinition,
  event: Extract<Happening, { readonly kind: "event" }>,
): number {
  const recorded = recordedOf(event, 0, emptyWorld(), machine);
  const reference = came(() => machine.policy(policy.ref).sends(recorded, new Meter()));
  const handled = frozen(handledOf(recorded));
  const handle = definition.events[recorded.aggregate]![handled.type]!;
  const result = came(() => handle(handled))!;
  if (reference === undefined) return 0;
  const expected =
    "to" in reference
      ? reference.to.map(({ call, caller }) => [call.command, call.input, caller.system !== true])
      : reference;
  const found =
    "to" in result
      ? result.to.map(({ command, asActor }) => [
          refOf(command),
          command.data,
          asActor === true && !recorded.bySystem,
        ])
      : result;
  if (!isDeepStrictEqual(plain(found), plain(expected)))
    throw new Error(
      [
        `Simulator and generated code disagree on ${policy.ref}, at ${JSON.stringify(event)}.`,
        `simulator: ${JSON.stringify(expected)}`,
        `generated: ${JSON.stringify(found)}`,
      ].join("\n"),
    );
  return "to" in result ? result.to.length : 0;
}

// --------------------------------------------------------------------------------------------- whole models

export interface ProcessRuns {
  readonly histories: number;
  readonly longest: number;
  readonly seed?: number;
}

/** How much came of them: inputs that sagas took, and commands that policies sent. */
export interface Agreed {
  readonly taken: number;
  readonly sent: number;
}

/** Lives random inputs of each saga and policy of a model on both sides. */
export async function processesAgree(model: Model, runs: ProcessRuns, edit?: Edit): Promise<Agreed> {
  const all = model.contexts.flatMap(({ sagas, policies }) => [...sagas, ...policies]);
  if (all.length === 0) return { taken: 0, sent: 0 };
  const domain = await compiled(model, edit);
  const machine = createMachine(model);
  const externals = externalsIn(domain.modules, samplesOf(model));
  const parameters = { numRuns: runs.histories, ...(runs.seed === undefined ? {} : { seed: runs.seed }) };
  let taken = 0;
  let sent = 0;
  for (const context of model.contexts) {
    for (const saga of context.sagas) {
      if (saga.starts.length === 0) continue;
      const definition = await definitionOf<SagaDefinition>(domain, context, saga.ref);
      const both: Both = { machine, saga, definition, externals: externals(context.name) };
      fc.assert(
        fc.property(happeningsOf(saga, domain.lookup, runs.longest), (happenings) => {
          taken += sagaAgrees(both, happenings);
        }),
        parameters,
      );
    }
    for (const policy of context.policies) {
      const definition = await definitionOf<PolicyDefinition>(domain, context, policy.ref);
      const { aggregate } = domain.lookup.events.get(policy.event)!;
      const key = domain.lookup.aggregates.get(aggregate)!.identity;
      // Two, so that one event may name another aggregate than its own.
      const ids = fc.array(valueOf(key.type, domain.lookup, undefined, "stored"), {
        minLength: 2,
        maxLength: 2,
      });
      const events = ids.chain((two) =>
        happening(policy.event, { key } as SagaDecl, two as Value[], domain.lookup),
      );
      fc.assert(
        fc.property(events, (event) => {
          if (event.kind === "event") sent += policyAgrees(machine, policy, definition, event);
        }),
        parameters,
      );
    }
  }
  return { taken, sent };
}

async function definitionOf<T>({ model, output }: Domain, context: Context, ref: Ref): Promise<T> {
  const names = packageNames(model);
  const path = output.path(`src/${names.folder(context.name)}/${names.file(ref)}.ts`);
  const { definition } = (await import(/* @vite-ignore */ path)) as { readonly definition: T };
  return definition;
}
