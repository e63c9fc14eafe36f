/**
 * What an app is made of: its modules and their external functions, judged once when it is created.
 */
import { runtimeContract, type AggregateDefinition, type Module } from "../contract.js";
import { ConfigurationError } from "../errors.js";
import type { ProjectionDefinition } from "../projections/definition.js";
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
  const served = new Map<string, Served>();
  const contexts = new Set<string>();
  for (const module of modules) {
    assertContract(module);
    if (contexts.has(module.context)) {
      throw new ConfigurationError(`The context ${module.context} is given twice in modules.`);
    }
    contexts.add(module.context);
    const given = externalsOf(module, externals[module.context] ?? {});
    for (const definition of module.aggregates) {
      served.set(definition.name, { definition, externals: given, reader: eventReader(definition, given) });
    }
  }
  for (const context of Object.keys(externals)) {
    if (contexts.has(context)) continue;
    throw new ConfigurationError(`externals has ${context}, which is the context of none of the modules.`);
  }
  return served;
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
  for (const { name, events } of definitions) {
    const missing = Object.keys(events).find((category) => !served.has(category));
    if (missing === undefined) continue;
    throw new ConfigurationError(
      `The projection ${name} handles events of ${missing}: give createApp the module of ${missing.split(".")[0] ?? missing} too.`,
    );
  }
  return definitions;
}

function assertContract({ context, contract }: Module): void {
  if (contract === runtimeContract) return;
  throw new ConfigurationError(
    `The module ${context} was generated for contract ${String(contract)}, and this @esdl/runtime has contract ${String(runtimeContract)}. ` +
      "Install the same version of esdl and @esdl/runtime, then run: npx esdl compile",
  );
}

function externalsOf(module: Module, given: object): object {
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
  return given;
}
