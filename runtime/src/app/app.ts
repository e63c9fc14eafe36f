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
import { Control, type SagaControl } from "../sagas/control.js";
import type { GivenExternalCommands } from "../sagas/definition.js";
import { observeSagas } from "../sagas/metrics.js";
import { sentReader } from "../sagas/sent.js";
import { Sagas, type ProcessHealth } from "../sagas/service.js";
import { createTelemetry } from "../telemetry.js";
import { Feed } from "../workers/feed.js";
import { systemTiming, type Timing } from "../workers/timing.js";
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
import type { TargetOf } from "../sagas/lanes.js";
import { Lanes } from "./lanes.js";
import {
  carriersOf,
  externalsIn,
  processesOf,
  projectionsOf,
  serve,
  type GivenExternals,
  type Served,
} from "./modules.js";
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

type HasExternals<M> = M extends Module<string, infer Externals> ? IsGiven<Externals> : false;

/** Whether a module says what it needs, and needs something. */
type IsGiven<Needed> = unknown extends Needed ? false : keyof Needed extends never ? false : true;

/** The handlers of external commands that modules need, by context. Empty when they have none. */
export type ExternalCommandsOf<Modules extends readonly Module[]> = {
  readonly [M in Modules[number] as HasCommands<M> extends true ? M["context"] : never]: M extends Module<
    string,
    unknown,
    infer Commands
  >
    ? Commands
    : never;
};

type HasCommands<M> = M extends Module<string, unknown, infer Commands> ? IsGiven<Commands> : false;

/** What `createApp` is told: which modules, on which store, and how they are run. */
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
  /** How sagas and policies are run. */
  readonly sagas?: SagaSettings;
}

/** How sagas and policies are run. */
export interface SagaSettings {
  /** How often a send that fails for reasons of infrastructure is tried before it waits for an operator; 12 unless given. */
  readonly attempts?: number;
  /** For how long instances that have ended are kept, in milliseconds; 30 days unless given. */
  readonly keptFor?: number;
  /** How long another process waits before it takes over from one that gives no sign of life, in milliseconds; 10,000 unless given. */
  readonly leaseDuration?: number;
}

/** How projections are kept. */
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

/** The `externalCommands` of the options: required as soon as a module declares external commands. */
export type WithExternalCommands<Modules extends readonly Module[]> =
  string extends Modules[number]["context"]
    ? { readonly externalCommands?: GivenExternalCommands }
    : keyof ExternalCommandsOf<Modules> extends never
      ? { readonly externalCommands?: Readonly<Record<string, never>> }
      : { readonly externalCommands: ExternalCommandsOf<Modules> };

/** A running app: commands in, states, histories and rows out. `createApp` makes one. */
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
  /** Looking at sagas, and what an operator can do with them. */
  readonly sagas: SagaControl;
  /** How everything is that runs in the background. */
  health(): Promise<Health>;
  /** Starts what runs beside commands: projections, sagas, policies. Commands need no start. */
  start(): Promise<void>;
  /** Lets running commands and what runs in the background end, then closes the store. New commands are refused. */
  close(): Promise<void>;
}

/** What an operator can do with projections, each by its name: `Banking.AccountOverview`. */
export type ProjectionControl = Pick<Projections, "retry" | "skip" | "rebuild" | "cancelRebuild">;

/** How everything is that runs in the background; what `health()` answers. */
export interface Health {
  /** The projections of all modules. */
  readonly projections: readonly ProjectionHealth[];
  /** Sagas and policies. */
  readonly sagas: readonly ProcessHealth[];
}

/**
 * Creates an app and opens its store.
 *
 * @throws ConfigurationError when the modules do not fit this runtime or each other, or need external functions that are
 *   not given
 * @throws StoreError when the store cannot be opened
 */
export async function createApp<const Modules extends readonly Module[]>(
  options: AppOptions<Modules> & WithExternals<Modules> & WithExternalCommands<Modules>,
): Promise<App>;
export function createApp(options: PlainOptions): Promise<App> {
  return openApp(options);
}

/** The options, where the modules are known at run time only. */
export interface PlainOptions extends AppOptions {
  readonly externals?: GivenExternals;
  readonly externalCommands?: GivenExternalCommands;
  /** Sagas and policies go on only when they are told to. */
  readonly isManual?: boolean;
  /** When what waits goes on; the system's timers unless given. */
  readonly timing?: Timing;
}

/** The app, and what tests need besides: sagas that go on step by step. */
export async function openApp(options: PlainOptions): Promise<RunningApp> {
  assertOptions(options);
  const served = serve(options.modules, options.externals ?? {});
  const definitions = projectionsOf(options.modules, served);
  const processed = processesOf(options.modules, served, options.externals ?? {});
  const carriers = carriersOf(options.modules, options.externalCommands ?? {});
  const { codec = jsonCodec, clock = (): Date => new Date(), timing = systemTiming } = options;
  const { partitions = {}, inline = [], leaseDuration = 10_000 } = options.projections ?? {};
  assertPartitions(partitions, definitions);
  const inlined = inlineOf(inline, definitions, partitions);
  const {
    attempts = 12,
    keptFor = 30 * 24 * 3_600_000,
    leaseDuration: sagaLease = 10_000,
  } = options.sagas ?? {};
  const telemetry = createTelemetry();
  const store = await options.store.open();
  const feed = new Feed(
    store,
    decodeHandled(codec, served),
    options.isManual === true ? 0 : undefined,
    timing,
  );
  const process = randomUUID();
  const backoff = { first: 50, longest: 10_000 };
  const projections = new Projections({
    store,
    feed,
    definitions,
    partitions,
    inline: inlined,
    clock,
    timing,
    process,
    leaseDuration,
    backoff,
  });
  const engine: Engine = {
    store,
    served,
    codec,
    lanes: new Lanes(),
    cache: new Cache(options.cachedStates ?? 1000),
    clock,
    timing,
    telemetry,
    newId: options.newId ?? randomUUID,
    retries: options.retries ?? 10,
    derivation: (category, events) => projections.derivation(category, events),
  };
  const sagas = new Sagas({
    store,
    feed,
    processed,
    telemetry,
    execute: (command, how, today) => execute(engine, command, how, today),
    carriers,
    sent: sentReader(options.modules, externalsIn(options.modules, options.externals ?? {})),
    targetOf: targetIn(served),
    clock,
    timing,
    process,
    leaseDuration: sagaLease,
    backoff: { first: 100, longest: 60_000 },
    attempts,
    keptFor,
  });
  try {
    await sagas.claim();
  } catch (error) {
    feed.close();
    await store.close();
    throw error;
  }
  return new RunningApp(engine, feed, projections, sagas, options.isManual === true);
}

/** The target of a send: the stream that a command goes to, or the external command. */
const targetIn =
  (served: ReadonlyMap<string, Served>): TargetOf =>
  ({ command }) => {
    if ("external" in command) return command.external;
    const identity = served.get(command.aggregate)?.definition.identity;
    const id: unknown = identity === undefined ? undefined : Reflect.get(command.data, identity);
    return `${command.aggregate}-${typeof id === "string" ? id : ""}`;
  };

export class RunningApp implements App {
  readonly projections: ProjectionControl;
  readonly sagas: SagaControl;
  /** What runs them; tests let it go on step by step. */
  readonly processes: Sagas;
  readonly #isManual: boolean;
  readonly #engine: Engine;
  readonly #feed: Feed;
  readonly #projections: Projections;
  readonly #running = new Set<Promise<unknown>>();
  #unobserve = (): void => undefined;
  #started: Promise<void> | undefined;
  #closing: Promise<void> | undefined;

  constructor(engine: Engine, feed: Feed, projections: Projections, sagas: Sagas, isManual: boolean) {
    this.#isManual = isManual;
    this.#engine = engine;
    this.#feed = feed;
    this.#projections = projections;
    this.processes = sagas;
    const control = new Control(engine.store, sagas, engine.clock);
    this.sagas = {
      list: (saga, options) => this.#run(() => control.list(saga, options)),
      get: (saga, key) => this.#run(() => control.get(saga, key)),
      deadLetters: (options) => this.#run(() => control.deadLetters(options)),
      retry: (what) => this.#run(() => control.retry(what)),
      drop: (id) => this.#run(() => control.drop(id)),
      skip: (name, position) => this.#run(() => control.skip(name, position)),
    };
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
    return this.#run(async () => ({
      projections: await this.#projections.health(),
      sagas: await this.processes.health(),
    }));
  }

  start(): Promise<void> {
    this.#started ??= this.#run(async () => {
      await this.#projections.start();
      if (!this.#isManual) this.processes.start();
      const ends = [
        observeProjections(() => this.#projections.health()),
        observeSagas(() => this.processes.health()),
      ];
      this.#unobserve = () => {
        for (const end of ends) end();
      };
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
    await this.processes.close();
    await this.#projections.close();
    this.#feed.close();
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
