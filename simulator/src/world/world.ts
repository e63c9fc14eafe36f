/**
 * A world: everything that has happened in a model's contexts and still matters, as one immutable value. What changes makes
 * a new world that shares the rest with the old one, so that an explorer may keep thousands of them.
 */
import type { Ref } from "@esdl/language/model";
import { instantMilliseconds } from "@esdl/runtime/values";
import type { Caller } from "../aggregates/decide.js";
import type { Rejection } from "../aggregates/rejections.js";
import type { Called } from "../expressions/frame.js";
import { plainText, type Data, type Value } from "../values/value.js";
import { PersistentMap } from "./persistent.js";

/** The stream of one aggregate: the state that its events lead to. */
export interface Stream {
  /** The qualified name of the aggregate. */
  readonly aggregate: Ref;
  /** Its identity. */
  readonly identity: Value;
  /** `undefined` when all that happened means nothing today. */
  readonly state: Data | undefined;
  /** How many events are stored. */
  readonly version: number;
}

/** An event as its readers see it. Parts of one stored event share its version and position. */
export interface Recorded {
  /** `<stream>@<version>`, with the part behind it from the second on. */
  readonly id: string;
  /** The qualified name of the aggregate. */
  readonly aggregate: Ref;
  /** The qualified name of the event. */
  readonly event: Ref;
  /** The name of its stream. */
  readonly streamId: string;
  /** The identity of the aggregate. */
  readonly identity: Value;
  /** Its place in the stream, from 1. */
  readonly version: number;
  /** Its place among the parts of the stored event, from 0. */
  readonly part: number;
  /** Its fields. */
  readonly data: Data;
  /** With the position in the log. */
  readonly meta: Data;
  /** Whether the system acted, so that `as actor` acts as the system too. */
  readonly bySystem: boolean;
}

/** Everything that has happened and still matters, as one value that never changes. */
export interface World {
  /** The clock, in milliseconds since 1970. */
  readonly now: number;
  /** The position of the last event in the log. */
  readonly position: number;
  /** The streams of aggregates, by their names. */
  readonly streams: PersistentMap<Stream>;
  /** Who holds each unique key. */
  readonly keys: PersistentMap<string>;
  /** Whether there are aggregates only: no projection, saga or policy sees what happens. */
  readonly isAlone: boolean;
  /** The rows of projections, by projection and key. */
  readonly rows: PersistentMap<Row>;
  /** The instances of sagas. */
  readonly instances: PersistentMap<Instance>;
  /** The events that each saga and policy has not seen yet, in log order. */
  readonly inboxes: PersistentMap<readonly Recorded[]>;
  /** The commands that wait to be carried out, in the order in which they were sent. */
  readonly outbox: readonly Sent[];
  /** The sends of sagas that have no answer yet, by their id. */
  readonly flights: PersistentMap<Flight>;
  /** The answers that their sagas have not seen yet. */
  readonly answers: readonly Answer[];
  /** What waits for an operator: rejected undos, and rejected sends of policies. */
  readonly parked: readonly Parked[];
}

/** A row of a projection. */
export interface Row {
  /** The qualified name of the projection. */
  readonly projection: Ref;
  /** The parts of its key, in their order. */
  readonly key: readonly Value[];
  /** Its key and its fields. */
  readonly data: Data;
}

/** One instance of a saga: the machine of one key. */
export interface Instance {
  /** The qualified name of the saga. */
  readonly saga: Ref;
  /** Its key. */
  readonly key: Value;
  /** Counts from 1; raised when an instance that has ended starts anew. */
  readonly run: number;
  /** The step it is in, or the end that it has come to. */
  readonly step: string;
  /** Whether `step` is an end. */
  readonly isEnded: boolean;
  /** What it knows. */
  readonly state: Data;
  /** Of its step: each fires once. */
  readonly timers: readonly Timer[];
  /** What takes back the accepted sends of this run, oldest first. */
  readonly undos: readonly Called[];
  /** How many inputs of this run were handled: part of the ids of what it sends. */
  readonly inputs: number;
  /** How many inputs no handler took. */
  readonly dropped: number;
  /** The rejections that no handler took. */
  readonly unheard: readonly Rejection[];
  /** What it belongs to: the same for all that follows from one first command. */
  readonly correlationId: string;
}

/** A timer of an instance. */
export interface Timer {
  /** As written: handlers of one duration share a timer. */
  readonly duration: string;
  /** In milliseconds since 1970. */
  readonly due: number;
}

/** A command on its way from a saga or policy. */
export interface Sent {
  /** Derived from who sends and why, so that it is known again. */
  readonly id: string;
  /** The command. */
  readonly call: Called;
  /** In whose name it is carried out. */
  readonly caller: Caller;
  /** What it belongs to: the same for all that follows from one first command. */
  readonly correlationId: string;
  /** The instance that is answered; absent for undos and for what policies send. */
  readonly instance?: string;
  /** Whether it takes something back: nobody is told of its answer. */
  readonly isUndo: boolean;
}

/** What is known of a send until it is answered. */
export interface Flight {
  /** The instance that has sent it. */
  readonly instance: string;
  /** The run of the instance that has sent it. */
  readonly run: number;
  /** What takes it back once it is accepted. */
  readonly undo?: Called;
  /** An `undo all` came while it was on its way: it is undone when it turns out accepted. */
  readonly isUndone: boolean;
}

/** The answer to a command that a saga has sent, which the saga has not seen yet. */
export interface Answer {
  /** Of the send. */
  readonly id: string;
  /** The instance that has sent it. */
  readonly instance: string;
  /** The command. */
  readonly command: Ref;
  /** What it belongs to: the same for all that follows from one first command. */
  readonly correlationId: string;
  /** Absent when it was accepted. */
  readonly rejection?: Rejection;
}

/** A command that was rejected where nobody takes the rejection, so that somebody must look. */
export interface Parked {
  /** The command. */
  readonly call: Called;
  /** Why it was rejected. */
  readonly rejection: Rejection;
}

/** When every scenario begins. */
export const beginning = instantMilliseconds("2026-01-01T00:00:00.000Z");

export function emptyWorld(isAlone = false): World {
  return {
    now: beginning,
    position: 0,
    streams: PersistentMap.empty(),
    keys: PersistentMap.empty(),
    isAlone,
    rows: PersistentMap.empty(),
    instances: PersistentMap.empty(),
    inboxes: PersistentMap.empty(),
    outbox: [],
    flights: PersistentMap.empty(),
    answers: [],
    parked: [],
  };
}

/** The name of a stream: its aggregate and its identity. */
export const streamIdOf = (aggregate: Ref, identity: Value): string => `${aggregate}-${plainText(identity)}`;
