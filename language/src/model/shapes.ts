/** Fields and shapes: what values, entities, events, states and rows are made of, and what they were in older versions. */
import type { Expr } from "./expressions.js";
import type { Documented, Span } from "./span.js";
import type { Ref, Type } from "./types.js";

/** A field of a state, event, value, entity, rejection or row, or a parameter. */
export interface Field extends Documented {
  readonly type: Type;
  /** The condition on the field itself; reads `it`. Skipped when the field is optional and absent. */
  readonly where?: Expr;
  /** Constant: reads no names. Lists, sets, maps and optionals default to empty without one. */
  readonly default?: Expr;
  /** Personal data: marked here, or by the field's type. `of` names the field that holds the data subject, else the identity. */
  readonly personal?: { readonly of?: string };
  /** State fields: the statuses in which the field exists; absent means in all. */
  readonly in?: readonly string[];
}

/** `get name: Type = …`: what is computed of the other fields. */
export interface Getter extends Documented {
  readonly type: Type;
  /** Reads `self` in a value or entity, `state` in a state, `row` in a projection. */
  readonly body: Expr;
}

/** `invariant Name "…": …`: what must hold of a state, event, value or entity. */
export interface Invariant extends Documented {
  readonly message?: string;
  /** Reads `self` in a value or entity, `state` in an aggregate. */
  readonly condition: Expr;
}

/** One version of a shape, oldest first in a history; the last is the current one. */
export interface ShapeVersion {
  readonly version: number;
  /** The fields it had then, with the types they had then. */
  readonly fields: readonly Field[];
  /** How it came from the version before; absent on version 1. */
  readonly clause?: VersionClause;
}

/** How data of an older version of a shape is brought to the next one. */
export interface VersionClause {
  readonly span: Span;
  readonly doc?: string;
  /** `via external`: a function given to the runtime makes the step; `upcast` is then empty. */
  readonly via?: { readonly external: string };
  readonly steps: readonly VersionStep[];
  /** One value for every field of this version; reads `old` and `meta`. */
  readonly upcast: readonly { readonly name: string; readonly value: UpcastExpr }[];
}

/**
 * What fills a field: an expression, or the old field as it was, carried over (`adopts`: with the embedded types brought
 * to the version that they have from here on).
 */
export type UpcastExpr =
  | { readonly kind: "expr"; readonly expr: Expr }
  | {
      readonly kind: "carried";
      readonly from: string;
      readonly adopts: readonly { readonly ref: Ref; readonly version: number }[];
    };

/** The steps as they are written. */
export type VersionStep =
  | { readonly kind: "add"; readonly span: Span; readonly name: string; readonly value?: Expr }
  | { readonly kind: "remove"; readonly span: Span; readonly name: string; readonly type: Type }
  | { readonly kind: "rename"; readonly span: Span; readonly from: string; readonly to: string }
  | {
      readonly kind: "change";
      readonly span: Span;
      readonly name: string;
      readonly from: Type;
      readonly value: Expr;
    }
  | { readonly kind: "adopt"; readonly span: Span; readonly ref: Ref; readonly version: number };

/** A shape with a history. `fields` are the current ones, those of the last of `versions`. */
export interface Versioned {
  readonly fields: readonly Field[];
  /** The current version, from 1. */
  readonly version: number;
  readonly versions: readonly ShapeVersion[];
}
