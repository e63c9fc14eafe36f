/** Projections, sagas and policies. */
import type { Declaration, Loop } from "./declarations.js";
import type { Expr } from "./expressions.js";
import type { Field, Getter, ShapeVersion, VersionStep } from "./shapes.js";
import type { Documented, Span } from "./span.js";
import type { Statement } from "./statements.js";
import type { Ref } from "./types.js";

/** A projection: rows that are made of events. */
export interface ProjectionDecl extends Declaration {
  /** One field, or several for a composite key. */
  readonly keys: readonly Field[];
  readonly fields: readonly Field[];
  readonly getters: readonly Getter[];
  readonly indexes: readonly ProjectionIndex[];
  readonly handlers: readonly ProjectionHandler[];
  readonly queries: readonly QueryDecl[];
}

/** What rows are often found or sorted by. */
export interface ProjectionIndex {
  readonly span: Span;
  readonly columns: readonly { readonly name: string; readonly descending: boolean }[];
}

/** What an event does to a row, or to several. */
export interface ProjectionHandler {
  readonly span: Span;
  readonly doc?: string;
  readonly event: Ref;
  readonly for?: Loop;
  readonly where?: Expr;
  /** One expression per key field; made explicit where the source leaves `by` out. */
  readonly by: readonly Expr[];
  readonly mode: "upsert" | "update" | "delete";
  readonly body: readonly Statement[];
}

/** A declared query of a projection. */
export interface QueryDecl extends Documented {
  readonly params: readonly Field[];
  /** Reads `row` and `query`. */
  readonly where?: Expr;
  readonly order: readonly { readonly key: Expr; readonly descending: boolean }[];
  readonly limit?: Expr;
}

/** A saga: a process over several aggregates, with steps. */
export interface SagaDecl extends Declaration {
  readonly key: Field;
  /** Begins at the first event of the log when it is added to a store with history. */
  readonly fromStart: boolean;
  readonly state: {
    readonly fields: readonly Field[];
    readonly getters: readonly Getter[];
    /** What the fields were in each version, and how they came from those before; its steps of steps are in `clauses`. */
    readonly versions: readonly ShapeVersion[];
  };
  readonly starts: readonly SagaHandler[];
  readonly steps: readonly SagaStep[];
  readonly ends: readonly Documented[];
  readonly version: number;
  /** The version clauses, oldest first. */
  readonly clauses: readonly SagaVersionClause[];
}

/** How instances of an older version of a saga are brought to the next one. */
export interface SagaVersionClause {
  readonly version: number;
  readonly span: Span;
  readonly doc?: string;
  readonly steps: readonly (
    | VersionStep
    | { readonly kind: "renameStep"; readonly span: Span; readonly from: string; readonly to: string }
    | { readonly kind: "removeStep"; readonly span: Span; readonly name: string; readonly as: string }
  )[];
}

/** A step of a saga, with what is handled in it. */
export interface SagaStep extends Documented {
  readonly handlers: readonly SagaHandler[];
}

/** What an instance of a saga does at an input. */
export interface SagaHandler {
  readonly span: Span;
  readonly doc?: string;
  readonly input: SagaInput;
  readonly where?: Expr;
  /** The step or end to go to. Also when it is the step it stands in: it is then entered again. */
  readonly to?: string;
  readonly body: readonly Statement[];
}

/** What a handler of a saga waits for: an event, the answer to a command, or time. */
export type SagaInput =
  | { readonly kind: "event"; readonly event: Ref; readonly correlation: Correlation; readonly for?: Loop }
  | { readonly kind: "rejected"; readonly command: Ref }
  | { readonly kind: "completed"; readonly command: Ref }
  /** `duration` is canonical ISO-8601 text. */
  | { readonly kind: "after"; readonly duration: string };

/** How an event finds its instance, in the order in which the language tries them. */
export type Correlation =
  | { readonly kind: "by"; readonly key: Expr }
  | { readonly kind: "identity" }
  | { readonly kind: "field"; readonly field: string }
  | { readonly kind: "causation" };

/** A policy: what is sent whenever an event happens. */
export interface PolicyDecl extends Declaration {
  readonly fromStart: boolean;
  readonly event: Ref;
  readonly for?: Loop;
  readonly where?: Expr;
  readonly body: readonly Statement[];
}
