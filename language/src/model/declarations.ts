/** The declarations of a context, but for projections, sagas, policies and scenarios, which have files of their own. */
import type { Argument, Expr } from "./expressions.js";
import type { Field, Getter, Invariant, Versioned } from "./shapes.js";
import type { Documented, Span } from "./span.js";
import type { Statement } from "./statements.js";
import type { Ref, Type } from "./types.js";

/** What every declaration of a context carries. */
export interface Declaration extends Documented {
  readonly ref: Ref;
  readonly public: boolean;
}

/** An `id` or a `type`: a nominal type over `base`. */
export interface BrandDecl extends Declaration {
  readonly isId: boolean;
  readonly base: Type;
  /** Reads `it`. */
  readonly where?: Expr;
  readonly personal: boolean;
}

/** An enum. */
export interface EnumDecl extends Declaration {
  readonly members: readonly Documented[];
  readonly version: number;
  /** Oldest first; the last is the current one. */
  readonly versions: readonly EnumVersion[];
}

/** One version of an enum. */
export interface EnumVersion {
  readonly version: number;
  readonly members: readonly string[];
  readonly clause?: {
    readonly span: Span;
    readonly doc?: string;
    readonly steps: readonly (
      | { readonly kind: "rename"; readonly span: Span; readonly from: string; readonly to: string }
      | { readonly kind: "remove"; readonly span: Span; readonly name: string; readonly as: string }
    )[];
  };
}

/** A value: fields that belong together. */
export interface ValueDecl extends Declaration, Versioned {
  readonly getters: readonly Getter[];
  readonly invariants: readonly Invariant[];
}

/** An entity; `key` is also the first of `fields`. */
export interface EntityDecl extends ValueDecl {
  readonly key: Field;
}

/** A role that a caller may have. */
export interface RoleDecl extends Declaration {
  readonly kind: "role";
}

/** A function of the model, or an external one. */
export interface FunctionDecl extends Declaration {
  readonly params: readonly Field[];
  readonly result: Type;
  /** Written in TypeScript and given to the runtime. */
  readonly external: boolean;
  /** Absent on external functions. Parameters are locals in it. */
  readonly body?: Expr;
  /** External functions: what scenarios use in its place. */
  readonly sample?: Expr;
}

/** A command that is carried out in TypeScript. */
export interface ExternalCommandDecl extends Declaration {
  readonly params: readonly Field[];
  /** The fields of the reply; empty when it has none. */
  readonly returns: readonly Field[];
  /** The reply that scenarios use. */
  readonly sample?: readonly Argument[];
}

/** An aggregate. */
export interface AggregateDecl extends Declaration {
  readonly identity: Field;
  readonly lifecycle?: Lifecycle;
  readonly state: {
    readonly fields: readonly Field[];
    readonly getters: readonly Getter[];
    readonly span?: Span;
    readonly doc?: string;
  };
  readonly entities: readonly EntityDecl[];
  readonly invariants: readonly Invariant[];
  readonly uniques: readonly Unique[];
  readonly rejections: readonly RejectionDecl[];
  readonly events: readonly EventDecl[];
  readonly commands: readonly CommandDecl[];
  readonly handlers: readonly OnClause[];
  /** A snapshot is taken every so many events; absent means never. */
  readonly snapshotEvery?: number;
}

/** The statuses of an aggregate and the ways between them. */
export interface Lifecycle {
  readonly span: Span;
  /** The qualified name of the status enum, e.g. `Sales.Order.Status`. */
  readonly enum: Ref;
  /** In the order of their first mention. */
  readonly statuses: readonly string[];
  readonly edges: readonly { readonly from: string; readonly to: string }[];
}

/** `unique field, …`: no two aggregates have the same. */
export interface Unique {
  readonly span: Span;
  readonly doc?: string;
  readonly fields: readonly string[];
  /** The statuses in which it holds; absent means in all. */
  readonly in?: readonly string[];
  /** The rejection of the aggregate, without fields; absent means the built-in `InvariantViolated`. */
  readonly rejection?: Ref;
}

/** A rejection of an aggregate. */
export interface RejectionDecl extends Declaration {
  /** Literal text and fields of the rejection, in order; absent means the name spelled out. */
  readonly message?: readonly (string | { readonly field: string })[];
  readonly fields: readonly Field[];
}

/** An event of an aggregate. */
export interface EventDecl extends Declaration, Versioned {
  readonly aggregate: Ref;
  /** Older stored names that are read as this event. */
  readonly formerly: readonly string[];
  readonly getters: readonly Getter[];
  readonly invariants: readonly Invariant[];
  /** A retired event is read, never emitted. Its parts read `event`; `for` is a local. Empty: it becomes nothing. */
  readonly retired?: { readonly becomes: readonly Become[] };
}

/** What a retired event is read as: an event in its place. */
export interface Become {
  readonly span: Span;
  readonly event: Ref;
  readonly args: readonly Argument[];
  readonly for?: Loop;
}

/** `for name in list` on a handler or a part of a retired event. */
export interface Loop {
  readonly name: string;
  readonly type: Type;
  readonly list: Expr;
}

/** A command of an aggregate. */
export interface CommandDecl extends Declaration {
  readonly aggregate: Ref;
  /** `create`: the aggregate must not exist; `plain`: it must; `any`: either. */
  readonly flavour: "create" | "plain" | "any";
  /** Without the identity, which every command has as its first argument. */
  readonly params: readonly Field[];
  /** The statuses in which it is allowed; absent means in all. */
  readonly statuses?: readonly string[];
  /** Who may; absent means anyone. One grant that holds is enough. */
  readonly allow?: readonly Grant[];
  readonly body: readonly Statement[];
  /** The rejections that its body and its aggregate's `unique` clauses can give, without the built-in ones. */
  readonly rejections: readonly Ref[];
  /** The events that its body can emit. */
  readonly emits: readonly Ref[];
}

/** One of a command's `allow`: who may ask for it. */
export interface Grant {
  readonly span: Span;
  readonly to:
    { readonly kind: "role"; readonly ref: Ref } | { readonly kind: "system" } | { readonly kind: "anyone" };
  readonly where?: Expr;
}

/** `on EVENT -> status { … }` of an aggregate. */
export interface OnClause {
  readonly span: Span;
  readonly doc?: string;
  readonly event: Ref;
  readonly to?: string;
  /** The event can be the first of a stream: it creates the aggregate. */
  readonly creates: boolean;
  /** The statuses that the event can be applied in, as the commands that emit it say; empty when it only creates. */
  readonly from: readonly string[];
  readonly body: readonly Statement[];
}
