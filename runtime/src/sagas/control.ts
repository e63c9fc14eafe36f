/** Looking at sagas, and what an operator can do with them. */
import { NotParked, UnknownSaga } from "../errors.js";
import type { RecordWrite, Store } from "../store/port.js";
import type { SagaDefinition } from "./definition.js";
import { instanceId, retriedId } from "./ids.js";
import {
  allRecords,
  collections,
  findKept,
  historyPrefix,
  keptOf,
  writeOf,
  type Checkpoint,
  type DeadLetter,
  type Handled,
  type Instance,
  type Kept,
  type Sent,
  type Timer,
  type Unheard,
} from "./records.js";
import type { Processed } from "./process.js";
import { nameOf } from "./sent.js";
import type { Sagas } from "./service.js";
import { earliest, today } from "./turn.js";

/** The namespace that a generated context exports for a saga, as far as looking at it needs it. */
export interface GeneratedSaga<State extends object = object, Step extends string = string, Key = unknown> {
  /** What the runtime runs. */
  readonly definition: SagaDefinition<State, Step, Key>;
}

/** An instance, in a list. */
export interface SagaSummary<State extends object = object, Step extends string = string, Key = unknown> {
  /** Its key. */
  readonly key: Key;
  /** The step it is in, or the end that it has come to. */
  readonly step: Step;
  /** Whether `step` is an end. */
  readonly hasEnded: boolean;
  /** What it knows. */
  readonly state: State;
  /** Counts from 1: how often it was started. */
  readonly run: number;
  /** When this run began: ISO-8601 UTC with milliseconds. */
  readonly startedAt: string;
  /** When it came to its step. */
  readonly enteredAt: string;
  /** When its next timer is due. */
  readonly nextTimer?: string;
  /** How many inputs no handler took. */
  readonly dropped: number;
  /** The rejections that no handler took. */
  readonly unheard: readonly Unheard[];
  /**
   * The version of the saga that wrote the instance, where that is a newer one than this app's: step and state are as that one
   * has them, and it goes on where that one runs.
   */
  readonly newer?: number;
}

/** An instance with everything that is known of it. */
export interface SagaDetails<
  State extends object = object,
  Step extends string = string,
  Key = unknown,
> extends SagaSummary<State, Step, Key> {
  /** The timers of its step. */
  readonly timers: readonly Timer[];
  /** What is on its way and has no answer yet, in the order of sending. */
  readonly inFlight: readonly InFlight[];
  /** The commands that `undo all` would send, last first. */
  readonly undos: readonly string[];
  /** What it has handled, in this run and earlier ones, in order. */
  readonly history: readonly Handled[];
}

/** A command of a saga that has no answer yet. */
export interface InFlight {
  /** Its `commandId`, or the idempotency key of an external command. */
  readonly id: string;
  /** The command: `Sales.Order.MarkPaid`, `Mail.SendNote`. */
  readonly command: string;
  /** When it was sent: ISO-8601 UTC with milliseconds. */
  readonly sentAt: string;
  /** How often it failed for reasons of infrastructure. */
  readonly attempts: number;
  /** What it failed with the last time. */
  readonly failure?: string;
  /** It waits for an operator. */
  readonly isParked: boolean;
}

/** Something that an operator has to look at. */
export interface DeadLetterInfo {
  /** Names it for `retry` and `drop`. */
  readonly id: string;
  /** The saga or policy. */
  readonly process: string;
  /** What failed: a send, or the handler of a timer. */
  readonly kind: DeadLetter["kind"];
  /** The command, or the duration of the timer. */
  readonly of: string;
  /** What it failed with, for people. */
  readonly reason: string;
  /** Since when it waits: ISO-8601 UTC with milliseconds. */
  readonly since: string;
}

/** Which instances are listed. */
export interface SagaListOptions {
  /** Those in this step or end alone. */
  readonly step?: string;
  /** Those behind this one: `after` of the page before. */
  readonly after?: string;
  /** The most to answer; 100 unless given. */
  readonly limit?: number;
}

/** Looking at sagas, and what an operator can do with them and with policies. */
export interface SagaControl {
  /** Instances of a saga, by their keys. */
  list<State extends object, Step extends string, Key>(
    saga: GeneratedSaga<State, Step, Key>,
    options?: SagaListOptions,
  ): Promise<{ readonly instances: readonly SagaSummary<State, Step, Key>[]; readonly after?: string }>;
  /** An instance with its history; `undefined` where none was ever started, or the time of an ended one is over. */
  get<State extends object, Step extends string, Key>(
    saga: GeneratedSaga<State, Step, Key>,
    key: Key,
  ): Promise<SagaDetails<State, Step, Key> | undefined>;
  /** What waits for an operator, of all sagas and policies. */
  deadLetters(options?: {
    readonly after?: string;
    readonly limit?: number;
  }): Promise<readonly DeadLetterInfo[]>;
  /**
   * Tries again what waits for an operator: a send, a timer; or, by the name of a saga or policy, the event that it is parked
   * at. A command that was rejected is sent as a new one, since the first has its answer.
   */
  retry(idOrName: string): Promise<void>;
  /** Gives up what waits for an operator. */
  drop(id: string): Promise<void>;
  /**
   * Goes on behind the event that a saga or policy is parked at.
   *
   * @param position of the event, so that no other is skipped
   * @throws NotParked when it is parked elsewhere, or not at all
   */
  skip(name: string, position: number): Promise<void>;
}

export class Control implements SagaControl {
  readonly #store: Store;
  readonly #sagas: Sagas;
  readonly #clock: () => Date;

  constructor(store: Store, sagas: Sagas, clock: () => Date) {
    this.#store = store;
    this.#sagas = sagas;
    this.#clock = clock;
  }

  list<State extends object, Step extends string, Key>(
    saga: GeneratedSaga<State, Step, Key>,
    options?: SagaListOptions,
  ): Promise<{ readonly instances: readonly SagaSummary<State, Step, Key>[]; readonly after?: string }>;
  async list(
    saga: GeneratedSaga,
    { step, after, limit = 100 }: SagaListOptions = {},
  ): Promise<{ readonly instances: readonly SagaSummary[]; readonly after?: string }> {
    const known = this.#known(saga);
    const { definition } = known;
    if (!Number.isSafeInteger(limit) || limit < 1) throw new TypeError("limit must be a whole number from 1");
    const { steps, ends, name } = definition;
    if (step !== undefined && ![...steps, ...ends].includes(step)) {
      throw new TypeError(`${name} has no step or end ${step}; it has ${[...steps, ...ends].join(", ")}.`);
    }
    const instances: SagaSummary[] = [];
    for (let last = after; ;) {
      const page = await this.#store.listRecords(collections.instances(name), {
        limit: pageSize,
        ...(last === undefined ? {} : { after: last }),
      });
      for (const record of page) {
        last = record.key;
        const instance = readable(known, record.key, keptOf<Instance>(record).value);
        if (step !== undefined && instance.step !== step) continue;
        instances.push(summaryOf(definition, instance));
        if (instances.length === limit) return { instances, after: record.key };
      }
      if (page.length < pageSize) return { instances };
    }
  }

  get<State extends object, Step extends string, Key>(
    saga: GeneratedSaga<State, Step, Key>,
    key: Key,
  ): Promise<SagaDetails<State, Step, Key> | undefined>;
  async get(saga: GeneratedSaga, key: unknown): Promise<SagaDetails | undefined> {
    const known = this.#known(saga);
    const { definition } = known;
    const id = instanceId(definition.name, definition.keyOf(key));
    const kept = await findKept<Instance>(this.#store, collections.instances(definition.name), id);
    if (kept === undefined) return undefined;
    const instance = readable(known, id, kept.value);
    const sends = await this.#all<Sent>(collections.sends(definition.name));
    const history = await this.#all<Handled>(collections.history(definition.name), historyPrefix(id));
    return {
      ...summaryOf(definition, instance),
      timers: instance.timers,
      inFlight: sends
        .filter((sent) => sent.instance === id)
        .sort((a, b) => a.order - b.order)
        .map(inFlightOf),
      undos: instance.undos.map(nameOf).reverse(),
      history,
    };
  }

  async deadLetters({
    after,
    limit = 100,
  }: { readonly after?: string; readonly limit?: number } = {}): Promise<readonly DeadLetterInfo[]> {
    const range = { limit, ...(after === undefined ? {} : { after }) };
    const records = await this.#store.listRecords(collections.dead, range);
    return records.map((record) => {
      const letter = keptOf<DeadLetter>(record).value;
      const { process, kind, reason, since } = letter;
      const of = letter.kind === "send" ? nameOf(letter.send.command) : letter.timer.after;
      return { id: record.key, process, kind, of, reason, since };
    });
  }

  async retry(idOrName: string): Promise<void> {
    if (this.#sagas.names.includes(idOrName)) return this.#unpark(idOrName, ({ position }) => position);
    const letter = await this.#letter(idOrName);
    const now = this.#clock().toISOString();
    await this.#settleLetter(idOrName, letter, await this.#retried(letter.value, now));
  }

  async drop(id: string): Promise<void> {
    const letter = await this.#letter(id);
    const { value } = letter;
    const parked = value.kind === "send" ? await this.#parkedSend(value.process, value.send.id) : undefined;
    await this.#settleLetter(
      id,
      letter,
      parked === undefined
        ? []
        : [{ collection: collections.sends(value.process), key: parked.value.id, expected: parked.version }],
    );
  }

  async skip(name: string, position: number): Promise<void> {
    await this.#unpark(name, ({ parked }) => {
      if (parked?.position !== position) throw new NotParked(name, position, parked?.position);
      return position;
    });
  }

  // -------------------------------------------------------------------------------------------------- records

  async #retried(letter: DeadLetter, now: string): Promise<readonly RecordWrite[]> {
    const { process } = letter;
    if (letter.kind === "timer") {
      const { instance: id, run, timer, enteredAt } = letter;
      const kept = await findKept<Instance>(this.#store, collections.instances(process), id);
      // A run that is over, or a step that was left, has no use for it.
      const isOver = kept?.value.run !== run || kept.value.endedAt !== undefined;
      if (isOver || kept.value.enteredAt !== enteredAt) return [];
      const timers = [...kept.value.timers, { ...timer, due: now }];
      const due = earliest(timers)?.due;
      return [writeOf(collections.instances(process), id, kept.version, { ...kept.value, timers }, due)];
    }
    const collection = collections.sends(process);
    const parked = await this.#parkedSend(process, letter.send.id);
    if (parked !== undefined) {
      const again = untried(parked.value);
      return [writeOf(collection, again.id, parked.version, again, now)];
    }
    const id = retriedId(letter.send.id);
    return [writeOf(collection, id, 0, { ...untried(letter.send), id }, now)];
  }

  #parkedSend(process: string, id: string): Promise<Kept<Sent> | undefined> {
    return findKept<Sent>(this.#store, collections.sends(process), id);
  }

  async #letter(id: string): Promise<Kept<DeadLetter>> {
    const letter = await findKept<DeadLetter>(this.#store, collections.dead, id);
    if (letter !== undefined) return letter;
    throw new UnknownSaga(
      `There is no dead letter ${JSON.stringify(id)}, and no saga or policy of that name: see sagas.deadLetters().`,
    );
  }

  /** Takes a dead letter away, with what follows from that. */
  async #settleLetter(
    id: string,
    { value, version }: Kept<DeadLetter>,
    records: readonly RecordWrite[],
  ): Promise<void> {
    const letter: RecordWrite = { collection: collections.dead, key: id, expected: version };
    const isDone = await this.#withCheckpoint(value.process, (checkpoint) => ({
      checkpoint,
      records: [letter, ...records],
    }));
    if (isDone) return;
    throw new UnknownSaga(`The dead letter ${JSON.stringify(id)} changed meanwhile: look at it again.`);
  }

  async #unpark(name: string, next: (checkpoint: Checkpoint) => number): Promise<void> {
    await this.#withCheckpoint(name, (checkpoint) => ({
      checkpoint: { position: next(checkpoint) },
      records: [],
    }));
  }

  /**
   * Commits with the checkpoint of a saga or policy, by which whoever does its work learns that something is other than it was.
   * Answers false when something else had changed.
   */
  async #withCheckpoint(
    name: string,
    change: (checkpoint: Checkpoint) => {
      readonly checkpoint: Checkpoint;
      readonly records: readonly RecordWrite[];
    },
  ): Promise<boolean> {
    for (;;) {
      const kept = await findKept<Checkpoint>(this.#store, collections.checkpoint, name);
      if (kept === undefined) throw unknown(name, this.#sagas.names);
      const { checkpoint, records } = change(kept.value);
      const write = writeOf(collections.checkpoint, name, kept.version, checkpoint);
      const result = await this.#store.commit({ records: [write, ...records] });
      if (result.ok) {
        this.#sagas.refresh();
        return true;
      }
      const { refusal } = result;
      if (refusal.kind !== "stale" || refusal.collection !== collections.checkpoint) return false;
    }
  }

  async #all<T>(collection: string, prefix?: string): Promise<readonly T[]> {
    const found: T[] = [];
    for await (const record of allRecords(this.#store, collection, prefix))
      found.push(keptOf<T>(record).value);
    return found;
  }

  /** The app's own; the definition that was asked with names it. */
  #known({ definition: { name } }: GeneratedSaga): Extract<Processed, { readonly kind: "saga" }> {
    const known = this.#sagas.definitionOf(name);
    if (known?.kind !== "saga") throw unknown(name, this.#sagas.names);
    return known;
  }
}

const pageSize = 500;

const unknown = (name: string, known: readonly string[]): UnknownSaga =>
  new UnknownSaga(
    `The app has no saga or policy ${name}; it has ${known.length === 0 ? "none" : known.join(", ")}.`,
  );

/** As today's definition reads it, or as it is stored where only a newer one can. */
function readable(
  known: Extract<Processed, { readonly kind: "saga" }>,
  id: string,
  instance: Instance,
): Instance {
  return instance.schema > known.definition.version ? instance : today(known, id, instance);
}

function summaryOf({ ends, version }: SagaDefinition, instance: Instance): SagaSummary {
  const { key, step, state, run, startedAt, enteredAt, timers, dropped, unheard } = instance;
  const next = earliest(timers)?.due;
  return {
    key,
    step,
    hasEnded: instance.endedAt !== undefined || ends.includes(step),
    state,
    run,
    startedAt,
    enteredAt,
    ...(next === undefined ? {} : { nextTimer: next }),
    dropped,
    unheard,
    ...(instance.schema > version ? { newer: instance.schema } : {}),
  };
}

/** A send as if it had not been tried. */
function untried(sent: Sent): Sent {
  const again: { -readonly [Member in keyof Sent]: Sent[Member] } = { ...sent, attempts: 0 };
  delete again.failure;
  delete again.isParked;
  return again;
}

const inFlightOf = ({ id, command, sentAt, attempts, failure, isParked }: Sent): InFlight => ({
  id,
  command: nameOf(command),
  sentAt,
  attempts,
  ...(failure === undefined ? {} : { failure }),
  isParked: isParked === true,
});
