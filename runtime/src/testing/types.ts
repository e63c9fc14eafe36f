/** The types of given and expected data, made from the types of the generated code. */
import type {
  AggregateDefinition,
  BuiltInRejection,
  CommandContext,
  Decision,
  EventLike,
  EventMeta,
  RejectionLike,
} from "../contract.js";
import type { ProjectionDefinition } from "../projections/definition.js";
import type { Brand, JsonValue } from "../values/index.js";
import type { Exactly, InAnyOrder, Named } from "./match.js";

/** The namespace that a generated context exports for an aggregate, as far as tests need it. */
export interface GeneratedAggregate<
  State extends object = object,
  Event extends EventLike = EventLike,
  Rejected extends RejectionLike = RejectionLike,
  Externals = unknown,
> {
  /** What the runtime runs. */
  readonly definition: AggregateDefinition<State, Event, Rejected, Externals>;
}

/** The same with its pure functions. */
export interface GeneratedDecider<
  State extends object,
  Event extends EventLike,
  Command,
  Rejected extends RejectionLike,
  Externals,
> extends GeneratedAggregate<State, Event, Rejected, Externals> {
  evolve(state: State | undefined, event: Event, meta: EventMeta): State;
  decide(
    state: State | undefined,
    command: Command,
    context: CommandContext<Externals>,
  ): Decision<Event, Rejected | BuiltInRejection>;
}

/** The namespace that a generated context exports for a projection, as far as tests need it. */
export interface GeneratedProjection<R extends object = object, Key = unknown> {
  /** What the runtime runs. */
  readonly definition: ProjectionDefinition<R, Key>;
}

type Base<T> = T extends string ? string : T extends number ? number : T extends boolean ? boolean : T;

/** A type with its brands opened: tests may write a plain text where an `Iban` is. */
export type Plain<T> = JsonValue extends T
  ? T
  : T extends Brand<unknown, string>
    ? Base<T>
    : T extends readonly (infer Item)[]
      ? readonly Plain<Item>[]
      : T extends object
        ? { readonly [Key in keyof T]: Plain<T[Key]> }
        : T;

/**
 * What is expected of a value: members that are left out are not compared, `undefined` says that one is absent. Lists have
 * as many elements, in this order, unless `inAnyOrder` is around them; `exactly` compares all members.
 */
export type Partly<T> = JsonValue extends T
  ? T
  : T extends Brand<unknown, string>
    ? OrNamed<Base<T>>
    : T extends readonly (infer Item)[]
      ? readonly Partly<Item>[] | InAnyOrder<Partly<Item>>
      : T extends object
        ? { readonly [Key in keyof T]?: Partly<T[Key]> | undefined } | Exactly<Plain<T>>
        : OrNamed<T>;

type OrNamed<T> = T extends string ? T | Named : T;

/** An event as the model has it now. */
export type CurrentEvent<Event extends EventLike> = Event extends EventLike
  ? { readonly type: Event["type"]; readonly data: Plain<Event["data"]> }
  : never;

/** An event as it was stored in some version: under the name and with the data of then. */
export interface StoredVersion {
  /** The name that it was stored under. */
  readonly type: string;
  /** The version of the event's shape, from 1. */
  readonly schema: number;
  /** Its fields in the shape of then. */
  readonly data: object;
}

/** An event of a history. */
export type GivenEvent<Event extends EventLike> =
  (CurrentEvent<Event> & { readonly schema?: never }) | StoredVersion;

/** An event that is expected; what is left out of its data is not compared. */
export type ExpectedEvent<Event extends EventLike> = Event extends EventLike
  ? { readonly type: Event["type"]; readonly data?: Partly<Event["data"]> }
  : never;
