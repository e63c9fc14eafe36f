/**
 * The simulator of a model: worlds, what may happen in them, and what comes of it. A world never changes, so that an explorer
 * may keep each one it has been to, and know it again by its hash.
 */
import type { CommandDecl, Model, Ref } from "@esdl/language/model";
import { durationFromMilliseconds, durationMilliseconds } from "@esdl/runtime/values";
import { system, type Caller } from "./aggregates/decide.js";
import type { Rejection } from "./aggregates/rejections.js";
import { Meter, type Budget } from "./budget.js";
import { createMachine, type Machine } from "./machine.js";
import { Stopped } from "./stops.js";
import { memberOf, type Data, type Value } from "./values/value.js";
import { execute } from "./world/commands.js";
import { createHash } from "./world/hash.js";
import { pending, proceed, publish, timersOf, type Carried, type Internal } from "./world/processes.js";
import { settle } from "./world/settle.js";
import { emptyWorld, streamIdOf, type Instance, type Recorded, type World } from "./world/world.js";

/** Something that happens. */
export type Action =
  /** Somebody asks for a command of an aggregate. The input is in JSON form, the identity among it, not validated yet. */
  | { readonly kind: "command"; readonly command: Ref; readonly input: Data; readonly caller?: Caller }
  /** Time passes: an ISO-8601 duration. Timers that become due fire later, each by an action of its own. */
  | { readonly kind: "advance"; readonly by: string }
  | Internal;

/** What may happen next. */
export type Offer =
  /** What goes on by itself. Any of them may come first; scenarios take the first. */
  | Internal
  /** The clock may reach the next timer. */
  | { readonly kind: "advance"; readonly by: string }
  /** A command that existence and status allow; its other parameters and who asks are up to the explorer. */
  | {
      readonly kind: "command";
      readonly command: Ref;
      /** The stream that it goes to; absent for one that would begin. */
      readonly identity?: Value;
    };

/** What came of an action. */
export type Effect =
  | { readonly kind: "recorded"; readonly event: Recorded }
  | { readonly kind: "rejected"; readonly command: Ref; readonly rejection: Rejection }
  /** An external command was carried out. */
  | { readonly kind: "external"; readonly command: Ref; readonly input: Data }
  /** It could not be carried out, and the world is as before: see {@link Stopped}. */
  | { readonly kind: "stopped"; readonly reason: Stopped["reason"]; readonly message: string };

/** What one action has led to. */
export interface Step {
  /** The world after it. */
  readonly world: World;
  /** What came of it, in order. */
  readonly effects: readonly Effect[];
}

/** A model, ready to be simulated. Worlds go in and come out, and none is ever changed. */
export interface Simulator {
  /** The model. */
  readonly model: Model;
  /** Nothing has happened. With `alone` there are aggregates only: no projection, saga or policy sees anything. */
  begin(options?: { readonly alone?: boolean }): World;
  /** Lets one thing happen. Never throws for what a model says. */
  step(world: World, action: Action): Step;
  /** Lets everything go on that goes on by itself, as scenarios do. */
  settle(world: World): Step;
  /** What may happen next in a world. */
  actions(world: World): readonly Offer[];
  /** Worlds of equal content have equal hashes, and others practically never: 32 hexadecimal digits. */
  hashOf(world: World): string;
  /** The state of an aggregate, the identity and the status among it; undefined when it does not exist. */
  stateOf(world: World, aggregate: Ref, identity: Value): Data | undefined;
  /** A row of a projection, with its key, without what is computed from it. */
  rowOf(world: World, projection: Ref, key: readonly Value[]): Data | undefined;
  /** All rows of a projection, in the order of their keys. */
  rowsOf(world: World, projection: Ref): readonly Data[];
  /** What a declared query answers; parameters that are left out have their defaults. */
  query(world: World, projection: Ref, name: string, args?: Data): readonly Data[];
  /** An instance of a saga; undefined where none was ever started. */
  instanceOf(world: World, saga: Ref, key: Value): Instance | undefined;
}

/**
 * Makes a model ready to be simulated. Costs little: bodies are compiled when they are first needed.
 *
 * @param options.budget what one `step`, `settle` or `query` may cost
 */
export function createSimulator(
  model: Model,
  options: { readonly budget?: Partial<Budget> } = {},
): Simulator {
  const machine = createMachine(model);
  const meter = (): Meter => new Meter(options.budget);
  return {
    model,
    begin: ({ alone = false } = {}) => emptyWorld(alone),
    step: (world, action) => unlessStopped(world, () => stepOf(machine, world, action, meter())),
    settle: (world) =>
      unlessStopped(world, () => {
        const settled = settle(machine, world, meter());
        return { world: settled.world, effects: settled.carried.flatMap(effectsOf) };
      }),
    actions: (world) => offersIn(machine, world),
    hashOf: createHash(machine),
    stateOf: (world, aggregate, identity) => world.streams.get(streamIdOf(aggregate, identity))?.state,
    rowOf: (world, ref, key) => world.rows.get(machine.projection(ref).rowId(key))?.data,
    rowsOf: (world, ref) => machine.projection(ref).all(world.rows),
    query: (world, ref, name, args = {}) => machine.projection(ref).query(name, args, world.rows, meter()),
    instanceOf: (world, ref, key) => world.instances.get(machine.saga(ref).instanceId(key)),
  };
}

function unlessStopped(world: World, run: () => Step): Step {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    return { world, effects: [{ kind: "stopped", reason: error.reason, message: error.message }] };
  }
}

function stepOf(machine: Machine, world: World, action: Action, meter: Meter): Step {
  switch (action.kind) {
    case "command": {
      const { command, input, caller = system } = action;
      const outcome = execute(machine, world, { command, input, caller }, { meter });
      if (!outcome.ok)
        return { world, effects: [{ kind: "rejected", command, rejection: outcome.rejection }] };
      const { recorded } = outcome;
      return {
        world: publish(machine, outcome.world, recorded, meter),
        effects: recorded.map((event) => ({ kind: "recorded", event })),
      };
    }
    case "advance":
      return { world: { ...world, now: world.now + durationMilliseconds(action.by) }, effects: [] };
    default: {
      const { world: after, carried } = proceed(machine, world, action, meter);
      return { world: after, effects: carried === undefined ? [] : effectsOf(carried) };
    }
  }
}

function effectsOf(carried: Carried): readonly Effect[] {
  const { command, input } = carried.sent.call;
  switch (carried.kind) {
    case "recorded":
      return carried.recorded.map((event) => ({ kind: "recorded", event }));
    case "external":
      return [{ kind: "external", command, input }];
    case "rejected":
      return [{ kind: "rejected", command, rejection: carried.rejection }];
  }
}

function offersIn({ lookup }: Machine, world: World): readonly Offer[] {
  const commands = [...lookup.aggregates.values()].flatMap((aggregate) => aggregate.commands);
  const beginning = commands
    .filter(({ flavour }) => flavour !== "plain")
    .map(({ ref }): Offer => ({ kind: "command", command: ref }));
  const going: Offer[] = [];
  for (const [, { aggregate, identity, state }] of world.streams.entries()) {
    if (state === undefined) continue;
    for (const command of commands) {
      if (command.aggregate === aggregate && isOpen(command, state))
        going.push({
          kind: "command",
          command: command.ref,
          ...(identity === undefined ? {} : { identity }),
        });
    }
  }
  return [...pending(world), ...nextTimer(world), ...beginning, ...going];
}

const isOpen = ({ flavour, statuses }: CommandDecl, state: Data): boolean =>
  flavour !== "create" &&
  (statuses === undefined || statuses.some((status) => status === memberOf(state, "status")));

function nextTimer(world: World): readonly Offer[] {
  const [next] = timersOf(world);
  return next === undefined || next.due <= world.now
    ? []
    : [{ kind: "advance", by: durationFromMilliseconds(next.due - world.now) }];
}
