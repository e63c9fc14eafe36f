/**
 * What `execute` answers, and how the inbox keeps an answer. Events are not kept a second time: the inbox says which
 * versions of which stream they are.
 */
import type { EventLike, RejectionLike } from "../contract.js";
import type { RecordedMeta } from "../store/codec.js";

/** An event as it was recorded. */
export type RecordedEvent<Event extends EventLike = EventLike> = Event extends EventLike
  ? {
      /** The version of its stream with this event, from 1. */
      readonly version: number;
      /** Its place in the global log. */
      readonly position: number;
      /**
       * Tells the events apart that a stored event is read as since it was retired for several; 0 for the first of them, and for
       * every other event. They share version and position.
       */
      readonly part: number;
      readonly type: Event["type"];
      readonly data: Event["data"];
      /** The envelope. Each part has an id of its own. */
      readonly meta: RecordedMeta;
      /** What it is in the store: the name and the version of its shape at the time. */
      readonly stored: { readonly type: string; readonly version: number };
    }
  : never;

/** The command was accepted. */
export interface Accepted<Event extends EventLike = EventLike> {
  readonly ok: true;
  /** The command's id: the one that came with it, or the one that was made up. */
  readonly commandId: string;
  /** `Banking.Account-<identity>`. */
  readonly streamId: string;
  /** The version of the stream after the command. */
  readonly version: number;
  /** The position of the stream's last event; 0 when it has none. */
  readonly position: number;
  /** What was recorded; empty when the command changed nothing. */
  readonly events: readonly RecordedEvent<Event>[];
}

/** The command was rejected, and nothing happened. */
export interface Rejected<Rejection extends RejectionLike = RejectionLike> {
  readonly ok: false;
  /** The command's id: the one that came with it, or the one that was made up. */
  readonly commandId: string;
  /** The position of the last event that the decision saw; 0 when it saw none. */
  readonly position: number;
  /** Why it was rejected. */
  readonly rejection: Rejection;
}

/** What came of a command: accepted, with what was recorded, or rejected, with the reason. `ok` tells which. */
export type Outcome<Event extends EventLike = EventLike, Rejection extends RejectionLike = RejectionLike> =
  Accepted<Event> | Rejected<Rejection>;

/** An outcome as the inbox keeps it. */
export type KeptOutcome =
  | {
      readonly ok: true;
      readonly stream: string;
      /** The version after the command, and how many events it recorded up to it. */
      readonly version: number;
      readonly events: number;
    }
  | { readonly ok: false; readonly position: number; readonly rejection: RejectionLike };

/** An outcome as the text that the inbox keeps. */
export function keepOutcome(outcome: KeptOutcome): string {
  return JSON.stringify(outcome);
}

/** Reads what `keepOutcome` wrote. */
export function keptOutcome(text: string): KeptOutcome;
export function keptOutcome(text: string): unknown {
  const outcome: unknown = JSON.parse(text);
  return outcome;
}
