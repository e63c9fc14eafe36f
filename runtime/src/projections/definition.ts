/** What the runtime is told of a projection: generated code is plain data and pure functions, usable without the runtime. */
import type { EventLike, EventMeta } from "../contract.js";
import type { Row, Table } from "../store/tables.js";

/** An event as projections, policies and sagas see it. */
export interface HandledEvent<Event extends EventLike = EventLike> {
  readonly type: Event["type"];
  readonly data: Event["data"];
  /** The identity of the aggregate that it happened to. */
  readonly id: string;
  readonly meta: HandledMeta;
}

export interface HandledMeta extends EventMeta {
  /** Its place in the global log. */
  readonly position: number;
}

/** What one event does to one row. */
export interface RowChange {
  /** The values of the key columns, in their order. */
  readonly key: readonly unknown[];
  /** The row after, from the row before; `undefined`: there is none. Pure. */
  readonly update: (row: Row | undefined) => Row | undefined;
}

/** What an event asks for, in order. Pure. */
export type ProjectionHandler = (event: HandledEvent) => readonly RowChange[];

/**
 * A projection as the runtime sees it. The version of its table is a fingerprint of shape and handlers: another one means
 * a rebuild.
 */
export interface ProjectionDefinition {
  /** `Banking.AccountOverview`. */
  readonly name: string;
  readonly table: Table;
  /** The events that it handles, by the category of their streams and their name. */
  readonly events: Readonly<Record<string, Readonly<Record<string, ProjectionHandler>>>>;
}
