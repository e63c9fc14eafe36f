/** What an expression can see where it stands, and what compiled expressions are. */
import type { Ref, Type } from "@esdl/language/model";
import type { Meter } from "../budget.js";
import type { PathStep } from "../scenarios/result.js";
import type { Data, Value } from "../values/value.js";

/** The event that is handled: its data, and what its envelope says as `meta`. */
export interface EventAtHand {
  readonly data: Data;
  /** The identity of its aggregate, which is not in the data. */
  readonly identity: Value;
  readonly meta: Data;
}

/** Everything but variables. What a place cannot see is absent. */
export interface Frame {
  readonly meter: Meter;
  /** The state of an aggregate or saga, or the row of a projection. A body that writes replaces it as it goes on. */
  own?: Data | undefined;
  /** The identity of the aggregate, or the key of the saga. */
  readonly key?: Value;
  readonly event?: EventAtHand;
  /** The parameters of a command or a query. */
  readonly input?: Data;
  /** `old` and `meta` in a version clause. */
  readonly old?: Data;
  readonly meta?: Data;
  /** `caller` in a command; `rejection` and `reply` in a saga. */
  readonly caller?: Data;
  readonly rejection?: Data;
  readonly reply?: () => Data;
  readonly now?: string;
  readonly newId?: () => string;
  /** What the statements of a command and of a saga lead to. */
  readonly emit?: (event: Ref, data: Data) => void;
  readonly send?: (send: Sending) => void;
  readonly undoAll?: () => void;
  /** Told about each statement of a command that is being explained. */
  readonly trace?: Trace;
  /** An identity that a scenario made up: it stands for a valid one. */
  readonly madeUp?: Value;
}

/** A command that a saga or policy sends, its arguments evaluated. */
export interface Sending {
  readonly call: Called;
  readonly asActor: boolean;
  /** What takes it back. */
  readonly undo?: Called;
}

/** A command with its arguments. */
export interface Called {
  /** The qualified name of the command. */
  readonly command: Ref;
  /** Absent for an external command. */
  readonly aggregate?: Ref;
  /** The arguments by name, the identity among them. */
  readonly input: Data;
}

/** Collects the way of a command. */
export type Trace = (step: PathStep) => void;

/** A compiled expression. */
export type Code = (frame: Frame) => Value;
export type Test = (frame: Frame) => boolean;

/**
 * Where a variable is kept. Functions know no recursion and evaluations do not interleave, so each variable of the model has
 * one cell: a `let`, a loop's variable, a parameter, `self` and `it`.
 */
export interface Cell {
  value: Value;
}

/** The names that an expression may use. */
export interface Scope {
  readonly locals: ReadonlyMap<string, Cell>;
  /** The value under a `where`, a getter or an invariant. */
  readonly self?: Cell;
  /** The state or row: its getters, and the types of its fields. */
  readonly own?: Own;
  /** The event at hand, or the one that `self` is the data of. */
  readonly event?: Ref;
}

export interface Own {
  getter(name: string): Code;
  typeOf(field: string): Type;
}

export const emptyScope: Scope = { locals: new Map() };

/** The scope with a variable more, and the cell to put its value into. */
export function declare(scope: Scope, ...names: readonly string[]): readonly [Scope, ...Cell[]] {
  const cells = names.map((): Cell => ({ value: undefined }));
  const added = names.map((name, at) => [name, cells[at] ?? { value: undefined }] as const);
  return [{ ...scope, locals: new Map([...scope.locals, ...added]) }, ...cells];
}

/** What expressions need of the model around them. */
export interface Surroundings {
  /** A declared function or external function: applied to its arguments. */
  functionOf(ref: Ref): (args: readonly Value[], frame: Frame) => Value;
  /** The getter of a value, an entity or an event: applied to it, or to its data. */
  getterOf(ref: Ref, name: string): (self: Value, frame: Frame) => Value;
  /** What is wrong with a text or number as a brand: the value in canonical form. @throws ValueError `invalid` */
  brandOf(ref: Ref): (value: Value, frame: Frame) => Value;
}
