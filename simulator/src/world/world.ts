/**
 * A world: everything that has happened in a model's contexts and still matters, as one immutable value. What changes makes
 * a new world that shares the rest with the old one, so that an explorer may keep thousands of them.
 */
import type { Ref } from "@esdl/language/model";
import { instantMilliseconds } from "@esdl/runtime/values";
import { plainText, type Data, type Value } from "../values/value.js";
import { PersistentMap } from "./persistent.js";

/** The stream of one aggregate: the state that its events lead to. */
export interface Stream {
  readonly aggregate: Ref;
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
  readonly aggregate: Ref;
  readonly event: Ref;
  readonly streamId: string;
  readonly identity: Value;
  readonly version: number;
  readonly part: number;
  readonly data: Data;
  /** With the position in the log. */
  readonly meta: Data;
  /** Whether the system acted, so that `as actor` acts as the system too. */
  readonly bySystem: boolean;
}

export interface World {
  /** The clock, in milliseconds since 1970. */
  readonly now: number;
  /** The position of the last event in the log. */
  readonly position: number;
  readonly streams: PersistentMap<Stream>;
  /** Who holds each unique key. */
  readonly keys: PersistentMap<string>;
  /** Whether there are aggregates only: no projection, saga or policy sees what happens. */
  readonly isAlone: boolean;
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
  };
}

/** The name of a stream: its aggregate and its identity. */
export const streamIdOf = (aggregate: Ref, identity: Value): string => `${aggregate}-${plainText(identity)}`;
