/** Scenarios: examples of behaviour that a model carries. Arguments are constants; strings already stand for uuids. */
import type { Argument, Expr } from "./expressions.js";
import type { Span } from "./span.js";
import type { CommandCall } from "./statements.js";
import type { Ref } from "./types.js";

/** A scenario: what was given, what happens, and what is expected then. */
export interface ScenarioDecl {
  readonly name: string;
  readonly doc?: string;
  readonly span: Span;
  readonly nameSpan: Span;
  /** `for Order`: runs that aggregate alone. */
  readonly subject?: Ref;
  readonly given: readonly GivenEvent[];
  readonly when: readonly Action[];
  readonly then: readonly Outcome[];
}

/** One stored event of the history, in order. */
export interface GivenEvent {
  readonly span: Span;
  readonly aggregate: Ref;
  /** The stream's identity; absent under `for`, where it is made up. */
  readonly id?: Expr;
  readonly event: Ref;
  /** As it was stored then; absent means the current version. Every field of that version is given. */
  readonly version?: number;
  readonly args: readonly Argument[];
}

/** Something that a scenario lets happen under `when`: a command, or time that passes. */
export type Action =
  | {
      readonly kind: "command";
      readonly span: Span;
      /** The identity is among the arguments but under `for`. */
      readonly call: CommandCall;
      /** Absent: the system acts. */
      readonly as?: { readonly role: Ref; readonly id?: string };
    }
  /** `duration` is canonical ISO-8601 text. */
  | { readonly kind: "after"; readonly span: Span; readonly duration: string };

/** An event that is expected; fields left out are not compared. */
export interface ExpectedEvent {
  readonly span: Span;
  readonly event: Ref;
  readonly args: readonly Argument[];
}

/** Something that a scenario expects under `then`. */
export type Outcome =
  | {
      readonly kind: "events";
      readonly span: Span;
      readonly aggregate: Ref;
      readonly id?: Expr;
      readonly events: readonly ExpectedEvent[];
    }
  /** `rejection` is a declared rejection's qualified name or the bare name of a built-in one. */
  | {
      readonly kind: "rejected";
      readonly span: Span;
      readonly rejection: Ref;
      readonly args: readonly Argument[];
    }
  | { readonly kind: "nothing"; readonly span: Span }
  | { readonly kind: "state"; readonly span: Span; readonly args: readonly Argument[] }
  | {
      readonly kind: "row";
      readonly span: Span;
      readonly projection: Ref;
      readonly key: readonly Expr[];
      readonly args: readonly Argument[];
    }
  | { readonly kind: "noRow"; readonly span: Span; readonly projection: Ref; readonly key: readonly Expr[] }
  | {
      readonly kind: "saga";
      readonly span: Span;
      readonly saga: Ref;
      readonly key: Expr;
      readonly step: string;
    };
