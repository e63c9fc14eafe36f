/** What a test may expect, as values for `then(…)`. */
import type { EventLike, RejectionLike } from "../contract.js";
import type { GeneratedSaga } from "../sagas/control.js";
import type { ExpectedEvent, GeneratedAggregate, GeneratedProjection, Partly, Plain } from "./types.js";

/** A rejection that is expected. */
export interface ExpectedRejection<Type extends string = string, Data = object> {
  readonly kind: "rejected";
  /** The bare name of the rejection. */
  readonly type: Type;
  /** Its fields; those that are left out are not compared. */
  readonly data: Data;
}

/** The rejections that are expected of commands which can give these. */
export type RejectionOf<Rejected extends RejectionLike> = Rejected extends RejectionLike
  ? ExpectedRejection<Rejected["type"], Partly<Rejected["data"]>>
  : never;

/** No event is expected, in any stream. */
export interface Nothing {
  readonly kind: "nothing";
}

/** The state is expected to be so, of the only aggregate there is. */
export interface StateIs<Expected = object> {
  readonly kind: "stateIs";
  /** What it is expected to be; members that are left out are not compared. */
  readonly state: Expected;
}

/** The new events of one stream, exact and in order. */
export interface EventsOf {
  readonly kind: "events";
  /** The stream's name. */
  readonly stream: string;
  /** The events that are expected; members of their data that are left out are not compared. */
  readonly events: readonly { readonly type: string; readonly data?: object }[];
}

/** The state of one aggregate at the end. */
export interface StateOf {
  readonly kind: "state";
  /** The name of the aggregate's stream. */
  readonly stream: string;
  /** The aggregate. */
  readonly aggregate: GeneratedAggregate;
  /** Its identity. */
  readonly id: string;
  /** What it is expected to be; members that are left out are not compared. */
  readonly state: object;
}

/** What is computed of the state of one aggregate at the end. */
export interface ComputedOf {
  readonly kind: "computed";
  /** The name of the aggregate's stream. */
  readonly stream: string;
  /** The aggregate. */
  readonly aggregate: GeneratedAggregate;
  /** Its identity. */
  readonly id: string;
  /** What computes it is called so. */
  readonly name: string;
  /** What computes it of the state. */
  readonly compute: (state: object) => unknown;
  /** What it is expected to be. */
  readonly value: unknown;
}

/** A row of a projection, once it has seen everything. */
export interface RowOf {
  readonly kind: "row";
  /** The projection. */
  readonly projection: GeneratedProjection;
  /** The key of the row. */
  readonly key: unknown;
  /** Absent: there is none. */
  readonly row?: object;
}

/** Where an instance of a saga is at the end. */
export interface StepOf {
  readonly kind: "step";
  /** The saga. */
  readonly saga: GeneratedSaga;
  /** The key of the instance. */
  readonly key: unknown;
  /** Absent: it was never started. */
  readonly step?: string;
}

/** Everything that can be expected, with its place. */
export type Expected =
  | ExpectedRejection
  | Nothing
  | EventsOf
  | Pick<StateOf, "kind" | "stream" | "state">
  | ComputedOf
  | RowOf
  | StepOf;

/** Expects a rejection, by its bare name; members of its data that are left out are not compared. */
export function rejected<const Type extends string>(type: Type): ExpectedRejection<Type>;
export function rejected<const Type extends string, const Data extends object>(
  type: Type,
  data: Data,
): ExpectedRejection<Type, Data>;
export function rejected(type: string, data: object = {}): ExpectedRejection {
  return { kind: "rejected", type, data };
}

/** Expects no event at all. */
export const nothing: Nothing = { kind: "nothing" };

/**
 * Expects these new events of an aggregate, all of them and in this order. Other aggregates are not looked at.
 *
 * @param id the identity, as it stands in the stream's name
 */
export function events<Event extends EventLike>(
  aggregate: GeneratedAggregate<object, Event>,
  id: string,
  expected: readonly ExpectedEvent<Event>[],
): EventsOf;
export function events(
  { definition }: GeneratedAggregate,
  id: string,
  expected: EventsOf["events"],
): EventsOf {
  return { kind: "events", stream: `${definition.name}-${id}`, events: expected };
}

/** Expects the state to be so at the end; members that are left out are not compared. */
export function state<const Expected extends object>(expected: Expected): StateIs<Expected>;
export function state<State extends object>(
  aggregate: GeneratedAggregate<State>,
  id: string,
  expected: Partly<State>,
): StateOf;
export function state(first: object, id?: string, expected?: object): StateIs | StateOf {
  if (id === undefined || expected === undefined || !isAggregate(first))
    return { kind: "stateIs", state: first };
  const stream = `${first.definition.name}-${id}`;
  return { kind: "state", stream, aggregate: first, id, state: expected };
}

/**
 * Expects what a function of the state computes at the end: `computed(Order, id, Order.total, "25")`.
 *
 * @param compute a getter of the generated aggregate, or a function of your own
 */
export function computed<State extends object, Value>(
  aggregate: GeneratedAggregate<State>,
  id: string,
  compute: (state: State) => Value,
  expected: Partly<Value> | undefined,
): ComputedOf;
export function computed(
  aggregate: GeneratedAggregate,
  id: string,
  compute: (state: object) => unknown,
  value: unknown,
): ComputedOf {
  const stream = `${aggregate.definition.name}-${id}`;
  return { kind: "computed", stream, aggregate, id, name: compute.name, compute, value };
}

/**
 * Expects a row of a projection, once it has seen all that happened; members that are left out are not compared.
 *
 * @param key as `get` takes it
 */
export function row<R extends object, Key>(
  projection: GeneratedProjection<R, Key>,
  key: Plain<Key>,
  expected: Partly<R>,
): RowOf;
export function row(projection: GeneratedProjection, key: unknown, expected: object): RowOf {
  return { kind: "row", projection, key, row: expected };
}

/** Expects that a projection has no row of a key. */
export function noRow<R extends object, Key>(projection: GeneratedProjection<R, Key>, key: Plain<Key>): RowOf;
export function noRow(projection: GeneratedProjection, key: unknown): RowOf {
  return { kind: "row", projection, key };
}

/** Expects an instance of a saga to be in a step, or to have come to an end. */
export function inStep<State extends object, Step extends string, Key>(
  saga: GeneratedSaga<State, Step, Key>,
  key: Plain<Key>,
  step: Step,
): StepOf;
export function inStep(saga: GeneratedSaga, key: unknown, step: string): StepOf {
  return { kind: "step", saga, key, step };
}

/** Expects that a saga has no instance of a key. */
export function notStarted<State extends object, Step extends string, Key>(
  saga: GeneratedSaga<State, Step, Key>,
  key: Plain<Key>,
): StepOf;
export function notStarted(saga: GeneratedSaga, key: unknown): StepOf {
  return { kind: "step", saga, key };
}

const isAggregate = (value: object): value is GeneratedAggregate => "definition" in value;
