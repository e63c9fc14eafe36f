/**
 * What an app is made of: its modules and their external functions, judged once when it is created.
 */
import {
  runtimeContract,
  type AggregateDefinition,
  type ExternalCommandContext,
  type Module,
} from "../contract.js";
import { ConfigurationError } from "../errors.js";
import type { ProjectionDefinition } from "../projections/definition.js";
import type { Carrier } from "../sagas/carry.js";
import type { GivenExternalCommands } from "../sagas/definition.js";
import type { Processed } from "../sagas/process.js";
import { eventReader, type EventReader } from "./reading.js";

/** An aggregate with what its commands may call. */
export interface Served {
  readonly definition: AggregateDefinition;
  readonly externals: object;
  /** How its stored events are read. */
  readonly reader: EventReader;
}

/** External functions by context and name, as they were given. */
export type GivenExternals = Readonly<Record<string, object | undefined>>;

/**
 * The aggregates of an app, by name.
 *
 * @throws ConfigurationError when modules are of another contract, appear twice, or lack an external function
 */
export function serve(modules: readonly Module[], externals: GivenExternals): ReadonlyMap<string, Served> {
  const contexts = new Set<string>();
  for (const module of modules) {
    assertContract(module);
    if (contexts.has(module.context)) {
      throw new ConfigurationError(`The context ${module.context} is given twice in modules.`);
    }
    contexts.add(module.context);
    assertExternals(module, externals[module.context] ?? {});
  }
  for (const context of Object.keys(externals)) {
    if (contexts.has(context)) continue;
    throw new ConfigurationError(`externals has ${context}, which is the context of none of the modules.`);
  }
  const calledBy = externalsIn(modules, externals);
  return new Map(
    modules.flatMap(({ context, aggregates }) =>
      aggregates.map((definition): readonly [string, Served] => {
        const called = calledBy(context);
        return [definition.name, { definition, externals: called, reader: eventReader(definition, called) }];
      }),
    ),
  );
}

/**
 * What code of each context calls: the functions that were given for it, and those of other contexts that it reaches for, with
 * what these reach for.
 *
 * @throws ConfigurationError when the module of such a context is missing
 */
export function externalsIn(modules: readonly Module[], given: GivenExternals): (context: string) => object {
  const own = (context: string): object => given[context] ?? {};
  // Contexts may reach for one another: each is there before any is filled.
  const reaching = new Map(
    modules.flatMap(({ context, reaches }) =>
      reaches === undefined ? [] : [[context, { ...own(context) }]],
    ),
  );
  const calledBy = (context: string): object => reaching.get(context) ?? own(context);
  for (const { context, reaches = {} } of modules) {
    for (const [member, other] of Object.entries(reaches)) {
      if (!modules.some((module) => module.context === other)) {
        throw new ConfigurationError(
          `The context ${context} calls external functions of ${other}: give createApp the module of ${other} too.`,
        );
      }
      Object.defineProperty(calledBy(context), member, { value: calledBy(other), enumerable: true });
    }
  }
  return calledBy;
}

/**
 * The projections of an app.
 *
 * @throws ConfigurationError when one handles events of an aggregate whose module is not given
 */
export function projectionsOf(
  modules: readonly Module[],
  served: ReadonlyMap<string, Served>,
): readonly ProjectionDefinition[] {
  const definitions = modules.flatMap(({ projections = [] }) => projections);
  for (const definition of definitions) assertEvents("The projection", definition, served);
  return definitions;
}

/**
 * The sagas and policies of an app, with the external functions that they may call.
 *
 * @throws ConfigurationError when one handles events of an aggregate whose module is not given
 */
export function processesOf(
  modules: readonly Module[],
  served: ReadonlyMap<string, Served>,
  externals: GivenExternals,
): readonly Processed[] {
  const calledBy = externalsIn(modules, externals);
  const all = modules.flatMap(({ context, sagas = [], policies = [] }): readonly Processed[] => [
    ...sagas.map((definition) => ({ kind: "saga" as const, definition, externals: calledBy(context) })),
    ...policies.map((definition) => ({ kind: "policy" as const, definition })),
  ]);
  for (const { kind, definition } of all) assertEvents(`The ${kind}`, definition, served);
  return all;
}

/** @throws ConfigurationError when something handles events of an aggregate whose module is not given */
function assertEvents(
  what: string,
  { name, events }: { readonly name: string; readonly events: object },
  served: ReadonlyMap<string, Served>,
): void {
  const missing = Object.keys(events).find((category) => !served.has(category));
  if (missing === undefined) return;
  throw new ConfigurationError(
    `${what} ${name} handles events of ${missing}: give createApp the module of ${missing.split(".")[0] ?? missing} too.`,
  );
}

/**
 * What carries out the external commands of an app, by their qualified names.
 *
 * @throws ConfigurationError when a handler is missing, or is of no external command
 */
export function carriersOf(
  modules: readonly Module[],
  given: GivenExternalCommands,
): ReadonlyMap<string, Carrier> {
  const carriers = new Map<string, Carrier>();
  for (const { context, externalCommands = [] } of modules) {
    const handlers = given[context] ?? {};
    const bare = ({ name }: { readonly name: string }): string => name.slice(context.length + 1);
    const declared = externalCommands.map(bare);
    const missing = declared.filter((name) => typeof Reflect.get(handlers, name) !== "function");
    if (missing.length > 0) {
      throw new ConfigurationError(
        `The context ${context} has external commands: give createApp what carries them out, ` +
          `{ externalCommands: { ${context}: { ${missing.join(", ")} } } }.`,
      );
    }
    const unknown = Object.keys(handlers).filter((name) => !declared.includes(name));
    if (unknown.length > 0) {
      throw new ConfigurationError(
        `externalCommands.${context} has ${unknown.join(", ")}, which its model does not declare as external commands.`,
      );
    }
    for (const definition of externalCommands) {
      const handler: unknown = Reflect.get(handlers, bare(definition));
      carriers.set(definition.name, { definition, handle: handling(handler, handlers) });
    }
  }
  for (const context of Object.keys(given)) {
    if (modules.some((module) => module.context === context)) continue;
    throw new ConfigurationError(
      `externalCommands has ${context}, which is the context of none of the modules.`,
    );
  }
  return carriers;
}

/** A handler may be a method of the object that it was given in. */
const handling =
  (handler: unknown, of: object): Carrier["handle"] =>
  (input: object, context: ExternalCommandContext): unknown =>
    typeof handler === "function" ? Reflect.apply(handler, of, [input, context]) : undefined;

function assertContract({ context, contract }: Module): void {
  if (contract === runtimeContract) return;
  throw new ConfigurationError(
    `The module ${context} was generated for contract ${String(contract)}, and this @esdl/runtime has contract ${String(runtimeContract)}. ` +
      "Install the same version of esdl and @esdl/runtime, then run: npx esdl compile",
  );
}

/** @throws ConfigurationError when a function is missing, or is none of the context's */
function assertExternals(module: Module, given: object): void {
  const functions = new Map<string, unknown>(Object.entries(given));
  const declared: readonly string[] = module.externals;
  const missing = declared.filter((name) => typeof functions.get(name) !== "function");
  if (missing.length > 0) {
    throw new ConfigurationError(
      `The context ${module.context} needs external functions: give createApp ` +
        `{ externals: { ${module.context}: { ${missing.join(", ")} } } }.`,
    );
  }
  const unknown = [...functions.keys()].filter((name) => !declared.includes(name));
  if (unknown.length > 0) {
    throw new ConfigurationError(
      `externals.${module.context} has ${unknown.join(", ")}, which its model does not declare as external functions.`,
    );
  }
}
