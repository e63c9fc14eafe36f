/**
 * One saga or policy at work. It does one thing at a time: a turn takes what is there (events, then answers, then timers that
 * are due), and commits everything that follows as one. What it sends is carried out after that, beside the next turns, and
 * comes back as answers. Everything that it has not committed is done again after a crash, and comes to the same.
 */
import { SpanKind } from "@opentelemetry/api";
import type { EventMeta } from "../contract.js";
import type { RecordGuard, RecordWrite, Store } from "../store/port.js";
import type { Backoff } from "../workers/retry.js";
import { retrying } from "../workers/retry.js";
import type { Failures } from "../workers/failures.js";
import type { Feed, FeedEvent, FeedPage } from "../workers/feed.js";
import type { Timing } from "../workers/timing.js";
import type { Carried } from "./carry.js";
import type { PolicyDefinition, SagaDefinition } from "./definition.js";
import { inputOf, instanceOf, setApart, type Input } from "./input.js";
import type { TargetOf } from "./lanes.js";
import { Ledger } from "./ledger.js";
import { Outbox, type Result } from "./outbox.js";
import { sendFor } from "./policy.js";
import {
  allRecords,
  collections,
  findKept,
  historyPrefix,
  keptOf,
  writeOf,
  type Checkpoint,
  type Instance,
  type Kept,
  type Sent,
} from "./records.js";
import { traced, traceparentOf, type Telemetry } from "../telemetry.js";
import { nameOf, type SentReader } from "./sent.js";
import { handling, Newer, Turn, Unhandled } from "./turn.js";

/** A saga, with the external functions that it may call, or a policy. */
export type Processed =
  | { readonly kind: "saga"; readonly definition: SagaDefinition; readonly externals: object }
  | { readonly kind: "policy"; readonly definition: PolicyDefinition };

export interface ProcessOptions {
  readonly store: Store;
  readonly feed: Feed;
  readonly processed: Processed;
  readonly clock: () => Date;
  readonly timing: Timing;
  readonly nextOrder: () => number;
  readonly carry: (sent: Sent) => Promise<Carried>;
  readonly sent: SentReader;
  readonly targetOf: TargetOf;
  readonly backoff: Backoff;
  readonly failures: Failures;
  readonly telemetry: Telemetry;
  /** How often a send is tried before it waits for an operator. */
  readonly attempts: number;
  /** For how long ended instances are kept, in milliseconds. */
  readonly keptFor: number;
}

/** What an input follows from, for those who watch. */
interface Cause {
  readonly kind: string;
  readonly on: string;
  readonly correlationId?: string;
  readonly traceparent?: string | undefined;
}

interface Inputs {
  readonly list: readonly Input[];
  /** Where it is in the log after them. */
  readonly through: number;
}

/** Something that may go on now. */
export interface Step {
  readonly kind: "event" | "send" | "answer" | "timer";
  readonly order: number;
  readonly take: () => Promise<void>;
}

/** How many timers fire in one turn. */
const timersAtOnce = 32;

/** How many events without consequences may be behind the checkpoint: they are passed over again after a restart. */
const longestUnkept = 5000;

/** How often to look for what nobody tells, in milliseconds: clocks that move, operators in other processes. */
const tick = 1000;

/** How long an instance is kept on for what it has sent, in milliseconds. */
const waitToForget = 24 * 3_600_000;

/** Later than every instant that is due. */
const endOfTime = "9999-12-31T23:59:59.999Z";

export class Process {
  readonly #options: ProcessOptions;
  readonly #outbox: Outbox;
  /** Instances that a newer release has written: their answers and timers are left for it. */
  readonly #left = new Set<string>();
  #checkpoint: Kept<Checkpoint> = { value: { position: 0 }, version: 0 };
  #position = 0;
  #guards: readonly RecordGuard[] = [];
  #isFenced = false;
  #isAtWork = false;
  /** Whether the store has taken the last turn is not known: what it has is what counts. */
  #mustLoad = true;
  /** An operator has changed something. */
  #mustLook = false;
  #wake: () => void = () => undefined;

  constructor(options: ProcessOptions) {
    this.#options = options;
    const wake = (): void => {
      this.#wake();
    };
    this.#outbox = new Outbox({ ...options, process: this.name, wake });
  }

  get name(): string {
    return this.#options.processed.definition.name;
  }

  /** Whether this app's process does the work. */
  get isAtWork(): boolean {
    return this.#isAtWork;
  }

  /** How many commands have no answer yet. */
  get inFlight(): number {
    return this.#outbox.sends.size;
  }

  /** Every event up to here is handled. */
  get position(): number {
    return this.#position;
  }

  /** Where it begins in a log that has a history: at its end, unless the model says otherwise. Said once, for ever. */
  async claim(): Promise<void> {
    const { store, processed } = this.#options;
    if ((await store.findRecord(collections.checkpoint, this.name)) !== undefined) return;
    const position = processed.definition.fromStart === true ? 0 : await store.logEnd();
    await store.commit({ records: [writeOf(collections.checkpoint, this.name, 0, { position })] });
  }

  // ----------------------------------------------------------------------------------------------------- work

  /** Works until the signal is aborted, or until a guard says that this is another's work now. */
  async run(guards: readonly RecordGuard[], signal: AbortSignal): Promise<void> {
    this.#guards = guards;
    this.#isFenced = false;
    this.#isAtWork = true;
    const { feed, backoff, timing } = this.#options;
    const trying = <T>(task: () => Promise<T>): Promise<T | undefined> =>
      retrying(task, backoff, timing, signal, (error) => {
        this.#failed(error);
      });
    const isOver = (): boolean => signal.aborted || this.#isFenced;
    this.#mustLoad = true;
    while (!isOver()) {
      const since = feed.time;
      const isIdle = await trying(() => this.turn());
      if (isOver()) break;
      this.#outbox.pump();
      if (isIdle === true) await trying(() => this.#wait(since, signal));
    }
    this.#isAtWork = false;
    await this.#outbox.settled();
  }

  /** Reads where it is, and what is on its way. */
  async load(): Promise<void> {
    const { store } = this.#options;
    const found = await findKept<Checkpoint>(store, collections.checkpoint, this.name);
    const sends = new Map<string, Kept<Sent>>();
    for await (const record of allRecords(store, collections.sends(this.name))) {
      sends.set(record.key, keptOf<Sent>(record));
    }
    // All of it or nothing: what is half read is missing something.
    this.#checkpoint = this.#unparked(found ?? { value: { position: 0 }, version: 0 });
    this.#position = this.#checkpoint.value.position;
    this.#outbox.load(sends);
    this.#left.clear();
    this.#mustLoad = false;
  }

  /** What waited for this release goes on. */
  #unparked({ value, version }: Kept<Checkpoint>): Kept<Checkpoint> {
    const { processed } = this.#options;
    const needs = value.parked?.needs;
    const isMet = processed.kind === "saga" && needs !== undefined && processed.definition.version >= needs;
    return { value: isMet ? { position: value.position } : value, version };
  }

  /** The highest order of what is on its way. */
  get lastOrder(): number {
    return this.#outbox.lastOrder;
  }

  /** Takes what is there. Answers whether that was nothing. */
  async turn(): Promise<boolean> {
    if (this.#mustLoad) await this.load();
    const page = await this.#page();
    const events = (page?.events ?? []).map((event): Input => ({ kind: "event", event }));
    const list = [...events, ...this.#taken().map(inputOf), ...(await this.#due())];
    await this.#take({ list, through: page?.through ?? this.#position });
    return list.length === 0;
  }

  async #page(): Promise<FeedPage | undefined> {
    return this.#checkpoint.value.parked === undefined ? this.#options.feed.page(this.#position) : undefined;
  }

  /** What came of sends whose instances can be read here. */
  #taken(): readonly Result[] {
    return this.#outbox.results().filter(({ carried }) => {
      const instance = "answer" in carried ? carried.answer.sent.instance : undefined;
      return instance === undefined || !this.#left.has(instance);
    });
  }

  /** Timers that are due, the earliest first; and instances whose time is over. */
  async #due(limit = timersAtOnce): Promise<readonly Input[]> {
    const { store, clock } = this.#options;
    const now = clock().toISOString();
    const records = await store.dueRecords(collections.instances(this.name), now, limit + this.#left.size);
    const due = records.flatMap((record): readonly (Input & { readonly at: string })[] => {
      const { value } = keptOf<Instance>(record);
      if (this.#left.has(record.key)) return [];
      if (value.endedAt !== undefined) return [{ kind: "forget", instance: record.key, at: now }];
      return value.timers
        .filter((timer) => timer.due <= now)
        .map((timer) => ({
          kind: "timer",
          instance: record.key,
          timer,
          traceparent: value.traceparent,
          at: timer.due,
        }));
    });
    return due.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  }

  /** One turn: everything that follows from the inputs, committed as one. What generated code fails at is set apart. */
  async #take(all: Inputs): Promise<void> {
    let inputs = all;
    let parked: Checkpoint["parked"];
    for (;;) {
      const { list, through } = inputs;
      const next: Checkpoint = { position: through, ...(parked === undefined ? {} : { parked }) };
      const fault = await this.#attempt(list, next);
      if (fault === undefined) return;
      const { input, error } = fault;
      this.#failed(error);
      if (input.kind === "event") {
        const { position, stored } = input.event;
        const since = this.#options.clock().toISOString();
        const needs = error instanceof Newer ? { needs: error.schema } : {};
        parked = {
          position,
          streamId: stored.stream,
          type: stored.type,
          error: error.message,
          since,
          ...needs,
        };
        const isBefore = (one: Input): boolean => one.kind !== "event" || one.event.position < position;
        inputs = { list: list.filter(isBefore), through: position - 1 };
      } else if (error instanceof Newer) {
        this.#left.add(error.instance);
        inputs = { through, list: list.filter((one) => instanceOf(one) !== error.instance) };
      } else {
        inputs = { through, list: list.map((one) => (one === input ? setApart(input, error) : one)) };
      }
    }
  }

  /** Answers the input that generated code fails at; nothing is committed then. */
  async #attempt(
    list: readonly Input[],
    next: Checkpoint,
  ): Promise<{ readonly input: Input; readonly error: Unhandled } | undefined> {
    const { store, processed, clock, nextOrder, keptFor, sent } = this.#options;
    const now = clock();
    const ledger = new Ledger({
      process: this.name,
      sends: this.#outbox.sends,
      now: now.toISOString(),
      nextOrder,
    });
    const turn =
      processed.kind === "saga" ? new Turn({ ...processed, store, ledger, sent, now, keptFor }) : undefined;
    const more: RecordWrite[] = [];
    for (const input of list) {
      try {
        await this.#give(input, ledger, turn, more);
      } catch (error) {
        if (!(error instanceof Unhandled)) throw error;
        return { input, error };
      }
    }
    const records = [...ledger.writes(), ...(turn?.writes() ?? []), ...more];
    await this.#commit(ledger, records, next);
    return undefined;
  }

  async #give(input: Input, ledger: Ledger, turn: Turn | undefined, more: RecordWrite[]): Promise<void> {
    switch (input.kind) {
      case "event":
        return this.#giveEvent(input.event, ledger, turn);
      case "answer": {
        const { sent, rejection } = input.answer;
        const isAwaited = sent.instance !== undefined && sent.isUndo !== true;
        if (turn === undefined) ledger.remove(sent.id);
        else {
          const { correlationId, command } = sent;
          const cause = {
            kind: "answer",
            on: nameOf(command),
            correlationId,
            traceparent: input.traceparent,
          };
          await this.#reacting(ledger, cause, () => turn.answer(input.answer));
        }
        if (rejection === undefined || isAwaited) return;
        ledger.bury(sent.id, `${rejection.type}: ${rejection.message}`, { kind: "send", send: sent });
        return;
      }
      case "failed":
        this.#fail(input.sent, input.failure, ledger);
        return;
      case "park":
        park(input.sent, input.failure, ledger);
        return;
      case "timer":
        if (input.failure === undefined) {
          const cause = { kind: "timer", on: input.timer.after, traceparent: input.traceparent };
          await this.#reacting(ledger, cause, async () => turn?.timer(input.instance, input.timer));
        } else await turn?.buryTimer(input.instance, input.timer, input.failure);
        return;
      case "forget":
        // Whatever happened to it in this turn keeps it: it may have started anew.
        if (turn?.hasChanged(input.instance) === true) return;
        more.push(...(await this.#forgetting(input.instance)));
    }
  }

  async #giveEvent(event: FeedEvent, ledger: Ledger, turn: Turn | undefined): Promise<void> {
    const { processed, sent } = this.#options;
    const { category } = event;
    const handled = processed.definition.events[category];
    if (handled === undefined) return;
    for (const part of handling(() => event.parts())) {
      if (handled[part.type] === undefined) continue;
      const delivered = { category, event: part, version: event.stored.version };
      const { correlationId, traceparent } = handling(() => envelopeOf(part.meta));
      const cause = { kind: "event", on: `${category}.${part.type}`, correlationId, traceparent };
      await this.#reacting(ledger, cause, async () => {
        if (processed.kind === "policy") sendFor(processed.definition, { ledger, sent }, delivered);
        else await turn?.event(delivered);
      });
    }
  }

  /** In a span of its own, which what is sent meanwhile follows from. */
  #reacting(ledger: Ledger, cause: Cause, react: () => Promise<void>): Promise<void> {
    const { telemetry, processed } = this.#options;
    const { kind, on, correlationId, traceparent: parent } = cause;
    const attributes = {
      "esdl.process": this.name,
      "esdl.process.kind": processed.kind,
      "esdl.input": kind,
      "esdl.input.on": on,
      ...(correlationId === undefined ? {} : { "esdl.correlation_id": correlationId }),
    };
    const span = { name: `react ${this.name}`, kind: SpanKind.CONSUMER, attributes, parent };
    return traced(telemetry, span, async (begun) => {
      ledger.traceparent = traceparentOf(begun);
      try {
        await react();
      } finally {
        ledger.traceparent = undefined;
      }
    });
  }

  #failed(error: unknown): void {
    this.#options.failures.add(error);
    this.#options.telemetry.failures.add(1, { "esdl.process": this.name });
  }

  /** Later again; or never, before an operator has looked. */
  #fail(sent: Sent, failure: string, ledger: Ledger): void {
    const { attempts, backoff, clock, timing } = this.#options;
    this.#failed(new Error(failure));
    const known = ledger.find(sent.id);
    if (known === undefined) return;
    const tried = { ...known, attempts: known.attempts + 1, failure };
    if (tried.attempts >= attempts) {
      ledger.put(tried);
      park(tried, failure, ledger);
      return;
    }
    // Those who fail together do not try again together.
    const pause =
      Math.min(backoff.first * 2 ** tried.attempts, backoff.longest) * (0.5 + timing.random() / 2);
    ledger.put(tried, new Date(clock().getTime() + pause).toISOString());
  }

  /** What is left of an instance that ended long ago; later, while something that it sent is on its way. */
  async #forgetting(id: string): Promise<readonly RecordWrite[]> {
    const { store, clock } = this.#options;
    const instance = await store.findRecord(collections.instances(this.name), id);
    if (instance === undefined) return [];
    if (this.#outbox.hasSendsOf(id)) {
      const { value, version: expected } = instance;
      const due = new Date(clock().getTime() + waitToForget).toISOString();
      return [{ collection: collections.instances(this.name), key: id, expected, value, due }];
    }
    const history: RecordWrite[] = [];
    const collection = collections.history(this.name);
    for await (const { key } of allRecords(store, collection, historyPrefix(id)))
      history.push({ collection, key });
    return [
      { collection: collections.instances(this.name), key: id, expected: instance.version },
      ...history,
    ];
  }

  async #commit(ledger: Ledger, records: readonly RecordWrite[], next: Checkpoint): Promise<void> {
    const { store } = this.#options;
    const { value, version } = this.#checkpoint;
    const mayWait =
      records.length === 0 && next.parked === undefined && next.position - value.position < longestUnkept;
    if (!mayWait && (records.length > 0 || next.position !== value.position || next.parked !== undefined)) {
      // A parked event stays parked whatever else is done meanwhile.
      const checkpoint: Checkpoint = {
        ...(value.parked === undefined ? {} : { parked: value.parked }),
        ...next,
      };
      this.#mustLoad = true;
      const result = await store.commit({
        guards: this.#guards,
        records: [...records, writeOf(collections.checkpoint, this.name, version, checkpoint)],
      });
      if (!result.ok) {
        const { refusal } = result;
        this.#isFenced = refusal.kind === "stale" && refusal.collection === "lease";
        // An operator has changed something: it is read anew, and what was done here is done again.
        return;
      }
      this.#mustLoad = false;
      this.#checkpoint = { value: checkpoint, version: version + 1 };
      this.#outbox.follow(ledger.changed);
    }
    this.#position = next.position;
  }

  // ---------------------------------------------------------------------------------------------------- steps

  /**
   * What may go on here, each with what it is ordered by among those of its kind. For tests, which let one thing go on at a
   * time, in an order of their own.
   */
  async steps(): Promise<readonly Step[]> {
    if (this.#mustLoad) await this.load();
    const event = await this.#nextEvent();
    if (event !== undefined) {
      const inputs = { list: [{ kind: "event", event } as const], through: event.position };
      return [{ kind: "event", order: event.position, take: () => this.#take(inputs) }];
    }
    const sends = this.#outbox.ready().map((sent): Step => ({
      kind: "send",
      order: sent.order,
      take: () => this.#outbox.start(sent),
    }));
    const through = this.#position;
    const taking = (input: Input) => () => this.#take({ list: [input], through });
    const results = this.#taken().map((result): Step => ({
      kind: "answer",
      order: result.order,
      take: taking(inputOf(result)),
    }));
    const timers = (await this.#due()).map((input): Step => ({
      kind: "timer",
      order: input.kind === "timer" ? Date.parse(input.timer.due) : Number.POSITIVE_INFINITY,
      take: taking(input),
    }));
    return [...sends, ...results, ...timers];
  }

  /** The next event that it handles; the ones before it are passed over. */
  async #nextEvent(): Promise<FeedEvent | undefined> {
    const { processed } = this.#options;
    for (;;) {
      const page = await this.#page();
      const next = page?.events.find(({ category }) => processed.definition.events[category] !== undefined);
      if (page === undefined || next !== undefined || page.through === this.#position) return next;
      this.#position = page.through;
      if (page.isLast) return undefined;
    }
  }

  /** When its next timer is due. */
  async nextTimer(): Promise<string | undefined> {
    const { store } = this.#options;
    const [first] = await store.dueRecords(collections.instances(this.name), endOfTime, 1);
    return first?.due;
  }

  /** When the next send is to be looked at that nobody carries out now. */
  async nextSend(): Promise<string | undefined> {
    if (this.#mustLoad) await this.load();
    return this.#outbox.nextDue();
  }

  // ---------------------------------------------------------------------------------------------------- waits

  /** Waits until there may be something to do. */
  async #wait(since: number, signal: AbortSignal): Promise<void> {
    const over = new AbortController();
    const end = (): void => {
      over.abort();
    };
    // From here on whoever wakes it is heard, also before it sleeps.
    this.#wake = end;
    signal.addEventListener("abort", end);
    try {
      if (signal.aborted || this.#taken().length > 0 || this.#mustLook) return;
      const pause = await this.#pause();
      void this.#options.timing.pause(pause, over.signal).then(end);
      await this.#options.feed.changed(over.signal, since);
      if (pause >= tick) this.#mustLook = true;
    } finally {
      end();
      signal.removeEventListener("abort", end);
      this.#wake = () => undefined;
      await this.#look();
    }
  }

  /** Looks at once for what operators have changed. */
  refresh(): void {
    this.#mustLook = true;
    this.#wake();
  }

  /** How long there is nothing to do, as far as is known, in milliseconds. */
  async #pause(): Promise<number> {
    const now = this.#options.clock().getTime();
    const timer = await this.nextTimer();
    const dues = [...this.#outbox.dues(), ...(timer === undefined ? [] : [timer])];
    const waits = dues.map((due) => Date.parse(due) - now);
    return Math.max(1, Math.min(tick, ...waits.filter((wait) => wait > 0)));
  }

  /** Looks for what operators have changed, where that may be: they write the checkpoint with it. */
  async #look(): Promise<void> {
    if (!this.#mustLook) return;
    this.#mustLook = false;
    const checkpoint = await this.#options.store.findRecord(collections.checkpoint, this.name);
    if (checkpoint?.version !== this.#checkpoint.version) this.#mustLoad = true;
  }
}

/** Read here: what cannot be read fails like all else of the event. */
const envelopeOf = ({
  correlationId,
  traceparent,
}: EventMeta): Pick<EventMeta, "correlationId" | "traceparent"> => ({
  correlationId,
  traceparent,
});

/** A send waits for an operator, and with it what goes to the same target behind it. */
function park(sent: Sent, failure: string, ledger: Ledger): void {
  const parked: Sent = { ...(ledger.find(sent.id) ?? sent), isParked: true, failure };
  ledger.put(parked);
  ledger.bury(sent.id, failure, { kind: "send", send: parked });
}
