/**
 * `createApp`: modules, a store and the world around them become an app that commands can be sent to.
 */
import { randomUUID } from "node:crypto";
import type {
  AggregateDefinition,
  BuiltInRejection,
  CommandLike,
  EventLike,
  EventOf,
  Module,
  RejectionOf,
} from "../contract.js";
import { Closed } from "../errors.js";
import { jsonCodec, type EventCodec } from "../store/codec.js";
import type { StoreSource } from "../store/port.js";
import { Cache } from "./cache.js";
import { execute, type Engine } from "./execute.js";
import { Lanes } from "./lanes.js";
import { serve, type GivenExternals } from "./modules.js";
import type { Outcome, RecordedEvent } from "./outcome.js";
import { history, load } from "./read.js";
import type { ExecuteOptions } from "./request.js";

/** The external functions that modules need, by context. Empty when they need none. */
export type ExternalsOf<Modules extends readonly Module[]> = {
  readonly [M in Modules[number] as HasExternals<M> extends true ? M["context"] : never]: M extends Module<
    string,
    infer Externals
  >
    ? Externals
    : never;
};

type HasExternals<M> =
  M extends Module<string, infer Externals>
    ? unknown extends Externals
      ? false
      : keyof Externals extends never
        ? false
        : true
    : false;

export interface AppOptions<Modules extends readonly Module[] = readonly Module[]> {
  /** What the generated packages export: `[banking, sales]`. */
  readonly modules: Modules;
  /** Where everything is kept: `memory()`, or `sqlite("file.db")` of `@esdl/runtime/sqlite`. */
  readonly store: StoreSource;
  /** The time that is recorded; the system's clock unless given. It may jump back: no order depends on it. */
  readonly clock?: () => Date;
  /** Makes ids of events, of commands without an id, and for `newId()` in models; random uuids unless given. */
  readonly newId?: () => string;
  /** How often a command is tried again after a conflict with another process; 10 unless given. */
  readonly retries?: number;
  /** How many states are kept in memory between commands; 1,000 unless given, 0 for none. */
  readonly cachedStates?: number;
  /** How events are written and read; plain JSON unless given. */
  readonly codec?: EventCodec;
}

/**
 * The `externals` of the options: required as soon as a module declares external functions, and unchecked by types where
 * the modules are known at run time only.
 */
export type WithExternals<Modules extends readonly Module[]> = string extends Modules[number]["context"]
  ? { readonly externals?: GivenExternals }
  : keyof ExternalsOf<Modules> extends never
    ? { readonly externals?: Readonly<Record<string, never>> }
    : { readonly externals: ExternalsOf<Modules> };

export interface App {
  /**
   * Executes a command and answers what came of it: a rejection is a value, also `Invalid` for input of any kind that
   * is none, with a JSON Pointer for each problem.
   *
   * A repeated `commandId` gets the first answer, accepted or rejected. Not kept are `Invalid` and `Conflict`, which
   * leave no trace, and rejections of a command that came without an id. Conflicts with other processes are retried.
   *
   * @throws CommandIdReused when the `commandId` came with other content, or of another caller
   * @throws UnknownAggregate when no module of the app has the command's aggregate
   * @throws Closed after `close`
   * @throws TypeError when `caller` is no caller
   */
  execute<Command extends CommandLike>(
    command: Command,
    options?: ExecuteOptions,
  ): Promise<Outcome<EventOf<Command>, RejectionOf<Command> | BuiltInRejection>>;
  /** The state of an aggregate and its version; `undefined` while it does not exist. The state is a copy. */
  load<State extends object>(
    aggregate: { readonly definition: AggregateDefinition<State> },
    id: string,
  ): Promise<{ readonly state: State; readonly version: number } | undefined>;
  /** The recorded events of an aggregate, in order; none while it does not exist. */
  history<Event extends EventLike>(
    aggregate: { readonly definition: AggregateDefinition<object, Event> },
    id: string,
  ): Promise<readonly RecordedEvent<Event>[]>;
  /** Starts what runs beside commands. Commands need no start. */
  start(): Promise<void>;
  /** Lets running commands end, then closes the store. New ones are refused. */
  close(): Promise<void>;
}

/**
 * Creates an app and opens its store.
 *
 * @throws ConfigurationError when the modules do not fit this runtime or each other, or need external functions that are
 *   not given
 * @throws StoreError when the store cannot be opened
 */
export async function createApp<const Modules extends readonly Module[]>(
  options: AppOptions<Modules> & WithExternals<Modules>,
): Promise<App>;
export async function createApp(options: AppOptions & { readonly externals?: GivenExternals }): Promise<App> {
  const served = serve(options.modules, options.externals ?? {});
  const store = await options.store.open();
  return new RunningApp({
    store,
    served,
    codec: options.codec ?? jsonCodec,
    lanes: new Lanes(),
    cache: new Cache(options.cachedStates ?? 1000),
    clock: options.clock ?? (() => new Date()),
    newId: options.newId ?? randomUUID,
    retries: options.retries ?? 10,
  });
}

class RunningApp implements App {
  readonly #engine: Engine;
  readonly #running = new Set<Promise<unknown>>();
  #closing: Promise<void> | undefined;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  execute<Command extends CommandLike>(
    command: Command,
    options?: ExecuteOptions,
  ): Promise<Outcome<EventOf<Command>, RejectionOf<Command> | BuiltInRejection>>;
  execute(command: CommandLike, options: ExecuteOptions = {}): Promise<Outcome> {
    return this.#run(() => execute(this.#engine, command, options));
  }

  load<State extends object>(
    aggregate: { readonly definition: AggregateDefinition<State> },
    id: string,
  ): Promise<{ readonly state: State; readonly version: number } | undefined>;
  load(
    aggregate: { readonly definition: AggregateDefinition },
    id: string,
  ): Promise<{ readonly state: object; readonly version: number } | undefined> {
    return this.#run(() => load(this.#engine, aggregate.definition, id));
  }

  history<Event extends EventLike>(
    aggregate: { readonly definition: AggregateDefinition<object, Event> },
    id: string,
  ): Promise<readonly RecordedEvent<Event>[]>;
  history(
    aggregate: { readonly definition: AggregateDefinition },
    id: string,
  ): Promise<readonly RecordedEvent[]> {
    return this.#run(() => history(this.#engine, aggregate.definition, id));
  }

  start(): Promise<void> {
    return this.#run(() => Promise.resolve());
  }

  close(): Promise<void> {
    this.#closing ??= this.#drain();
    return this.#closing;
  }

  async #drain(): Promise<void> {
    await Promise.allSettled(this.#running);
    await this.#engine.store.close();
  }

  async #run<T>(task: () => Promise<T>): Promise<T> {
    if (this.#closing !== undefined) throw new Closed("The app is closed.");
    const running = task();
    this.#running.add(running);
    try {
      return await running;
    } finally {
      this.#running.delete(running);
    }
  }
}
