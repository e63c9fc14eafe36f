/** What `createApp` was given, judged before anything is opened: programs may be plain JavaScript. */
import { ConfigurationError } from "../errors.js";
import type { ProjectionDefinition } from "../projections/definition.js";

/** @throws ConfigurationError when there is no store, or something in `modules` is no module */
export function assertOptions(options: { readonly modules: unknown; readonly store: unknown }): void {
  const { modules, store } = options;
  if (!Array.isArray(modules)) {
    throw new ConfigurationError(
      "createApp needs `modules`: a list of what generated packages export, like [banking].",
    );
  }
  for (const [at, module] of modules.entries()) {
    if (isObject(module) && typeof module["context"] === "string" && Array.isArray(module["aggregates"]))
      continue;
    throw new ConfigurationError(
      `modules[${String(at)}] is no module. Give what a generated package exports for its context: ` +
        'import { banking } from "#domain/banking".',
    );
  }
  if (!isObject(store) || typeof store["open"] !== "function") {
    throw new ConfigurationError(
      'createApp needs a `store`: memory(), or sqlite("file.db") of @esdl/runtime/sqlite.',
    );
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

/**
 * The names of the projections that commit with the append.
 *
 * @throws ConfigurationError when one is no projection of the modules, or has partitions
 */
export function inlineOf(
  inline: readonly { readonly definition: ProjectionDefinition }[],
  definitions: readonly ProjectionDefinition[],
  partitions: Readonly<Record<string, number>>,
): ReadonlySet<string> {
  for (const { definition } of inline) {
    const { name } = definition;
    if (!definitions.some((one) => one.name === name)) {
      throw new ConfigurationError(`projections.inline has ${name}, which is no projection of the modules.`);
    }
    if ((partitions[name] ?? 1) > 1) {
      throw new ConfigurationError(
        `${name} commits with the append, so it cannot have partitions: leave it out of inline or of partitions.`,
      );
    }
  }
  return new Set(inline.map(({ definition }) => definition.name));
}

/** @throws ConfigurationError when a number of partitions is none, or is for no projection */
export function assertPartitions(
  partitions: Readonly<Record<string, number>>,
  definitions: readonly ProjectionDefinition[],
): void {
  for (const [name, count] of Object.entries(partitions)) {
    if (!definitions.some((definition) => definition.name === name)) {
      throw new ConfigurationError(
        `projections.partitions has ${name}, which is no projection of the modules.`,
      );
    }
    if (!Number.isSafeInteger(count) || count < 1 || count > 1024) {
      throw new ConfigurationError(
        `projections.partitions.${name} must be a whole number from 1 to 1024, not ${String(count)}.`,
      );
    }
  }
}
