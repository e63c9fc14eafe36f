/** Giving inputs to sagas: events, answers and timers, one at a time. What no handler takes is dropped and counted. */
import { system } from "../aggregates/decide.js";
import { bareName } from "../aggregates/rejections.js";
import type { Meter } from "../budget.js";
import type { Called, Frame } from "../expressions/frame.js";
import { dataFrom, memberOf, plainText, type Data, type Value } from "../values/value.js";
import type { Answer, Instance, Recorded, Sent, World } from "../world/world.js";
import { atHand, frameOf, handle, type Input } from "./run.js";
import type { EventHandler, Handling, Saga } from "./saga.js";

/** An event, for every instance that it concerns. With `for`, each item of the list is an input of its own. */
export function deliverEvent(saga: Saga, before: World, event: Recorded, meter: Meter): World {
  const all = [...saga.starts(event.event), ...saga.anywhere(event.event)];
  const correlationId = plainText(memberOf(event.meta, "correlationId"));
  const input: Input = { event, correlationId };
  const frame: Frame = { meter, event: atHand(event) };
  const lists = new Map(all.map((handler) => [handler, handler.loop.items(frame)] as const));
  const count = Math.max(0, ...[...lists.values()].map((items) => items.length));
  let world = before;
  for (let at = 0; at < count; at++) {
    const offered = all.filter((handler) => at < (lists.get(handler)?.length ?? 0));
    const item = (handler: EventHandler): void => {
      if (handler.loop.cell !== undefined) handler.loop.cell.value = lists.get(handler)?.[at];
    };
    for (const [id, key] of keysOf(saga, offered, item, frame, world)) {
      meter.step();
      world = take(saga, world, id, key, { input, offered, item }, meter);
    }
  }
  return world;
}

/** The instances that an input concerns, each once, in the order of the handlers. */
function keysOf(
  saga: Saga,
  offered: readonly EventHandler[],
  item: (handler: EventHandler) => void,
  frame: Frame,
  world: World,
): ReadonlyMap<string, Value> {
  const keys = new Map<string, Value>();
  for (const handler of offered) {
    item(handler);
    const key = handler.keyOf(frame, world);
    if (key !== undefined) keys.set(saga.instanceId(key), key);
  }
  return keys;
}

interface Offer {
  readonly input: Input;
  /** The handlers that have this item, or no loop and this is the first input. */
  readonly offered: readonly EventHandler[];
  readonly item: (handler: EventHandler) => void;
}

function take(saga: Saga, world: World, id: string, key: Value, offer: Offer, meter: Meter): World {
  const { input, offered, item } = offer;
  const { event } = input;
  if (event === undefined) return world;
  const instance = world.instances.get(id);
  const isRunning = instance !== undefined && !instance.isEnded;
  const at: Instance = isRunning ? instance : begun(saga, instance, key, input, meter);
  const handlers = isRunning ? saga.inStep(instance.step, event.event) : saga.starts(event.event);
  for (const handler of handlers) {
    if (!offered.includes(handler)) continue;
    item(handler);
    const frame = frameOf(world, id, at, input, meter);
    // A start knows no state yet, and its `where` comes before its key.
    if (!isRunning && handler.where?.(frame) === false) continue;
    const own = handler.keyOf(frame, world);
    if (own === undefined || saga.instanceId(own) !== id) continue;
    if (isRunning && handler.where?.(frame) === false) continue;
    return handle(saga, world, id, at, handler, input, meter);
  }
  const isMeant = saga.anywhere(event.event).some((handler) => {
    if (!offered.includes(handler)) return false;
    item(handler);
    const own = handler.keyOf({ meter, event: atHand(event) }, world);
    return own !== undefined && saga.instanceId(own) === id;
  });
  return instance === undefined || !isMeant ? world : dropped(world, id, instance);
}

/** An instance that is about to start, for the first time or anew. What it counted stays. */
function begun(saga: Saga, before: Instance | undefined, key: Value, input: Input, meter: Meter): Instance {
  return {
    saga: saga.decl.ref,
    key,
    run: (before?.run ?? 0) + 1,
    step: "",
    isEnded: false,
    state: saga.initial({ meter }),
    timers: [],
    undos: [],
    inputs: 0,
    dropped: before?.dropped ?? 0,
    unheard: before?.unheard ?? [],
    correlationId: input.correlationId,
  };
}

const dropped = (world: World, id: string, instance: Instance): World => ({
  ...world,
  instances: world.instances.with(id, { ...instance, dropped: instance.dropped + 1 }),
});

/** The first handler that takes an answer or a timer. */
function waitingFor(
  saga: Saga,
  instance: Instance,
  frame: Frame,
  isMeant: (input: ReturnType<Saga["waiting"]>[number]["input"]) => boolean,
): Handling | undefined {
  return saga
    .waiting(instance.step)
    .find(({ input, where }) => isMeant(input) && (where === undefined || where(frame)));
}

/** An answer to a send. What takes an accepted send back is remembered, or goes out at once after an `undo all`. */
export function deliverAnswer(
  saga: Saga,
  before: World,
  answer: Answer,
  reply: () => Data,
  meter: Meter,
): World {
  const { id: sendOf, instance: id, command, rejection, correlationId } = answer;
  const flight = before.flights.get(sendOf);
  const known = before.instances.get(id);
  if (flight === undefined || known === undefined) return before;
  let world: World = { ...before, flights: before.flights.with(sendOf, undefined) };
  let instance = known;
  const isOfThisRun = flight.run === known.run;
  if (rejection === undefined && flight.undo !== undefined) {
    if (flight.isUndone) world = undone(world, sendOf, flight.undo, correlationId);
    else if (isOfThisRun) {
      instance = { ...known, undos: [...known.undos, flight.undo] };
      world = { ...world, instances: world.instances.with(id, instance) };
    }
  }
  if (!isOfThisRun) return world;

  const input: Input =
    rejection === undefined
      ? { reply, correlationId }
      : {
          rejection: dataFrom([
            ["type", bareName(rejection.type)],
            ["message", rejection.message],
          ]),
          correlationId,
        };
  const kind = rejection === undefined ? "completed" : "rejected";
  const frame = frameOf(world, id, instance, input, meter);
  const handler = instance.isEnded
    ? undefined
    : waitingFor(saga, instance, frame, (waited) => waited.kind === kind && waited.command === command);
  if (handler !== undefined) return handle(saga, world, id, instance, handler, input, meter);
  if (rejection !== undefined) {
    const unheard = [...instance.unheard, rejection];
    return { ...world, instances: world.instances.with(id, { ...instance, unheard }) };
  }
  // That a send was accepted is news only for a saga that asks for it somewhere.
  const isAsked = saga.decl.steps.some(({ handlers }) =>
    handlers.some(({ input: asked }) => asked.kind === "completed" && asked.command === command),
  );
  return isAsked ? dropped(world, id, instance) : world;
}

/** A send that was on its way at an `undo all` is undone now, also after the saga has ended. */
function undone(world: World, of: string, call: Called, correlationId: string): World {
  const sent: Sent = { id: `${of}.undo`, call, caller: system, correlationId, isUndo: true };
  return { ...world, outbox: [...world.outbox, sent] };
}

/** A timer of the step that an instance is in. It fires once. */
export function deliverTimer(saga: Saga, world: World, id: string, duration: string, meter: Meter): World {
  const known = world.instances.get(id);
  if (known === undefined) return world;
  const instance = { ...known, timers: known.timers.filter((timer) => timer.duration !== duration) };
  const input: Input = { correlationId: instance.correlationId };
  const frame = frameOf(world, id, instance, input, meter);
  const handler = waitingFor(
    saga,
    instance,
    frame,
    (waited) => waited.kind === "after" && waited.duration === duration,
  );
  if (handler === undefined) return dropped(world, id, instance);
  return handle(saga, world, id, instance, handler, input, meter);
}
