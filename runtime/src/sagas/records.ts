/** What is stored of sagas and policies: plain JSON in the records of the store, a collection for each kind. */
import type { Caller } from "../contract.js";
import type { RecordRange, RecordWrite, Store, StoredRecord } from "../store/port.js";
import type { Sendable } from "./definition.js";

/** A command as it is stored. */
export type SentCommand = Sendable & {
  /** Of what its parameters embed, when it was sent: see sent.ts. Absent where it is the first. */
  readonly versions?: Readonly<Record<string, number>>;
};

/** An instance of a saga: the machine of one key. */
export interface Instance {
  readonly key: unknown;
  /** The version of the saga that wrote it. */
  readonly schema: number;
  /** Counts from 1; raised when an instance that has ended starts anew. */
  readonly run: number;
  /** The step it is in, or the end that it has come to. */
  readonly step: string;
  readonly state: object;
  /** Of its step; each fires once. */
  readonly timers: readonly Timer[];
  /** What takes back the accepted sends of this run, oldest first. */
  readonly undos: readonly SentCommand[];
  /** How many inputs of this run were handled: part of the ids of what it sends. */
  readonly inputs: number;
  /** How many inputs no handler took. */
  readonly dropped: number;
  /** The rejections that no handler took. */
  readonly unheard: readonly Unheard[];
  readonly correlationId: string;
  /** The `traceparent` of what it did last, where that was traced: what its timers follow from. */
  readonly traceparent?: string;
  /** Of the last event that concerned it, in the log: a replay of what it has seen is nothing to it. */
  readonly position: number;
  readonly startedAt: string;
  /** When it came to its step. */
  readonly enteredAt: string;
  /** When it came to its end; absent while it runs. */
  readonly endedAt?: string;
}

/** A timer of an instance. */
export interface Timer {
  /** As in the model, as ISO-8601 text: handlers of one duration share a timer. */
  readonly after: string;
  /** When it fires: ISO-8601 UTC with milliseconds. */
  readonly due: string;
}

/** A rejection that no handler of a saga took. */
export interface Unheard {
  /** The command: `Sales.Order.MarkPaid`, `Mail.SendNote`. */
  readonly command: string;
  /** The bare name of the rejection. */
  readonly type: string;
  /** What it says to people. */
  readonly message: string;
}

/** A command on its way: kept until it is answered. */
export interface Sent {
  /** Its `commandId`, or the idempotency key of an external command. */
  readonly id: string;
  /** Ascending in the order of sending, over all sagas and policies. */
  readonly order: number;
  readonly command: SentCommand;
  readonly caller: Caller;
  readonly correlationId: string;
  /** The `traceparent` of what it was sent from, where that was traced. */
  readonly traceparent?: string;
  readonly sentAt: string;
  /** The run that is answered; absent for what policies send. */
  readonly instance?: string;
  readonly run?: number;
  /** It takes something back: nobody is told of its answer. */
  readonly isUndo?: true;
  /** What takes it back once it is accepted. */
  readonly undo?: SentCommand;
  /** An `undo all` came while it was on its way: it is taken back when it turns out accepted. */
  readonly isUndone?: true;
  /** How often it failed for reasons of infrastructure. */
  readonly attempts: number;
  readonly failure?: string;
  /** It failed too often: it waits for an operator, and what goes to the same target behind it. */
  readonly isParked?: true;
}

/** One input that an instance has handled. */
export interface Handled {
  /** When it was handled: ISO-8601 UTC with milliseconds. */
  readonly at: string;
  /** What it was: an event, the answer to a command, or a timer. */
  readonly kind: "event" | "completed" | "rejected" | "after";
  /** The event, the command or the duration. */
  readonly on: string;
  /** The event or the send that caused it; absent for timers. */
  readonly cause?: string;
  /** The step that the instance was in; absent where the input started it. */
  readonly from?: string;
  /** The step that it came to, or the end. */
  readonly to: string;
  /** The ids of what it sent. */
  readonly sends: readonly string[];
  /** What it belongs to: the same for all that follows from one first command. */
  readonly correlationId: string;
}

/** Something that an operator has to look at. */
export type DeadLetter = {
  readonly process: string;
  readonly reason: string;
  readonly since: string;
} & (
  | { readonly kind: "send"; readonly send: Sent }
  /** The handler of a timer failed. */
  | {
      readonly kind: "timer";
      readonly instance: string;
      readonly run: number;
      readonly timer: Timer;
      /** When the instance came to the step that the timer is of. */
      readonly enteredAt: string;
    }
);

/** How far a saga or policy is in the log. */
export interface Checkpoint {
  /** Every event up to here is handled. */
  readonly position: number;
  /** The event behind it, when that one could not be handled. */
  readonly parked?: {
    readonly position: number;
    readonly streamId: string;
    readonly type: string;
    readonly error: string;
    readonly since: string;
    /** The version of the saga that an instance needs which the event concerns: it goes on by itself where that one runs. */
    readonly needs?: number;
  };
}

/** Something stored with the version of its record; 0 while there is none. */
export interface Kept<T> {
  readonly value: T;
  readonly version: number;
  readonly due?: string;
}

export const collections = {
  checkpoint: "saga-checkpoint",
  /** The dead letters of all, by process and id. */
  dead: "dead-letter",
  instances: (saga: string): string => `saga:${saga}`,
  history: (saga: string): string => `saga-history:${saga}`,
  sends: (process: string): string => `send:${process}`,
} as const;

/** The inputs of one instance, in their order. */
export const historyKey = (instance: string, run: number, input: number): string =>
  `${historyPrefix(instance)}${padded(run)}.${padded(input)}`;
export const historyPrefix = (instance: string): string => `${instance}#`;
const padded = (number: number): string => String(number).padStart(9, "0");

export const deadLetterKey = (process: string, id: string): string => `${process} ${id}`;

export function keptOf<T>(record: StoredRecord): Kept<T>;
export function keptOf({ value, version, due }: StoredRecord): Kept<unknown> {
  return { value: JSON.parse(value) as unknown, version, ...(due === undefined ? {} : { due }) };
}

export async function findKept<T>(
  store: Store,
  collection: string,
  key: string,
): Promise<Kept<T> | undefined> {
  const record = await store.findRecord(collection, key);
  return record === undefined ? undefined : keptOf<T>(record);
}

export function writeOf(
  collection: string,
  key: string,
  expected: number,
  value: object,
  due?: string,
): RecordWrite {
  return { collection, key, expected, value: JSON.stringify(value), ...(due === undefined ? {} : { due }) };
}

/** How many records a collection has whose keys begin so. */
export async function countRecords(store: Store, collection: string, prefix = ""): Promise<number> {
  let count = 0;
  for await (const page of pages(store, collection, prefix)) count += page.length;
  return count;
}

/** The records of a collection, in pages. */
export async function* allRecords(
  store: Store,
  collection: string,
  prefix = "",
): AsyncGenerator<StoredRecord> {
  for await (const page of pages(store, collection, prefix)) yield* page;
}

async function* pages(
  store: Store,
  collection: string,
  prefix: string,
): AsyncGenerator<readonly StoredRecord[]> {
  const limit = 500;
  for (let range: RecordRange = { prefix, limit }; ;) {
    const page = await store.listRecords(collection, range);
    yield page;
    const last = page.at(-1);
    if (last === undefined || page.length < limit) return;
    range = { prefix, limit, after: last.key };
  }
}
