/**
 * The contract between generated code and the runtime. Generated modules declare which contract they were made for, and
 * `createApp` refuses another one. Everything here is plain data and pure functions; generated code is usable without
 * the runtime that interprets it.
 */
import type { ProjectionDefinition } from "./projections/definition.js";
import type { ExternalCommandDefinition, PolicyDefinition, SagaDefinition } from "./sagas/definition.js";
import type { Problem, Renaming } from "./values/index.js";

/** Raised when generated code of before would be misread. */
export const runtimeContract = 2;

/** Who asks for a command. `roles` are the bare names of declared roles. */
export interface Caller {
  /** Names the caller; `caller.id` in a model, and the actor of what is recorded. */
  readonly id: string;
  /** The bare names of the roles that the caller has: `["Teller"]`. */
  readonly roles: readonly string[];
  /** Sagas, policies and operators: passes every `allow`. */
  readonly system?: true;
}

/** What is known of an event besides its data, wherever an event is handled. */
export interface EventMeta {
  /** ISO-8601 UTC with milliseconds. */
  readonly occurredAt: string;
  /** `Banking.Account-<identity>`. */
  readonly streamId: string;
  /** What it belongs to: the same for all that follows from one first command. */
  readonly correlationId: string;
  /** The id of the command that recorded it. */
  readonly causationId: string;
  /** Who caused it, as a `Caller`. */
  readonly actor: Caller;
  /** The W3C `traceparent` of the command that recorded it, where that was traced. */
  readonly traceparent?: string | undefined;
}

/** What a decision may know besides state and command. `Externals` are the context's external functions. */
export interface CommandContext<Externals = unknown> {
  /** The time of what is being recorded; also its `occurredAt`. */
  readonly now: string;
  /** Makes a fresh id: what `newId()` in a model answers. */
  readonly newId: () => string;
  /** Who asks. */
  readonly caller: Caller;
  /** What the command belongs to: the same for all that follows from one first command. */
  readonly correlationId: string;
  /** The id of the command: what its events name as their cause. */
  readonly causationId: string;
  /** The external functions, by name. */
  readonly externals: Externals;
}

/** What carries out an external command knows besides its input. */
export interface ExternalCommandContext {
  /** The same when the command comes again: give it to whoever must not act twice. */
  readonly idempotencyKey: string;
}

/** An event without its envelope. */
export interface EventLike {
  /** The bare name of the event: `MoneyDeposited`. */
  readonly type: string;
  /** Its fields, in their JSON form. */
  readonly data: object;
}

declare const outcome: unique symbol;

/**
 * A command: which aggregate, which command, and the input as it was given, not yet validated. The phantom member carries
 * the events and rejections that it can lead to, so that `execute` answers with their types.
 */
export interface CommandLike<Event = EventLike, Rejected = RejectionLike> {
  /** The qualified name of its aggregate: `Banking.Account`. */
  readonly aggregate: string;
  /** The bare name of the command: `Deposit`. */
  readonly type: string;
  /** Its input, the identity included. */
  readonly data: object;
  readonly [outcome]?: { readonly event: Event; readonly rejection: Rejected };
}

/** The events that a command can lead to; any, for a command that is plain data. */
export type EventOf<Command> =
  Command extends CommandLike<infer Event extends EventLike, unknown> ? Event : never;

/** The rejections of the model that a command can be answered with; any, for a command that is plain data. */
export type RejectionOf<Command> =
  Command extends CommandLike<unknown, infer Rejected extends RejectionLike> ? Rejected : never;

/** A "no" that the model foresees. `type` is the bare name of the rejection, `message` is for people. */
export interface RejectionLike {
  /** Its bare name: `InsufficientFunds`. */
  readonly type: string;
  /** What it says to people. */
  readonly message: string;
  /** Its fields, in their JSON form. */
  readonly data: object;
}

/** The rejections that every command can give. `Conflict` is answered after the retries are used up. */
export type BuiltInRejection =
  | Rejection<"NotFound">
  | Rejection<"AlreadyExists">
  | Rejection<"NotAllowed", { readonly status: string }>
  | Rejection<"Forbidden">
  | Rejection<"InvariantViolated", { readonly problems: readonly Problem[] }>
  | Rejection<"Conflict">
  | Rejection<"Invalid", { readonly problems: readonly Problem[] }>;

/** A rejection of known name and data. */
export interface Rejection<
  Type extends string = string,
  Data extends object = Readonly<Record<string, never>>,
> {
  /** Its bare name: `NotAllowed`. */
  readonly type: Type;
  /** What it says to people. */
  readonly message: string;
  /** Its fields. */
  readonly data: Data;
}

/** What an aggregate decides: the events to be recorded, or a rejection. */
export type Decision<Event, Rejected> =
  | { readonly ok: true; readonly events: readonly Event[] }
  | { readonly ok: false; readonly rejection: Rejected };

/**
 * An aggregate as the runtime sees it. Methods, not function properties, so that a definition over its own types can stand
 * in a list of definitions over any.
 *
 * `decide` = `parse`, then `handle`, then `check` of each event, then `violations` of the folded state against those
 * of before. The runtime takes the parts one by one, since it needs the folded state for unique keys and snapshots.
 */
export interface AggregateDefinition<
  State extends object = object,
  Event extends EventLike = EventLike,
  Rejected extends RejectionLike = RejectionLike,
  Externals = unknown,
> {
  /** `Banking.Account`: the qualified name; also the category of its streams. */
  readonly name: string;
  /** The name of the identity in commands: `accountId`. */
  readonly identity: string;
  /** The commands by their bare names. */
  readonly commands: Readonly<Record<string, CommandDefinition>>;
  /** The events by the name they are stored under. */
  readonly events: Readonly<Record<string, EventDefinition>>;
  /** Events that are read and never recorded, by the name they were stored under. */
  readonly retired?: Readonly<Record<string, RetiredDefinition>>;
  /**
   * Decides on validated, normalised input: existence, status, `allow`, then the body. Invariants are not judged here.
   * @throws ValueError when an evaluation overflows, divides by zero or builds an invalid brand.
   */
  handle(
    state: State | undefined,
    command: { readonly type: string; readonly data: object },
    context: CommandContext<Externals>,
  ): Decision<Event, Rejected>;
  /** Applies one event to a state that the caller owns, changing it in place, and returns it. */
  apply(state: State | undefined, event: EventLike, meta: EventMeta): State;
  /** The invariants that do not hold, each with a path; what failed before too does not reject a command. */
  violations(state: State): readonly Problem[];
  /** The keys that this state holds, one entry per `unique` clause, `undefined` where the clause does not apply now. */
  readonly uniques: readonly UniqueDefinition<State>[];
  /** A snapshot is taken every so many events. */
  readonly snapshotEvery?: number;
  /** Fingerprint of the state's shape and of the `on` clauses: a snapshot of another logic is ignored. */
  readonly logic: string;
}

/** A command as the runtime sees it. */
export interface CommandDefinition {
  /** `create`: the aggregate must not exist; `plain`: it must; `any`: either. */
  readonly flavour: "create" | "plain" | "any";
  /** Validates and normalises the input, the identity included; adds what is wrong to `problems`: what it answers counts where there is nothing. */
  parse(input: unknown, problems: Problem[]): object | undefined;
  /** How parameters are read that were sent in another shape than they have today; absent: all are as they were. */
  readonly sent?: SentHistory;
}

/** How something is read that was stored in another shape than it has today. */
export interface History {
  /** The current version, from 1. */
  readonly version: number;
  /** The step from each older version to the next, version 1 first; none when there is no older one. */
  readonly upcasts?: readonly Upcast[];
  /** For each version, version 1 first: brings former names of enums' members to those of today, before any step. */
  readonly renames?: readonly (Renaming | undefined)[];
}

/** How an event is read that was stored in another shape than it has today. */
export interface EventHistory extends History {
  /** Other names that it was stored under. */
  readonly formerly?: readonly string[];
}

/**
 * How the parameters of a command are read that a saga or policy of an earlier release sent: those whose type holds something
 * that has a history. The versions are those of the value or entity in the type.
 */
export type SentHistory = Readonly<Record<string, History>>;

/**
 * A step from a version of data to the next. The type of a method, so that one over its own types can stand in a
 * list of steps over any.
 *
 * @throws ValueError when the data is none of its version
 */
export type Upcast = { step(old: object, meta: EventMeta, externals: object): object }["step"];

/** An event that nothing records any more. */
export interface RetiredDefinition extends EventHistory {
  /** The events that are read in its place, none of them retired, in the order of their parts. */
  becomes(data: object, meta: EventMeta): readonly EventLike[];
}

/** An event as the runtime sees it. */
export interface EventDefinition extends EventHistory {
  /** Judges the data of an event about to be recorded: what is wrong with it, by path. */
  check(data: object): readonly Problem[];
}

/** A `unique` clause as the runtime sees it. */
export interface UniqueDefinition<State> {
  /** Names the clause within its aggregate: its fields, joined by `,`. */
  readonly name: string;
  /** The key's parts in the JSON form of their types, or undefined when a field is absent or the status is another. */
  key(state: State): readonly unknown[] | undefined;
  /** What a second holder is told; absent: InvariantViolated. */
  readonly rejection?: RejectionLike;
}

declare const externals: unique symbol;

/**
 * What one context brings to an app. `Externals` are its external functions, `ExternalCommands` the handlers of its external
 * commands, both by name.
 */
export interface Module<Context extends string = string, Externals = unknown, ExternalCommands = unknown> {
  /** The runtime contract that the code was generated for; `createApp` refuses another than `runtimeContract`. */
  readonly contract: number;
  /** The context's name: `Banking`. */
  readonly context: Context;
  /** Its aggregates. */
  readonly aggregates: readonly AggregateDefinition[];
  /** Its projections; none when absent. */
  readonly projections?: readonly ProjectionDefinition[];
  /** Its sagas; none when absent. */
  readonly sagas?: readonly SagaDefinition[];
  /** Its policies; none when absent. */
  readonly policies?: readonly PolicyDefinition[];
  /** The app must be given a handler of each. */
  readonly externalCommands?: readonly ExternalCommandDefinition[];
  /** The names of the external functions it calls; the app must be given each. */
  readonly externals: readonly string[];
  /** Other contexts whose external functions its code calls, by the member of the externals that holds those of each. */
  readonly reaches?: Readonly<Record<string, string>>;
  /** A phantom that carries the functions' and handlers' types to `createApp`; never there at run time. */
  readonly [externals]?: { readonly functions: Externals; readonly commands: ExternalCommands };
}
