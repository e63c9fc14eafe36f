/**
 * The checked model: what the compiler knows after a model has been found correct. Plain, immutable, JSON-serialisable
 * data, fully resolved and typed. Generator, simulator, evolution and third-party emitters read this and nothing else.
 */
import type {
  AggregateDecl,
  BrandDecl,
  EnumDecl,
  ExternalCommandDecl,
  FunctionDecl,
  RoleDecl,
  ValueDecl,
} from "./declarations.js";
import type { PolicyDecl, ProjectionDecl, SagaDecl } from "./processes.js";
import type { ScenarioDecl } from "./scenarios.js";
import type { Span } from "./span.js";

export * from "./builtins.js";
export * from "./conditions.js";
export type * from "./declarations.js";
export type * from "./expressions.js";
export * from "./former.js";
export * from "./inverse.js";
export * from "./facts.js";
export * from "./lookup.js";
export type * from "./processes.js";
export type * from "./scenarios.js";
export type * from "./shapes.js";
export type * from "./span.js";
export type * from "./statements.js";
export type * from "./types.js";
export * from "./walk.js";

/** Changes when a reader of older models would misread newer ones. */
export const modelFormatVersion = 1;

/** A checked model: all its contexts. */
export interface Model {
  readonly formatVersion: typeof modelFormatVersion;
  /** The sources, relative to the model's root with `/`, sorted. Spans index into it. */
  readonly files: readonly string[];
  /** Sorted by name. */
  readonly contexts: readonly Context[];
}

/** A bounded context. Declarations stand in the order of their files, then of their place. */
export interface Context {
  readonly name: string;
  /** The doc comments on its headers, joined by an empty line. */
  readonly doc?: string;
  /** The `context` headers, one per file. */
  readonly headers: readonly Span[];
  readonly uses: readonly ContextUse[];
  readonly brands: readonly BrandDecl[];
  readonly enums: readonly EnumDecl[];
  readonly values: readonly ValueDecl[];
  readonly roles: readonly RoleDecl[];
  readonly functions: readonly FunctionDecl[];
  readonly externalCommands: readonly ExternalCommandDecl[];
  readonly aggregates: readonly AggregateDecl[];
  readonly projections: readonly ProjectionDecl[];
  readonly sagas: readonly SagaDecl[];
  readonly policies: readonly PolicyDecl[];
  readonly scenarios: readonly ScenarioDecl[];
}

/** How a context stands to another one that it uses; said for people, checked by nobody. */
export type ContextRole =
  "conformist" | "anticorruption" | "partnership" | "shared kernel" | "customer supplier";

/** A context that is used by another one: `uses Billing as conformist`, in the header. */
export interface ContextUse {
  readonly span: Span;
  readonly context: string;
  readonly role: ContextRole;
}
