/**
 * What the runtime is told of sagas, policies and external commands. Generated code is plain data and pure functions: what
 * happens to an instance goes in as data, what follows from it comes out as data, and the engine (engine.ts) does the rest.
 */
import type { CommandLike, EventMeta, SentHistory } from "../contract.js";
import type { HandledEvent } from "../projections/definition.js";
import type { Problem, Renaming } from "../values/index.js";

/** A command that a TypeScript handler carries out: which one, and the input as it was given, not yet validated. */
export interface ExternalCommandLike {
  /** `Mail.SendNote`. */
  readonly external: string;
  /** Its input. */
  readonly data: object;
}

/** What sagas and policies can send. */
export type Sendable = CommandLike | ExternalCommandLike;

/** A command to be sent. Its arguments, and those of what takes it back, were evaluated at the `send`. */
export interface Send {
  /** The command. */
  readonly command: Sendable;
  /** Judged for the one who caused the event at hand, and carried out in that one's name; absent: for the system. */
  readonly asActor?: true;
  /** What takes it back, once it was accepted. */
  readonly undo?: Sendable;
}

/** An instance as generated code sees it: where it is, and what it knows. */
export interface SagaInstance<State extends object = object, Step extends string = string> {
  /** The step it is in, or the end that it has come to. */
  readonly step: Step;
  /** What it knows. */
  readonly state: State;
}

/** One thing that happens to an instance. `on` is what the handlers name: an event, a command or a duration. */
export type SagaInput =
  | {
      readonly kind: "event";
      /** `Sales.Order.OrderPlaced`. */
      readonly on: string;
      readonly event: HandledEvent;
      /** The index into the lists of `for`; 0 for handlers without one. */
      readonly item: number;
    }
  /** A command that it sent was accepted. External commands have a reply. */
  | { readonly kind: "completed"; readonly on: string; readonly reply?: object }
  | {
      readonly kind: "rejected";
      readonly on: string;
      readonly rejection: { readonly type: string; readonly message: string };
    }
  /** A timer of its step; `on` is the duration as ISO-8601 text. */
  | { readonly kind: "after"; readonly on: string };

/** What a handler may know besides instance and input. `Externals` are the context's external functions. */
export interface SagaContext<Key = unknown, Externals = unknown> {
  /** The key of the instance. */
  readonly key: Key;
  /** The time at which the input is handled. */
  readonly now: string;
  /** Fresh uuids, the same again when the input is handled again. */
  readonly newId: () => string;
  /** Whether the event at hand was caused by a command that this run of this instance has sent. */
  readonly isAnswer: boolean;
  /** The external functions, by name. */
  readonly externals: Externals;
}

/** What one input leads to. */
export interface Reaction<State extends object = object, Step extends string = string> {
  /** Its state from now on. */
  readonly state: State;
  /** Where it is from now on. */
  readonly step: Step;
  /** The step was entered, perhaps again: the timers that begin, as durations. Absent: the ones that run go on. */
  readonly timers?: readonly string[];
  /** In the order of the statements. */
  readonly sends: readonly Send[];
  /** Where an `undo all` stands: before the send of this index, ascending; the number of sends for one behind them all. */
  readonly undo: readonly number[];
}

/** An instance that an event concerns. */
export interface Concern<Key = unknown> {
  /** The key of the instance. */
  readonly key: Key;
  /** A handler of some step waits for it there: an instance that takes nothing counts it as dropped. False: only a start does. */
  readonly isAwaited: boolean;
}

/** How an event finds its instances. Methods, so that one over its own event can stand in a table of any. */
export interface SagaCorrelation<Key = unknown> {
  /** How many inputs it is: 1, or as many as the longest list of a `for` has items. */
  items(event: HandledEvent): number;
  /**
   * The instances that an item of it concerns, each key once, in the order of the handlers.
   * @param sender the instance whose present run sent the command that caused the event
   */
  concerns(event: HandledEvent, item: number, sender: Key | undefined): readonly Concern<Key>[];
}

/**
 * An older version of a saga: how its instances are brought to the next one. The type of a method, as `Upcast`.
 *
 * @param meta for what is embedded in the state: when the instance came to its step, and that the system did it
 */
export type SagaUpcast = {
  step(old: SagaInstance, meta: EventMeta, externals: object): SagaInstance;
}["step"];

declare const types: unique symbol;

/** A saga as the runtime sees it. Methods, so that a definition over its own types can stand in a list of any. */
export interface SagaDefinition<
  State extends object = object,
  Step extends string = string,
  Key = unknown,
  Externals = unknown,
> {
  /** `Sales.Checkout`. */
  readonly name: string;
  /** The version of its state and steps, from 1. */
  readonly version: number;
  /** The step from each older version to the next, version 1 first; none when there is no older one. */
  readonly upcasts?: readonly SagaUpcast[];
  /** For each version, version 1 first: brings former names of enums' members to those of today, before any step. */
  readonly renames?: readonly (Renaming | undefined)[];
  /** What fields are read as that a stored state lacks, after all steps: `{ ...defaults, ...state }`. */
  readonly defaults?: object;
  /** Begins at the first event of the log when it is added to a store with history. */
  readonly fromStart?: true;
  /** The names of its steps. */
  readonly steps: readonly Step[];
  /** The names of its ends. */
  readonly ends: readonly Step[];
  /** Commands, `Mail.SendNote` or `Sales.Order.MarkPaid`, whose acceptance some step asks for with `on completed`. */
  readonly completions: readonly string[];
  /** The events that it handles, by the category of their streams and their name. */
  readonly events: Readonly<Record<string, Readonly<Record<string, SagaCorrelation<Key>>>>>;
  /**
   * A key as it is compared and stored.
   * @throws TypeError when it is none
   */
  keyOf(key: Key): unknown;
  /**
   * What an instance does at an input. Pure.
   * @param instance `undefined`: none was ever started; one that has ended starts anew
   * @returns `undefined` when no handler takes the input
   * @throws ValueError when an evaluation overflows, divides by zero or builds an invalid brand
   */
  react(
    instance: SagaInstance<State, Step> | undefined,
    input: SagaInput,
    context: SagaContext<Key, Externals>,
  ): Reaction<State, Step> | undefined;
  /** A phantom that carries the types to those who look at instances; never there at run time. */
  readonly [types]?: { readonly state: State; readonly step: Step };
}

/** What a policy sends for an event, in order. Pure. The type of a method, so that one over its own event can stand in a table of any. */
export type PolicyHandler = { handle(event: HandledEvent): readonly Send[] }["handle"];

/** A policy as the runtime sees it. */
export interface PolicyDefinition {
  /** `Sales.TellCustomer`. */
  readonly name: string;
  /** Begins at the first event of the log when it is added to a store with history. */
  readonly fromStart?: true;
  /** The event that it handles, by the category of its streams and its name. */
  readonly events: Readonly<Record<string, Readonly<Record<string, PolicyHandler>>>>;
}

/** An external command as the runtime sees it. */
export interface ExternalCommandDefinition {
  /** `Mail.SendNote`. */
  readonly name: string;
  /** Validates and normalises the input; adds what is wrong to `problems`: what it answers counts where there is nothing. */
  parse(input: unknown, problems: Problem[]): object | undefined;
  /** The same for what the handler answers. Absent: it answers nothing. */
  parseReply?(reply: unknown, problems: Problem[]): object | undefined;
  /** How parameters are read that were sent in another shape than they have today; absent: all are as they were. */
  readonly sent?: SentHistory;
}

/** What carries out external commands, by context and command, as they are given to an app. */
export type GivenExternalCommands = Readonly<Record<string, object | undefined>>;
