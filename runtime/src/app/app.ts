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
import type { ProjectionDefinition } from "../projections/definition.js";
import { observeProjections } from "../projections/metrics.js";
import type { ProjectionReader } from "../projections/reader.js";
import { Projections, type ProjectionHealth } from "../projections/service.js";
import { jsonCodec, type EventCodec } from "../store/codec.js";
import type { StoreSource } from "../store/port.js";
import { Cache } from "./cache.js";
import { execute, type Engine } from "./execute.js";
import { decodeHandled } from "./handled.js";
import { assertOptions, assertPartitions, inlineOf } from "./options.js";
import { Lanes } from "./lanes.js";
import { projectionsOf, serve, type GivenExternals } from "./modules.js";
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
  /** How projections are kept. */
  readonly projections?: ProjectionSettings;
}

export interface ProjectionSettings {
  /**
   * Into how many parts the keys of a projection are parted, by its name (`"Banking.AccountOverview": 4`); one unless given.
   * Each part has a checkpoint of its own, so that an event that cannot be applied holds up its part alone.
   */
  readonly partitions?: Readonly<Record<string, number>>;
  /**
   * Projections that commit with the append (`[AccountOverview]`): who reads after a command sees its rows without a wait, and
   * each command pays for them. It is said here and not in the model, since it is a matter of how an app is run: rows and
   * handlers are the same.
   */
  readonly inline?: readonly { readonly definition: ProjectionDefinition }[];
  /** How long another process waits before it takes over from one that gives no sign of life, in milliseconds; 10,000 unless given. */
  readonly leaseDuration?: number;
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
  /**
   * Reads the rows of a projection. With `after`, what a command answered, a read waits until the rows have seen it.
   *
   * @throws UnknownProjection when no module of the app has it
   */
  read<R extends object, Key>(projection: {
    readonly definition: ProjectionDefinition<R, Key>;
  }): ProjectionReader<R, Key>;
  /** What an operator can do with projections. */
  readonly projections: ProjectionControl;
  /** How everything is that runs in the background. */
  health(): Promise<Health>;
  /** Starts what runs beside commands: projections. Commands need no start. */
  start(): Promise<void>;
  /** Lets running commands and what runs in the background end, then closes the store. New commands are refused. */
  close(): Promise<void>;
}

/** What an operator can do with projections, each by its name: `Banking.AccountOverview`. */
export type ProjectionControl = Pick<Projections, "retry" | "skip" | "rebuild" | "cancelRebuild">;

export interface Health {
  readonly projections: readonly ProjectionHealth[];
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
  assertOptions(options);
  const served = serve(options.modules, options.externals ?? {});
  const definitions = projectionsOf(options.modules, served);
  const { codec = jsonCodec, clock = (): Date => new Date() } = options;
  const { partitions = {}, inline = [], leaseDuration = 10_000 } = options.projections ?? {};
  assertPartitions(partitions, definitions);
  const inlined = inlineOf(inline, definitions, partitions);
  const store = await options.store.open();
  const projections = new Projections({
    store,
    decode: decodeHandled(codec, served),
    definitions,
    partitions,
    inline: inlined,
    clock,
    process: randomUUID(),
    leaseDuration,
    backoff: { first: 50, longest: 10_000 },
  });
  const engine: Engine = {
    store,
    served,
    codec,
    lanes: new Lanes(),
    cache: new Cache(options.cachedStates ?? 1000),
    clock,
    newId: options.newId ?? randomUUID,
    retries: options.retries ?? 10,
    derivation: (category, events) => projections.derivation(category, events),
  };
  return new RunningApp(engine, projections);
}

class RunningApp implements App {
  readonly projections: ProjectionControl;
  readonly #engine: Engine;
  readonly #projections: Projections;
  readonly #running = new Set<Promise<unknown>>();
  #unobserve = (): void => undefined;
  #started: Promise<void> | undefined;
  #closing: Promise<void> | undefined;

  constructor(engine: Engine, projections: Projections) {
    this.#engine = engine;
    this.#projections = projections;
    this.projections = {
      retry: (name) => this.#run(() => projections.retry(name)),
      skip: (name, position) => this.#run(() => projections.skip(name, position)),
      rebuild: (name) => this.#run(() => projections.rebuild(name)),
      cancelRebuild: (name) => this.#run(() => projections.cancelRebuild(name)),
    };
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

  read<R extends object, Key>(projection: {
    readonly definition: ProjectionDefinition<R, Key>;
  }): ProjectionReader<R, Key>;
  read(projection: { readonly definition: ProjectionDefinition }): ProjectionReader<object, unknown> {
    const reader = this.#projections.reader(projection.definition);
    return {
      get: (key, options) => this.#run(() => reader.get(key, options)),
      list: (options) => this.#run(() => reader.list(options)),
      find: (query, options) => this.#run(() => reader.find(query, options)),
      page: (query, options) => this.#run(() => reader.page(query, options)),
    };
  }

  health(): Promise<Health> {
    return this.#run(async () => ({ projections: await this.#projections.health() }));
  }

  start(): Promise<void> {
    this.#started ??= this.#run(async () => {
      await this.#projections.start();
      this.#unobserve = observeProjections(() => this.#projections.health());
    });
    return this.#started;
  }

  close(): Promise<void> {
    this.#closing ??= this.#drain();
    return this.#closing;
  }

  async #drain(): Promise<void> {
    await Promise.allSettled(this.#running);
    this.#unobserve();
    await this.#projections.close();
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
