/**
 * What scenarios may need that the runtime does not do yet. A scenario that needs a row of this table becomes a
 * `todo` with the reason, so that nobody takes it for passed. A row goes when the runtime has learned it.
 */
import type { Context, GivenEvent, Lookup, Model, Ref, ScenarioDecl, Versioned } from "@esdl/language/model";

export type Need = "sagas and policies" | "external commands" | "a function for an external step";

/** The rows: take one away, and the scenarios that need it are run. The last one stays: the model cannot say it. */
const notYet: ReadonlySet<Need> = new Set([
  "sagas and policies",
  "external commands",
  "a function for an external step",
]);

/** What a scenario needs that is not there yet; none: it can run. */
export function missing(scenario: ScenarioDecl, model: Model, lookup: Lookup): readonly Need[] {
  return [...needs(scenario, model, lookup)].filter((need) => notYet.has(need));
}

function needs(scenario: ScenarioDecl, model: Model, lookup: Lookup): ReadonlySet<Need> {
  const found = new Set<Need>();
  if (scenario.given.some((given) => isBroughtByHand(given, lookup)))
    found.add("a function for an external step");
  for (const { kind } of scenario.then) {
    if (kind === "saga") found.add("sagas and policies");
  }
  for (const action of scenario.when) {
    if (action.kind === "command" && action.call.aggregate === undefined) found.add("external commands");
  }
  if (scenario.subject === undefined && setsOff(scenario, model.contexts, lookup))
    found.add("sagas and policies");
  return found;
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

/** Whether an event that a scenario gives, or that its commands may emit, reaches a saga or a policy. */
function setsOff(scenario: ScenarioDecl, contexts: readonly Context[], lookup: Lookup): boolean {
  const handled = new Set<Ref>();
  for (const { sagas, policies } of contexts) {
    for (const { event } of policies) handled.add(event);
    for (const { starts, steps } of sagas) {
      for (const { input } of [...starts, ...steps.flatMap(({ handlers }) => handlers)]) {
        if (input.kind === "event") handled.add(input.event);
      }
    }
  }
  const emitted = scenario.when.flatMap((action) =>
    action.kind === "command" ? (lookup.commands.get(action.call.command)?.emits ?? []) : [],
  );
  return [...scenario.given.map(({ event }) => event), ...emitted].some((event) => handled.has(event));
}
