/** The handlers of a projection, found by category and name: once per event and projection, so it must be quick. */
import type { ProjectionDefinition, ProjectionHandler } from "./definition.js";

/** By category, then by the name of the event. In maps, since names of events may be names that objects inherit. */
export type Handlers = ReadonlyMap<string, ReadonlyMap<string, ProjectionHandler>>;

const known = new WeakMap<ProjectionDefinition, Handlers>();

/** Made once per definition. */
export function handlersOf(definition: ProjectionDefinition): Handlers {
  let handlers = known.get(definition);
  if (handlers === undefined) {
    const byCategory = Object.entries(definition.events);
    handlers = new Map(byCategory.map(([category, of]) => [category, new Map(Object.entries(of))]));
    known.set(definition, handlers);
  }
  return handlers;
}
