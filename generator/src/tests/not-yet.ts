/**
 * What scenarios may need that only a person can give. A scenario that needs it becomes a `todo` with the reason, so that nobody
 * takes it for passed.
 */
import type { GivenEvent, Lookup, Ref, ScenarioDecl, Versioned } from "@esdl/language/model";

export type Need = "a function for an external step";

/** What a scenario needs that is not there; none: it can run. */
export function missing(scenario: ScenarioDecl, lookup: Lookup): readonly Need[] {
  return scenario.given.some((given) => isBroughtByHand(given, lookup))
    ? ["a function for an external step"]
    : [];
}

/** Whether an old version is read through a step, of the event or of a value, that is left to TypeScript. */
function isBroughtByHand({ event, version }: GivenEvent, lookup: Lookup): boolean {
  const declared = lookup.events.get(event);
  if (declared === undefined || version === undefined) return false;
  const isExternal = (shape: Versioned, after: number): boolean =>
    shape.versions.some((one) => one.version > after && one.clause?.via !== undefined);
  const shapes = [...lookup.values.values(), ...lookup.entities.values()];
  return (
    isExternal(declared, version) ||
    shapes.some((shape) => isExternal(shape, 1) && adopts(declared, shape.ref))
  );
}

/** Whether a version of an event takes a new version of a value in. */
function adopts(event: Versioned, ref: Ref): boolean {
  return event.versions.some(({ clause }) =>
    (clause?.steps ?? []).some((step) => step.kind === "adopt" && step.ref === ref),
  );
}
