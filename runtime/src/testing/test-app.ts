/** An app for tests: its clock, its ids and its store are the test's, and its streams may have a history from the start. */
import { openApp, type App, type AppOptions, type ExternalCommandsOf, type ExternalsOf } from "../app/app.js";
import { keyChanges } from "../app/decide.js";
import type { EventLike, Module } from "../contract.js";
import { memory } from "../memory/memory.js";
import { jsonCodec, type RecordedMeta } from "../store/codec.js";
import type { NewEvent, Store, StoredEvent, StoreSource } from "../store/port.js";
import type { GivenExternalCommands } from "../sagas/definition.js";
import { addToInstant } from "../values/index.js";
import { testClock, type TestClock } from "./clock.js";
import { seededIds } from "./ids.js";
import { system } from "./callers.js";
import type { GeneratedAggregate, GivenEvent } from "./types.js";

/** Some of the external functions, by context; one that is missing says so when it is called. */
type SomeExternals<Modules extends readonly Module[]> = string extends Modules[number]["context"]
  ? Readonly<Record<string, object>>
  : { readonly [Context in keyof ExternalsOf<Modules>]?: Partial<ExternalsOf<Modules>[Context]> };

/** Some of the handlers of external commands, by context. */
type SomeExternalCommands<Modules extends readonly Module[]> = string extends Modules[number]["context"]
  ? Readonly<Record<string, object>>
  : {
      readonly [Context in keyof ExternalCommandsOf<Modules>]?: Partial<ExternalCommandsOf<Modules>[Context]>;
    };

/** What `testApp` is told: as `createApp`, with what a test leaves out. */
export interface TestAppOptions<Modules extends readonly Module[] = readonly Module[]> extends Omit<
  AppOptions<Modules>,
  "store" | "clock" | "newId"
> {
  /** The store of this test; in memory unless given here or to `useStore`. */
  readonly store?: StoreSource;
  /** External functions that the commands of the test call. */
  readonly externals?: SomeExternals<Modules>;
  /** What carries out external commands; one without a reply need not be given, and then does nothing. */
  readonly externalCommands?: SomeExternalCommands<Modules>;
  /** Aggregates alone: no projection, saga or policy sees what happens. */
  readonly aggregatesOnly?: boolean;
  /** When the test begins; 2026-01-01T00:00:00.000Z unless given. */
  readonly start?: string;
  /** Other ids with another seed. */
  readonly seed?: string;
}

/** An app for one test, with its clock and what plays its history. */
export interface TestApp {
  /** The app itself. */
  readonly app: App;
  /** The time, which stands still until it is moved. */
  readonly clock: TestClock;
  /**
   * Records events as history: no command decides them, and they are as old versions of the model wrote them where they
   * say so. Unique keys are claimed as the state says that they lead to.
   *
   * @param id the identity, as it stands in the stream's name
   * @throws Error when the history holds a unique key twice
   */
  record<Event extends EventLike>(
    aggregate: GeneratedAggregate<object, Event>,
    id: string,
    events: readonly GivenEvent<Event>[],
  ): Promise<void>;
  /** The events of all streams after a position of the log, in order; those of the whole log unless given. */
  recorded(after?: number): Promise<readonly (EventLike & Pick<StoredEvent, "stream" | "position">)[]>;
  /**
   * Lets sagas and policies go on until there is nothing left to do: events first, then what they sent, then answers, then
   * timers that are due. They do nothing by themselves in a test.
   *
   * @throws Error when something fails that would be tried again
   */
  settle(): Promise<void>;
  /** Lets time pass: each timer on the way fires at its time, and what it sets off is done before the clock goes on. */
  pass(duration: string): Promise<void>;
  /** Closes the app and its store. */
  close(): Promise<void>;
}

let storeOfTests: (() => StoreSource) | undefined;

/**
 * Has tests run on another store than the one in memory from now on: call it in a setup file of the test runner.
 *
 * @param make opens a store that nothing is in, each time it is called; `undefined` goes back to memory
 * @example useStore(() => sqlite(":memory:"));
 */
export function useStore(make: (() => StoreSource) | undefined): void {
  storeOfTests = make;
}

/** Starts an app for a test: on memory, with a clock that stands still and ids that are the same in every run. */
export async function testApp<const Modules extends readonly Module[]>(
  options: TestAppOptions<Modules>,
): Promise<TestApp>;
export async function testApp(options: TestAppOptions): Promise<TestApp> {
  const { store: own, start, seed, externals = {}, externalCommands = {}, ...rest } = options;
  const modules = options.aggregatesOnly === true ? options.modules.map(withAggregatesOnly) : options.modules;
  const source = own ?? storeOfTests?.() ?? memory();
  const clock = testClock(start);
  const newId = seededIds(seed);
  let opened: Store | undefined;
  const app = await openApp({
    ...rest,
    modules,
    isManual: true,
    // What has ended is not forgotten, however far the clock is moved.
    sagas: { keptFor: 100 * 365 * 24 * 3_600_000, ...rest.sagas },
    externals: completeExternals(options.modules, externals),
    externalCommands: completeCommands(modules, externalCommands),
    store: {
      async open() {
        return (opened = await source.open());
      },
    },
    clock: clock.date,
    newId,
  });
  if (opened === undefined) throw new TypeError("createApp opens its store");
  const store: Store = opened;
  const { codec = jsonCodec } = options;
  return {
    app,
    clock,
    async record(aggregate: GeneratedAggregate, id: string, events: readonly GivenEvent<EventLike>[]) {
      const { definition } = aggregate;
      const stream = `${definition.name}-${id}`;
      const before = await app.load(aggregate, id);
      const encoded = events.map(({ type, data, schema }): NewEvent => {
        const known = Object.hasOwn(definition.events, type) ? definition.events[type]?.version : undefined;
        const version = schema ?? known;
        if (version === undefined) {
          throw new TypeError(
            `${definition.name} has no event ${type} now: give the version that it was stored in, { type, schema: 1, data }`,
          );
        }
        const cause = newId();
        const { id: actor, roles } = system;
        const meta: RecordedMeta = {
          id: newId(),
          occurredAt: clock.now(),
          streamId: stream,
          correlationId: cause,
          causationId: cause,
          actor: { id: actor, roles },
        };
        return codec.encode({ type, schema: version, data, meta });
      });
      const append = { stream, category: definition.name, expected: "any" as const, events: encoded };
      await committed(store.commit({ appends: [append] }));
      const after = await app.load(aggregate, id);
      await committed(store.commit(keyChanges(definition, stream, before?.state, after?.state)));
    },
    async recorded(after = 0) {
      const found: StoredEvent[] = [];
      for (;;) {
        const page = await store.readLog(found.at(-1)?.position ?? after, pageSize);
        found.push(...page);
        if (page.length < pageSize) break;
      }
      return found.map((event) => ({
        stream: event.stream,
        position: event.position,
        type: event.type,
        data: codec.decodeData(event),
      }));
    },
    settle: () => app.processes.settle(),
    async pass(duration) {
      const until = addToInstant(clock.now(), duration);
      for (;;) {
        const due = await app.processes.nextTimer();
        if (due === undefined || due > until) break;
        if (due > clock.now()) clock.moveTo(due);
        await app.processes.settle();
      }
      clock.moveTo(until);
      await app.processes.settle();
    },
    close: () => app.close(),
  };
}

/** What carries out the external commands of all modules: one that must reply, and is not given, says what to do about it. */
function completeCommands(
  modules: readonly Module[],
  given: Readonly<Record<string, object | undefined>>,
): GivenExternalCommands {
  const complete = modules.map(({ context, externalCommands = [] }) => {
    const all = externalCommands.map((definition) => {
      const { name } = definition;
      const hasReply = definition.parseReply !== undefined;
      const bare = name.slice(context.length + 1);
      const handler = (): void => {
        if (!hasReply) return;
        throw new Error(
          `The test sends the external command ${name}: give it what answers, { externalCommands: { ${context}: { ${bare}: … } } }, or give it a \`sample\` in the model`,
        );
      };
      return [bare, handler] as const;
    });
    return [context, { ...Object.fromEntries(all), ...given[context] }] as const;
  });
  const names = new Set(
    complete.flatMap(([context, handlers]) => (Object.keys(handlers).length > 0 ? [context] : [])),
  );
  return Object.fromEntries(complete.filter(([context]) => names.has(context)));
}

const pageSize = 1000;

function withAggregatesOnly({ contract, context, aggregates, externals, reaches = {} }: Module): Module {
  return { contract, context, aggregates, externals, reaches };
}

async function committed(result: ReturnType<Store["commit"]>): Promise<void> {
  const answer = await result;
  if (answer.ok) return;
  const { refusal } = answer;
  throw new Error(
    refusal.kind === "taken"
      ? `The history of the test is none that can be: ${refusal.key.holder} and ${refusal.holder} both hold the unique ${refusal.key.clause} ${refusal.key.key}`
      : `The history of the test could not be recorded: ${refusal.kind}`,
  );
}

/** The external functions of all modules: what is not given says what to do about it. */
export function completeExternals(
  modules: readonly Module[],
  given: Readonly<Record<string, object | undefined>>,
): Readonly<Record<string, object>> {
  const complete = modules.map(({ context, externals }) => {
    const missing = externals.map((name) => [
      name,
      () => {
        throw new Error(
          `The test calls the external function ${context}.${name}: give it one, { externals: { ${context}: { ${name}: … } } }, or give it a \`sample\` in the model`,
        );
      },
    ]);
    return [context, { ...(Object.fromEntries(missing) as object), ...given[context] }] as const;
  });
  const unknown = Object.entries(given).filter(
    ([context]) => !modules.some((one) => one.context === context),
  );
  return Object.fromEntries([
    ...complete,
    ...unknown.flatMap(([name, of]) => (of ? [[name, of] as const] : [])),
  ]);
}
