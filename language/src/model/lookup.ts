/** Finding declarations of a model by their qualified name. */
import type {
  AggregateDecl,
  BrandDecl,
  CommandDecl,
  EntityDecl,
  EnumDecl,
  EventDecl,
  ExternalCommandDecl,
  FunctionDecl,
  Lifecycle,
  RejectionDecl,
  RoleDecl,
  ValueDecl,
} from "./declarations.js";
import type { Context, Model } from "./index.js";
import type { PolicyDecl, ProjectionDecl, SagaDecl } from "./processes.js";
import type { Ref } from "./types.js";

/** One map per kind of declaration, keyed by qualified name. */
export interface Lookup {
  readonly contexts: ReadonlyMap<string, Context>;
  readonly brands: ReadonlyMap<Ref, BrandDecl>;
  readonly enums: ReadonlyMap<Ref, EnumDecl>;
  /** Status enums, by the enum's name (`Sales.Order.Status`). */
  readonly lifecycles: ReadonlyMap<Ref, Lifecycle>;
  readonly values: ReadonlyMap<Ref, ValueDecl>;
  readonly entities: ReadonlyMap<Ref, EntityDecl>;
  readonly roles: ReadonlyMap<Ref, RoleDecl>;
  readonly functions: ReadonlyMap<Ref, FunctionDecl>;
  readonly externalCommands: ReadonlyMap<Ref, ExternalCommandDecl>;
  readonly aggregates: ReadonlyMap<Ref, AggregateDecl>;
  readonly events: ReadonlyMap<Ref, EventDecl>;
  readonly commands: ReadonlyMap<Ref, CommandDecl>;
  readonly rejections: ReadonlyMap<Ref, RejectionDecl>;
  readonly projections: ReadonlyMap<Ref, ProjectionDecl>;
  readonly sagas: ReadonlyMap<Ref, SagaDecl>;
  readonly policies: ReadonlyMap<Ref, PolicyDecl>;
}

/** Indexes a model; linear in its declarations. */
export function lookup(model: Model): Lookup {
  const contexts = model.contexts;
  const aggregates = contexts.flatMap((context) => context.aggregates);
  const byRef = <D extends { readonly ref: Ref }>(declarations: readonly D[]): ReadonlyMap<Ref, D> =>
    new Map(declarations.map((declaration) => [declaration.ref, declaration]));
  return {
    contexts: new Map(contexts.map((context) => [context.name, context])),
    brands: byRef(contexts.flatMap((context) => context.brands)),
    enums: byRef(contexts.flatMap((context) => context.enums)),
    lifecycles: new Map(
      aggregates.flatMap(({ lifecycle }) =>
        lifecycle === undefined ? [] : [[lifecycle.enum, lifecycle] as const],
      ),
    ),
    values: byRef(contexts.flatMap((context) => context.values)),
    entities: byRef(aggregates.flatMap((aggregate) => aggregate.entities)),
    roles: byRef(contexts.flatMap((context) => context.roles)),
    functions: byRef(contexts.flatMap((context) => context.functions)),
    externalCommands: byRef(contexts.flatMap((context) => context.externalCommands)),
    aggregates: byRef(aggregates),
    events: byRef(aggregates.flatMap((aggregate) => aggregate.events)),
    commands: byRef(aggregates.flatMap((aggregate) => aggregate.commands)),
    rejections: byRef(aggregates.flatMap((aggregate) => aggregate.rejections)),
    projections: byRef(contexts.flatMap((context) => context.projections)),
    sagas: byRef(contexts.flatMap((context) => context.sagas)),
    policies: byRef(contexts.flatMap((context) => context.policies)),
  };
}
