/**
 * What running scenarios answers: plain, JSON-serialisable data over the model's spans, so that a command line, an editor
 * or a mutation check can show it without knowing how it was found.
 */
import type { ComparisonOp, Ref, ScenarioDecl, Span } from "@esdl/language/model";
import type { JsonValue } from "@esdl/runtime/values";
import type { Budget } from "../budget.js";

/** Which scenarios are run, and how much each may cost. */
export interface RunOptions {
  /** Runs only the scenarios it answers true for; all of them when left out. */
  readonly filter?: (scenario: ScenarioDecl, context: string) => boolean;
  /** What one scenario may cost; see {@link Budget}. What is left out has its default. */
  readonly budget?: Partial<Budget>;
}

/** How one scenario went. */
export interface ScenarioResult {
  /** The context that the scenario stands in. */
  readonly context: string;
  /** The scenario. */
  readonly scenario: ScenarioDecl;
  /** `notYet`: it needs what the simulator does not do yet, and was not run. */
  readonly status: "passed" | "failed" | "notYet";
  /** Why it was not run; there exactly on `notYet`. */
  readonly reason?: string;
  /** There exactly on `failed`: the first thing that went wrong. */
  readonly failure?: Failure;
}

/** The first thing that went wrong in a scenario. */
export interface Failure {
  /** One sentence without a full stop: what was expected, and what came instead. */
  readonly message: string;
  /** The part of the scenario that failed: an outcome or event under `then`, an action under `when`, an event under `given`. */
  readonly span: Span;
  /** What can be done about it, when that can be said. */
  readonly help?: string;
  /** What was expected, a line for each thing, as the language writes it: for showing beside `actual`. */
  readonly expected?: readonly Line[];
  /** What happened instead, in the same form. */
  readonly actual?: readonly Line[];
  /** The last command that was judged, and how it went; absent when none was. */
  readonly command?: CommandTrace;
}

/** One line of what is compared. */
export interface Line {
  /** `OrderPaid(amount: 21)`, `paid: 21`, `rejected RefundTooLarge(left: 20)`, `nothing`. */
  readonly text: string;
  /** Whether the other side has its like. Lines of both sides that are alike come in the same order. */
  readonly matches: boolean;
}

/** The way of one command through its guards. A uuid that stands for a name of the scenario is that name. */
export interface CommandTrace {
  /** The action under `when`; absent for a command that a saga or a policy sent. */
  readonly span?: Span;
  /** The qualified name of the command. */
  readonly command: Ref;
  /** Its parameters in JSON form, the identity first. */
  readonly input: JsonValue;
  /** The state before it, in JSON form; absent when the aggregate did not exist. */
  readonly before?: JsonValue;
  /** What was judged and done, in order, as far as it came. */
  readonly path: readonly PathStep[];
  /** What was recorded, or why it was rejected. */
  readonly outcome:
    | { readonly kind: "accepted"; readonly events: readonly TracedEvent[] }
    | { readonly kind: "rejected"; readonly rejection: TracedRejection };
}

/** An event that a command has recorded. */
export interface TracedEvent {
  /** The qualified name of the event. */
  readonly event: Ref;
  /** Its fields, in JSON form. */
  readonly data: JsonValue;
}

/** The rejection that a command was answered with. */
export interface TracedRejection {
  /** The qualified name of a declared rejection, or the bare name of a built-in one. */
  readonly type: Ref;
  /** What it says to people. */
  readonly message: string;
  /** Its fields, in JSON form. */
  readonly data: JsonValue;
}

/**
 * One step of a command's way.
 *
 * - `input`: the parameters were read; it does not hold when they are invalid
 * - `existence`, `status`, `allow`: what the command's head asks for; `allow` stands once for each grant that was tried
 * - `require`, `if`: conditions in its body; `for`: one element is at hand; `let`: a value was named; `emit`: an event
 * - `event`: the fields of a new event were judged; `invariant`: a rule over the new state was; `unique`: a key was
 */
export interface PathStep {
  /** What was judged or done. */
  readonly kind:
    | "input"
    | "existence"
    | "status"
    | "allow"
    | "require"
    | "if"
    | "for"
    | "let"
    | "emit"
    | "event"
    | "invariant"
    | "unique";
  /** The statement, grant, rule or clause; the command's name for what has no place of its own. */
  readonly span: Span;
  /** How deep it stands in `if` and `for`, from 0. */
  readonly depth: number;
  /** Whether the condition held. Absent on `for`, `let` and `emit`. */
  readonly holds?: boolean;
  /** The comparisons that decided the condition, in the order in which they were evaluated, with both sides. */
  readonly comparisons?: readonly ComparedSides[];
  /** `for`: the element; `let`: the value; `emit`: the event's data. Absent when that is `none`. */
  readonly value?: JsonValue;
  /** What is wrong, where the step does not hold. */
  readonly detail?: string;
}

/** A comparison with the values of both sides; absent stands for `none`. */
export interface ComparedSides {
  /** The operator. */
  readonly op: ComparisonOp | "in" | "matches";
  /** As written in the model's language, e.g. `amount` and `state.paid - state.refunded`. */
  readonly leftText: string;
  /** The right side, as written in the model's language. */
  readonly rightText: string;
  /** The value of the left side. */
  readonly left?: JsonValue;
  /** The value of the right side. */
  readonly right?: JsonValue;
  /** Whether the comparison held. */
  readonly holds: boolean;
}
