/**
 * The two that must agree: generated code in an app on the memory store, and the simulator. Each is asked the same, at the same
 * time, with the same ids, and answers in the same form.
 */
import type { CommandDecl, Model } from "@esdl/language/model";
import { createApp, memory, type App, type Caller } from "@esdl/runtime";
import { esdlNamespace, uuidV5, type JsonValue } from "@esdl/runtime/values";
import { Meter } from "../../simulator/src/budget.js";
import { createMachine, type Machine } from "../../simulator/src/machine.js";
import { Stopped } from "../../simulator/src/stops.js";
import type { Data } from "../../simulator/src/values/value.js";
import { execute } from "../../simulator/src/world/commands.js";
import { emptyWorld, streamIdOf, type World } from "../../simulator/src/world/world.js";
import type { Domain } from "../support/generated.js";

/** A command that somebody asks for. */
export interface Asked {
  readonly command: CommandDecl;
  readonly data: Data;
  /** The identity of the stream whose state is looked at afterwards, in canonical form. */
  readonly stream: string | number | boolean;
  readonly caller: Caller;
  /** Different for every one. */
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

export interface Happened {
  readonly type: string;
  readonly data: unknown;
}

/** What came of it, and the state of its stream afterwards. */
export type Answer =
  | { readonly kind: "accepted"; readonly events: readonly Happened[]; readonly state: unknown }
  | {
      readonly kind: "rejected";
      readonly type: string;
      readonly message: string;
      readonly data: unknown;
      readonly state: unknown;
    };

/** Answers a command; undefined: it cannot say (it has no sample of an external function, or too little budget). */
export interface Side<A = Answer | undefined> {
  answer(asked: Asked): Promise<A>;
}

const bare = (ref: string): string => ref.slice(ref.lastIndexOf(".") + 1);

export function simulated(model: Model): Side {
  const machine = createMachine(model);
  let world: World = emptyWorld(true);
  return {
    answer: async ({ command, data, stream, caller, id, at }) => {
      const request = {
        command: command.ref,
        input: data,
        caller: { ...caller, roles: [...caller.roles] },
        commandId: id,
      };
      try {
        const outcome = execute(machine, { ...world, now: at }, request, { meter: new Meter() });
        if (outcome.ok) world = outcome.world;
        const state = world.streams.get(streamIdOf(command.aggregate, stream))?.state;
        if (!outcome.ok) {
          const { type, message, data: told } = outcome.rejection;
          return await Promise.resolve({ kind: "rejected", type: bare(type), message, data: told, state });
        }
        const events = outcome.recorded.map(({ event, data: eventData }) => ({
          type: bare(event),
          data: eventData,
        }));
        return { kind: "accepted", events, state };
      } catch (error) {
        if (error instanceof Stopped && (error.reason === "sample" || error.reason === "budget"))
          return undefined;
        throw error;
      }
    },
  };
}

export interface Running extends Side<Answer> {
  close(): Promise<void>;
}

export async function generated(domain: Domain): Promise<Running> {
  const current = { id: "", at: 0, made: 0 };
  const app: App = await createApp({
    // Nobody reacts to what the commands do: that is held to the simulator in processes.test.ts.
    modules: domain.modules.map(({ contract, context, aggregates, externals, reaches = {} }) => ({
      contract,
      context,
      aggregates,
      externals,
      reaches,
    })),
    store: memory(),
    clock: () => new Date(current.at),
    // As the simulator makes them.
    newId: () => uuidV5(esdlNamespace, `${current.id} ${String(current.made++)}`),
    externals: samplesOf(domain.model),
  });
  return {
    answer: async ({ command, data, stream, caller, id, at }) => {
      Object.assign(current, { id, at, made: 0 });
      const compiled = domain.aggregates.find(({ decl }) => decl.ref === command.aggregate)!;
      const asked = { aggregate: command.aggregate, type: command.name, data };
      const outcome = await app.execute(asked, { caller, commandId: id });
      const loaded = await app.load({ definition: compiled.definition }, String(stream));
      const state: unknown = loaded?.state;
      if (outcome.ok)
        return {
          kind: "accepted",
          events: outcome.events.map(({ type, data: told }) => ({ type, data: told })),
          state,
        };
      const {
        type,
        message,
        data: told,
      } = outcome.rejection as { type: string; message: string; data: unknown };
      return { kind: "rejected", type, message, data: told, state };
    },
    close: () => app.close(),
  };
}

/** External functions that answer their samples, as the simulator has it. */
export function samplesOf(model: Model): Readonly<Record<string, object>> {
  const machine: Machine = createMachine(model);
  const answers = model.contexts.map(({ name, functions }) => {
    const external = functions.filter((one) => one.external);
    const answering = external.map(({ ref, name: called, sample }) => {
      const answer: JsonValue | undefined =
        sample === undefined ? undefined : machine.compiler.functionOf(ref)([], { meter: new Meter() });
      return [called, () => answer] as const;
    });
    return [name, Object.fromEntries([...answering, ...stepsOf(name, model)])] as const;
  });
  return Object.fromEntries(answers.filter(([, functions]) => Object.keys(functions).length > 0));
}

/** Version steps that are written in TypeScript. No event of an older version is stored here. */
function stepsOf(context: string, { contexts }: Model): readonly (readonly [string, () => never])[] {
  const own = contexts.find(({ name }) => name === context);
  const entities = own?.aggregates.flatMap((aggregate) => aggregate.entities) ?? [];
  const events = own?.aggregates.flatMap((aggregate) => aggregate.events) ?? [];
  const shapes = [...(own?.values ?? []), ...entities, ...events];
  return shapes.flatMap(({ versions }) =>
    versions.flatMap(({ clause }) => {
      const name = clause?.via?.external;
      return name === undefined ? [] : [[name, unexpected] as const];
    }),
  );
}

const unexpected = (): never => {
  throw new Error("no old event is stored");
};
