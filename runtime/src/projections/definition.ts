/** What the runtime is told of a projection: generated code is plain data and pure functions, usable without the runtime. */
import type { EventLike, EventMeta } from "../contract.js";
import type { Condition, OrderBy, Table } from "../store/tables.js";

/** An event as projections, policies and sagas see it. */
export interface HandledEvent<Event extends EventLike = EventLike> {
  /** The bare name of the event, as it is called today. */
  readonly type: Event["type"];
  /** Its fields in the shape of today. */
  readonly data: Event["data"];
  /** The identity of the aggregate that it happened to. */
  readonly id: string;
  /** Its place among the parts of the stored event, from 0: a retired event may be read as several. */
  readonly part: number;
  /** Its envelope. */
  readonly meta: HandledMeta;
}

/** The envelope of an event that is handled from the log. */
export interface HandledMeta extends EventMeta {
  /** Its place in the global log. */
  readonly position: number;
}

/** What one event does to one row. */
export interface RowChange<R extends object = object> {
  /** The values of the key columns, in their order. */
  readonly key: readonly unknown[];
  /** The row after, from the row before; `undefined`: there is none. Pure. A method, so that it may be over its own row. */
  update(row: R | undefined): R | undefined;
}

/** What an event asks for, in order. Pure. The type of a method, so that one over its own event can stand in a table of any. */
export type ProjectionHandler<R extends object = object> = {
  handle(event: HandledEvent): readonly RowChange<R>[];
}["handle"];

declare const types: unique symbol;

/**
 * A projection as the runtime sees it. The version of its table is a fingerprint of shape and handlers: another one means
 * a rebuild.
 */
export interface ProjectionDefinition<R extends object = object, Key = unknown> {
  /** `Banking.AccountOverview`. */
  readonly name: string;
  /** The table of its rows. */
  readonly table: Table;
  /**
   * The values of the key columns, canonical and in their order. A method, so that a definition over its own key can stand
   * in a list of definitions over any.
   * @throws TypeError when it is no key
   */
  keyOf(key: Key): readonly unknown[];
  /** The events that it handles, by the category of their streams and their name. */
  readonly events: Readonly<Record<string, Readonly<Record<string, ProjectionHandler<R>>>>>;
  /** A phantom that carries the type of its rows to those who read them; never there at run time. */
  readonly [types]?: R;
}

/** A declared query with its arguments: data, made by generated code. */
export interface ProjectionQuery<R extends object = object> {
  /** The projection that it is of. */
  readonly projection: string;
  /** Which rows; all when absent. */
  readonly where?: Condition;
  /** What they are sorted by; by key when absent. */
  readonly order?: readonly OrderBy[];
  /** The most rows; all when absent. */
  readonly limit?: number;
  /** What a store cannot judge; `where` holds for every row for which this holds. The type of a method, so that it may be over its own row. */
  readonly filter?: { holds(row: R): boolean }["holds"];
  readonly [types]?: R;
}
