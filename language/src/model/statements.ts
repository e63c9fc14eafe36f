/** Statements of the checked model, each with its span, so that a failed guard can be shown in its source. */
import type { Argument, Expr } from "./expressions.js";
import type { Span } from "./span.js";
import type { Ref, Type } from "./types.js";

/** The first failing `require` decides: the command is rejected with `rejection`. */
export interface RequireStatement {
  readonly kind: "require";
  readonly span: Span;
  readonly condition: Expr;
  /** Every field of the rejection, in the order of its declaration. */
  readonly rejection: { readonly ref: Ref; readonly args: readonly Argument[] };
}

/** `emit Event(…)`: records an event. */
export interface EmitStatement {
  readonly kind: "emit";
  readonly span: Span;
  readonly event: Ref;
  /** Every field of the event, in the order of its declaration (defaults, empties and `none` filled in). */
  readonly args: readonly Argument[];
}

/** `let name = …`: a value with a name. */
export interface LetStatement {
  readonly kind: "let";
  readonly span: Span;
  readonly name: string;
  readonly type: Type;
  readonly value: Expr;
}

/** `if condition { … } else { … }`. */
export interface IfStatement {
  readonly kind: "if";
  readonly span: Span;
  readonly condition: Expr;
  readonly then: readonly Statement[];
  /** `else if` is an `else` that holds one `if`. */
  readonly else?: readonly Statement[];
}

/** `for name in list { … }`. */
export interface ForStatement {
  readonly kind: "for";
  readonly span: Span;
  readonly name: string;
  readonly type: Type;
  readonly list: Expr;
  readonly body: readonly Statement[];
}

/** A place in the state or row that is written: a field, then fields of entities or elements of maps below it. */
export interface Place {
  readonly root: "state" | "row";
  readonly field: string;
  readonly path: readonly PlaceStep[];
  /** Of what is written. */
  readonly type: Type;
}

/** One step of the way from a field to what is written in it. */
export type PlaceStep =
  | { readonly kind: "field"; readonly name: string }
  | { readonly kind: "index"; readonly of: "map" | "keyed"; readonly key: Expr };

/**
 * How the place changes:
 * `set` (=), `increase`/`decrease` (+= and -= on ints, decimals and durations; `+=` on strings joins: `join`),
 * `append`/`remove` on lists, `add`/`delete` on sets, `upsert` (an entity: replace by key in place, or append) and
 * `removeKey` on keyed lists (the value is the key).
 * For `increase` and the like, `on` says of which scalar.
 */
export interface AssignStatement {
  readonly kind: "assign";
  readonly span: Span;
  readonly place: Place;
  readonly op:
    | "set"
    | "increase"
    | "decrease"
    | "join"
    | "append"
    | "remove"
    | "add"
    | "delete"
    | "upsert"
    | "removeKey";
  readonly on?: "int" | "decimal" | "duration" | "instant";
  readonly value: Expr;
}

/** `remove m[k]`, `remove lines[sku]`: nothing happens when it is not there. The last step of the place is the index. */
export interface RemoveStatement {
  readonly kind: "remove";
  readonly span: Span;
  readonly place: Place;
}

/** A command of an aggregate, or an external one, with its arguments. */
export interface CommandCall {
  readonly command: Ref;
  /** The aggregate the command goes to; absent for an external command. */
  readonly aggregate?: Ref;
  /** The identity first (for a command of an aggregate), then every parameter, defaults filled in. */
  readonly args: readonly Argument[];
}

/** `send Command(…)`, in a saga or policy. */
export interface SendStatement {
  readonly kind: "send";
  readonly span: Span;
  readonly send: CommandCall;
  readonly asActor: boolean;
  readonly undo?: CommandCall;
}

/** `undo all`: takes back what the saga has sent and was accepted. */
export interface UndoAllStatement {
  readonly kind: "undoAll";
  readonly span: Span;
}

/** Any statement; `kind` tells which. */
export type Statement =
  | RequireStatement
  | EmitStatement
  | LetStatement
  | IfStatement
  | ForStatement
  | AssignStatement
  | RemoveStatement
  | SendStatement
  | UndoAllStatement;
