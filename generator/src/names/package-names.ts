/** The names of a whole model's files and modules, and the names that cannot be emitted. */
import type { Context, Documented, Model, Ref, Span } from "@esdl/language/model";
import type { Finding } from "../emitter.js";
import { fileNames } from "./files.js";
import { typeName } from "./identifiers.js";

/** Each function throws for what is not in the model. */
export interface PackageNames {
  /** The folder of a context below `src/`, and its sub-path export: `banking`. */
  folder(context: string): string;
  /** The file of an aggregate, projection, saga or policy in its context's folder, without extension: `account-overview`. */
  file(ref: Ref): string;
  /** The constant that holds a context's registry, exported by the context's index: `bankingRegistry`. */
  registry(context: string): string;
  /** The constant that holds a context's module, exported by the context's index: `banking`. */
  module(context: string): string;
}

/** The names of one model; computed once per emitter. */
export function packageNames(model: Model): PackageNames {
  const folders = fileNames(model.contexts.map((context) => context.name));
  const files = new Map<Ref, string>();
  const modules = new Map<string, string>();
  const registries = new Map<string, string>();
  for (const context of model.contexts) {
    const declared = [...context.aggregates, ...context.projections, ...context.sagas, ...context.policies];
    const names = fileNames(declared.map(({ name }) => name));
    for (const { ref, name } of declared) files.set(ref, known(names, name));
    modules.set(context.name, constantName(context, ""));
    registries.set(context.name, constantName(context, "Registry"));
  }
  return {
    folder: (context) => known(folders, context),
    file: (ref) => known(files, ref),
    module: (context) => known(modules, context),
    registry: (context) => known(registries, context),
  };
}

function known(names: ReadonlyMap<string, string>, key: string): string {
  const name = names.get(key);
  if (name === undefined) throw new Error(`The model has no ${key}`);
  return name;
}

/** `Banking` is `banking`, `HRSystem` is `hrSystem`; steps aside for what the context exports besides. */
function constantName(context: Context, suffix: string): string {
  const exported = new Set(exportedBy(context).map(({ name }) => typeName(name)));
  let name = typeName(
    context.name.replace(/^(?:[A-Z]+(?=[A-Z][a-z])|[A-Z]+)/u, (start) => start.toLowerCase()) + suffix,
  );
  while (exported.has(name)) name += "_";
  return name;
}

/** What a context's index exports by its name in the model. */
function exportedBy(context: Context): readonly Documented[] {
  return [
    ...context.brands,
    ...context.enums,
    ...context.values,
    ...context.roles,
    ...context.functions,
    ...context.externalCommands,
    ...context.aggregates,
    ...context.projections,
    ...context.sagas,
    ...context.policies,
  ];
}

/** The names of a model that no mapping can save. */
export function* refusedNames(model: Model): Generator<Finding> {
  for (const member of members(model)) {
    if (member.name !== "__proto__") continue;
    yield {
      message: "`__proto__` cannot be the name of a member: in JavaScript it sets the prototype of an object",
      span: member.nameSpan,
      help: "Rename it, for example to `proto`.",
    };
  }
}

type Named = Pick<Documented, "name"> & { readonly nameSpan: Span };

/** Everything of a model that becomes a member of an object. */
function* members(model: Model): Generator<Named> {
  for (const context of model.contexts) {
    for (const { members: ofEnum } of context.enums) yield* ofEnum;
    for (const value of context.values) yield* shape(value);
    for (const external of context.externalCommands)
      yield* [external, ...external.params, ...external.returns];
    for (const declared of context.functions) yield* [declared, ...declared.params];
    for (const aggregate of context.aggregates) {
      yield* [aggregate.identity, ...aggregate.state.fields, ...aggregate.state.getters];
      for (const entity of aggregate.entities) yield* shape(entity);
      for (const event of aggregate.events) yield* [event, ...shape(event)];
      for (const command of aggregate.commands) yield* [command, ...command.params];
      for (const rejection of aggregate.rejections) yield* [rejection, ...rejection.fields];
      const lifecycle = aggregate.lifecycle;
      for (const name of lifecycle?.statuses ?? [])
        yield { name, nameSpan: lifecycle?.span ?? aggregate.span };
    }
    for (const projection of context.projections) {
      yield* [...projection.keys, ...projection.fields, ...projection.getters];
      for (const query of projection.queries) yield* [query, ...query.params];
    }
    for (const saga of context.sagas) {
      yield* [saga.key, ...saga.state.fields, ...saga.state.getters, ...saga.steps, ...saga.ends];
      // Steps that it had once lead to those of today, in an object.
      for (const { steps } of saga.clauses)
        for (const step of steps) {
          const name = step.kind === "renameStep" ? step.from : step.kind === "removeStep" ? step.name : "";
          yield { name, nameSpan: step.span };
        }
    }
  }
}

function* shape(declared: {
  readonly fields: readonly Named[];
  readonly getters: readonly Named[];
  readonly versions: readonly { readonly fields: readonly Named[] }[];
}): Generator<Named> {
  yield* [...declared.fields, ...declared.getters];
  // The last version has the current fields.
  for (const version of declared.versions.slice(0, -1)) yield* version.fields;
}
