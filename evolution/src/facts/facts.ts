/**
 * What a model has released, as plain facts that compare: the lock is their text, and a model or an older one of a git
 * ref is reduced to them. Types and expressions are canonical text (`text/`), fully qualified.
 */
import type { Ref } from "@esdl/language/model";

/** What a model has released, or has now: by qualified name, part by part. */
export interface Facts {
  /** Types and ids. */
  readonly brands: ReadonlyMap<Ref, BrandFacts>;
  /** Enums, with their versions. */
  readonly enums: ReadonlyMap<Ref, EnumFacts>;
  /** Events, values and entities: what has versions of fields. */
  readonly shapes: ReadonlyMap<Ref, ShapeFacts>;
  /** Aggregates: identity, state and what is unique. */
  readonly aggregates: ReadonlyMap<Ref, AggregateFacts>;
  /** Commands of aggregates and external ones. */
  readonly commands: ReadonlyMap<Ref, CommandFacts>;
  /** Projections: columns, keys and what queries answer. */
  readonly projections: ReadonlyMap<Ref, ProjectionFacts>;
  /** Sagas: steps, state and its versions. */
  readonly sagas: ReadonlyMap<Ref, SagaFacts>;
}

/** Each part of the facts, with its kinds of blocks in the lock. */
export type Part = keyof Facts;

interface Declared {
  readonly ref: Ref;
  /** The doc comments of it (under no name) and its members, in order; known of models only, the lock leaves them out. */
  readonly docs?: ReadonlyMap<string, string>;
  /** A doc comment says `@deprecated`. */
  readonly deprecated: boolean;
}

export interface FieldFacts {
  readonly name: string;
  readonly type: string;
  readonly where?: string;
  readonly default?: string;
  /** Personal data: empty for the identity's, or the field that names the subject. */
  readonly personal?: string;
  /** State fields: the statuses, joined by ` | `. */
  readonly in?: string;
  /** The revision of its version that brought it; 1 for what was there from the start. */
  readonly revision: number;
}

export interface BrandFacts extends Declared {
  readonly base: string;
  readonly where?: string;
  readonly personal: boolean;
}

export interface EnumFacts extends Declared {
  readonly public: boolean;
  readonly versions: readonly EnumVersionFacts[];
}

export interface EnumVersionFacts {
  readonly version: number;
  readonly members: readonly string[];
  /** How it came from the version before, a step each; absent on version 1. */
  readonly steps?: readonly string[];
}

export interface ShapeFacts extends Declared {
  readonly kind: "event" | "value" | "entity";
  readonly public: boolean;
  /** Events: other stored names that are read as it. */
  readonly formerly: readonly string[];
  /** Events that are read only: what each becomes, a part each; empty when it becomes nothing. */
  readonly retired?: readonly string[];
  /** Oldest first. */
  readonly versions: readonly ShapeVersionFacts[];
  /** Fingerprints of the functions and getters that its steps and what it becomes rest on, by name. */
  readonly calls: ReadonlyMap<string, string>;
  readonly invariants: readonly RuleFacts[];
}

export interface ShapeVersionFacts {
  readonly version: number;
  /** Counts the changes in place that left all old data valid; from 1. */
  readonly revision: number;
  readonly fields: readonly FieldFacts[];
  /** How it came from the version before, a step each; absent on version 1. */
  readonly steps?: readonly string[];
}

/** An invariant with its condition. */
export interface RuleFacts {
  readonly name: string;
  readonly condition: string;
}

export interface AggregateFacts extends Declared {
  readonly public: boolean;
  readonly identity: { readonly name: string; readonly type: string };
  readonly state: readonly FieldFacts[];
  readonly invariants: readonly RuleFacts[];
  readonly uniques: readonly string[];
  /** Fingerprints of the `on` clauses, by the name of the event. */
  readonly handlers: ReadonlyMap<string, string>;
}

export interface CommandFacts extends Declared {
  readonly public: boolean;
  readonly external: boolean;
  readonly params: readonly FieldFacts[];
  /** External commands: the fields of the reply. */
  readonly returns: readonly FieldFacts[];
  readonly emits: readonly Ref[];
  readonly rejections: readonly Ref[];
}

export interface ProjectionFacts extends Declared {
  readonly public: boolean;
  readonly keys: readonly FieldFacts[];
  readonly fields: readonly FieldFacts[];
  /** Columns that are computed of the others; `value` is a fingerprint. */
  readonly getters: readonly ComputedFacts[];
  /** `spent desc, last`. */
  readonly indexes: readonly string[];
  /** Fingerprints of the handlers of each event, in order. */
  readonly handlers: ReadonlyMap<Ref, string>;
  readonly queries: readonly QueryFacts[];
}

export interface ComputedFacts {
  readonly name: string;
  readonly type: string;
  readonly value: string;
}

export interface QueryFacts {
  readonly name: string;
  /** As text. */
  readonly params: string;
  /** A fingerprint of which rows it answers, and in which order. */
  readonly answer: string;
}

export interface SagaFacts extends Declared {
  readonly key: { readonly name: string; readonly type: string };
  readonly fromStart: boolean;
  readonly state: readonly FieldFacts[];
  readonly starts: readonly string[];
  /** Steps and ends, each with its inputs (`on E by identity`) and timers (`after PT15M`). */
  readonly steps: readonly SagaStepFacts[];
  /** Commands that are remembered for `undo all`. */
  readonly undos: readonly string[];
  readonly version: number;
  /** The steps of each clause, by version. */
  readonly clauses: ReadonlyMap<number, readonly string[]>;
}

export interface SagaStepFacts {
  readonly name: string;
  readonly end: boolean;
  /** `on Billing.PaymentTaken by key(…)`: what each input is and how it finds its instance. */
  readonly inputs: readonly string[];
  readonly timers: readonly string[];
}

/** Current version of a shape or enum. */
export const latest = <V extends { readonly version: number }>({
  versions,
}: {
  readonly versions: readonly V[];
}): V => {
  const last = versions.at(-1);
  if (last === undefined) throw new Error("A shape without versions");
  return last;
};

export const versionOf = <V extends { readonly version: number }>(
  { versions }: { readonly versions: readonly V[] },
  version: number,
): V | undefined => versions.find((one) => one.version === version);

export const fieldOf = (fields: readonly FieldFacts[], name: string): FieldFacts | undefined =>
  fields.find((field) => field.name === name);
