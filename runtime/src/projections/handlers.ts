/** The handlers of a projection, found by category and name: once per event and projection, so it must be quick. */
import type { ProjectionDefinition, ProjectionHandler } from "./definition.js";

/** By category, then by the name of the event. In maps, since names of events may be names that objects inherit. */
export type Handlers = ReadonlyMap<string, ReadonlyMap<string, ProjectionHandler>>;

export const handlersOf = ({ events }: ProjectionDefinition): Handlers =>
  new Map(
    Object.entries(events).map(([category, handlers]) => [category, new Map(Object.entries(handlers))]),
  );
