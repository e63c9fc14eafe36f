/**
 * Bodies: what turns the expressions and statements of syntax trees into those of the checked model. One entry point per
 * construct; who owns the construct, and with it what is in scope, is read off the syntax tree. Each answers undefined
 * after it has reported what is wrong; nothing is reported twice, and syntax nodes made up by recovery say nothing.
 */
import type { AstNode } from "langium";
import type {
  Arguments,
  Become,
  CommandDecl,
  Expression,
  ExternalCommandDecl,
  ExternalFunctionDecl,
  Field,
  FunctionDecl,
  Getter,
  Grant,
  Handler,
  Invariant,
  Parameter,
  QueryDecl,
  TimeoutHandler,
  VersionClause,
  WhereModifier,
} from "../generated/ast.js";
import type { Loop } from "../model/declarations.js";
import type { Argument, Expr } from "../model/expressions.js";
import type { QueryDecl as Query, SagaVersionClause } from "../model/processes.js";
import type { UpcastExpr } from "../model/shapes.js";
import type { Statement } from "../model/statements.js";
import type { Ref, Type } from "../model/types.js";
import type { Place } from "../names/api.js";
import type { Slot } from "./arguments.js";

/** What the `on` body of an aggregate needs to know of the rest of the aggregate. */
export interface OnFacts {
  /** The statuses that the event can be applied in; empty when it only creates. */
  readonly from: readonly string[];
  /** It can be the first event of a stream. */
  readonly creates: boolean;
  /** The status it enters, where the clause has an arrow. */
  readonly to?: string;
}

export interface HandlerParts {
  readonly for?: Loop;
  readonly where?: Expr;
  /** As written; one expression per key field. Absent where the source leaves it out. */
  readonly by?: readonly Expr[];
  readonly body: readonly Statement[];
}

/** One step of a version clause; only sagas have steps of their own to rename and remove. */
export type ClauseStep = SagaVersionClause["steps"][number];

export interface ScenarioFields {
  /** In the order of their declaration. */
  readonly members: readonly Slot[];
  /** Fields that are left out stay out; otherwise defaults fill them, and it is an error where there is none. */
  readonly partial: boolean;
  /** What the arguments make, as people say it: `event OrderPlaced`. */
  readonly what: string;
  /** All named or all positional. Without it, only named. */
  readonly positional?: boolean;
  /** The identity or key, where it is no argument, and why. */
  readonly identity?: { readonly name: string; readonly why: "carried" | "madeUp" | "key" } | undefined;
  /** Of an event in an old version: the embedded types that had another version then. */
  readonly embedded?: ReadonlyMap<Ref, number>;
}

export interface Elaborator {
  /** The type of every expression that has been elaborated, for hover. */
  readonly types: ReadonlyMap<AstNode, Type>;

  /** The condition under a `where` of an id, a type, a field or a parameter. `type` is the declared one, also when it is optional. */
  where(node: WhereModifier, type: Type): Expr | undefined;
  /** The default of a field or parameter, as its type. Absent and wrong alike are undefined. */
  defaultOf(node: Field | Parameter, type: Type): Expr | undefined;
  getter(node: Getter, type: Type): Expr | undefined;
  /** Of a value, entity, event or aggregate. */
  invariant(node: Invariant): Expr | undefined;
  functionBody(node: FunctionDecl): Expr | undefined;
  functionSample(node: ExternalFunctionDecl): Expr | undefined;
  replySample(node: ExternalCommandDecl): readonly Argument[] | undefined;

  commandBody(node: CommandDecl): readonly Statement[] | undefined;
  /** The `where` of an `allow`; call it for grants that have one. */
  grantCondition(node: Grant): Expr | undefined;
  /** The body of an `on` in an aggregate; `[]` when it has none. */
  onBody(node: Handler, facts: OnFacts): readonly Statement[] | undefined;
  /** The parts of one `becomes`; `event` is the retired one's. */
  become(
    node: Become,
  ): { readonly event: Ref; readonly args: readonly Argument[]; readonly for?: Loop } | undefined;

  /** Handlers of projections, sagas and policies, `start on` included. */
  handler(node: Handler | TimeoutHandler): HandlerParts | undefined;
  query(node: QueryDecl): Pick<Query, "where" | "order" | "limit"> | undefined;

  /** The steps of a clause of an event, value, entity or saga, as they are written, with types as of their version. */
  versionSteps(node: VersionClause): readonly ClauseStep[] | undefined;
  /** One value for every field of the clause's version, in the order of its fields. Not for `via external`. */
  upcast(node: VersionClause): readonly { readonly name: string; readonly value: UpcastExpr }[] | undefined;

  /** A constant of a scenario: strings stand for uuids, and stay as they are written. */
  scenarioValue(node: Expression, type: Type, place: Place): Expr | undefined;
  scenarioArguments(
    node: Arguments | undefined,
    fields: ScenarioFields,
    place: Place,
    at: AstNode,
  ): readonly Argument[] | undefined;
  /** A constant of `type` that a fix can write for a field, and that keeps the field's `where`. */
  placeholder(type: Type, field: Field | Parameter | undefined, place: Place): string | undefined;
  /** Canonical ISO-8601 text of a duration literal (`15m`). Undefined beyond the range of durations. */
  duration(text: string): string | undefined;
}
