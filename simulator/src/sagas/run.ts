/** An instance of a saga handles one input: its statements, what they send and undo, and the step that it goes to. */
import { durationMilliseconds, esdlNamespace, instantFromMilliseconds, uuidV5 } from "@esdl/runtime/values";
import { system, type Caller } from "../aggregates/decide.js";
import type { Meter } from "../budget.js";
import type { EventAtHand, Frame, Sending } from "../expressions/frame.js";
import { dataOf, listOf, memberOf, textOf, type Data } from "../values/value.js";
import type { Instance, Recorded, Sent, Timer, World } from "../world/world.js";
import { sendId, type Handling, type Saga } from "./saga.js";

/** What an instance is given to handle. */
export interface Input {
  readonly event?: Recorded;
  readonly rejection?: Data;
  readonly reply?: () => Data;
  readonly correlationId: string;
}

/** What an input makes visible to the handlers of an instance. */
export function frameOf(world: World, id: string, instance: Instance, input: Input, meter: Meter): Frame {
  const { event, rejection, reply } = input;
  let ids = 0;
  const cause = sendId(id, instance.run, instance.inputs, 0);
  return {
    meter,
    own: instance.state,
    key: instance.key,
    now: instantFromMilliseconds(world.now),
    newId: () => uuidV5(esdlNamespace, `${cause} ${String(ids++)}`),
    ...(event === undefined ? {} : { event: atHand(event) }),
    ...(rejection === undefined ? {} : { rejection }),
    ...(reply === undefined ? {} : { reply }),
  };
}

export const atHand = ({ data, identity, meta }: Recorded): EventAtHand => ({ data, identity, meta });

/** The one who caused an event. */
export function actorOf({ bySystem, meta }: Recorded): Caller {
  if (bySystem) return system;
  const actor = dataOf(memberOf(meta, "actor"));
  return { id: textOf(memberOf(actor, "id")), roles: listOf(memberOf(actor, "roles")).map(textOf) };
}

/** Runs a handler that took the input. The instance's state, its sends and its timers change together. */
export function handle(
  saga: Saga,
  world: World,
  id: string,
  before: Instance,
  { handler, run }: Handling,
  input: Input,
  meter: Meter,
): World {
  const work = new Work(world, id, before, input);
  const frame: Frame = {
    ...frameOf(world, id, before, input, meter),
    send: (sending) => {
      work.send(sending);
    },
    undoAll: () => {
      work.undoAll();
    },
  };
  run(frame);
  const { to } = handler;
  const moved: Instance = {
    ...before,
    state: frame.own ?? before.state,
    undos: work.undos,
    inputs: before.inputs + 1,
    correlationId: input.correlationId,
    ...(to === undefined ? {} : entered(saga, to, world.now)),
  };
  return { ...work.world, instances: work.world.instances.with(id, moved) };
}

/** A step is entered: its timers begin, those of the step before are gone. */
function entered(saga: Saga, step: string, now: number): Pick<Instance, "step" | "isEnded" | "timers"> {
  const durations = saga
    .waiting(step)
    .flatMap(({ input }) => (input.kind === "after" ? [input.duration] : []));
  const timers = [...new Set(durations)].map((duration): Timer => ({
    duration,
    due: now + durationMilliseconds(duration),
  }));
  return { step, isEnded: saga.isEnd(step), timers };
}

/** What the statements of one handler lead to, in their order. */
class Work {
  world: World;
  undos: Instance["undos"];
  readonly #id: string;
  readonly #instance: Instance;
  readonly #input: Input;
  #ordinal = 0;

  constructor(world: World, id: string, instance: Instance, input: Input) {
    this.world = world;
    this.undos = instance.undos;
    this.#id = id;
    this.#instance = instance;
    this.#input = input;
  }

  send({ call, asActor, undo }: Sending): void {
    const { event } = this.#input;
    const caller = asActor && event !== undefined ? actorOf(event) : system;
    const sent = this.#sent(call, caller, false);
    const flight = { instance: this.#id, run: this.#instance.run, isUndone: false };
    this.world = {
      ...this.world,
      outbox: [...this.world.outbox, sent],
      flights: this.world.flights.with(sent.id, undo === undefined ? flight : { ...flight, undo }),
    };
  }

  /** The remembered ones, last first; and what is still on its way, once it turns out accepted. */
  undoAll(): void {
    const undos = this.undos.toReversed().map((call) => this.#sent(call, system, true));
    let { flights } = this.world;
    for (const [id, flight] of this.world.flights.entries()) {
      if (flight.instance === this.#id && flight.run === this.#instance.run && flight.undo !== undefined)
        flights = flights.with(id, { ...flight, isUndone: true });
    }
    this.world = { ...this.world, outbox: [...this.world.outbox, ...undos], flights };
    this.undos = [];
  }

  #sent(call: Sent["call"], caller: Caller, isUndo: boolean): Sent {
    const { run, inputs } = this.#instance;
    const id = sendId(this.#id, run, inputs, this.#ordinal++);
    const sent = { id, call, caller, correlationId: this.#input.correlationId, isUndo };
    return isUndo ? sent : { ...sent, instance: this.#id };
  }
}
