/**
 * What scenarios may need that the runtime does not do yet. A scenario that needs a row of this table becomes a
 * `todo` with the reason, so that nobody takes it for passed. A row goes when the runtime has learned it; when none is left,
 * this file goes.
 */
import type { Context, Lookup, Model, Ref, ScenarioDecl } from "@esdl/language/model";

export type Need = "old versions" | "projections" | "sagas and policies" | "external commands";

/** The rows: take one away, and the scenarios that need it are run. */
const notYet: ReadonlySet<Need> = new Set([
  "old versions",
  "projections",
  "sagas and policies",
  "external commands",
]);

/** What a scenario needs that is not there yet; none: it can run. */
export function missing(scenario: ScenarioDecl, model: Model, lookup: Lookup): readonly Need[] {
  return [...needs(scenario, model, lookup)].filter((need) => notYet.has(need));
}

function needs(scenario: ScenarioDecl, model: Model, lookup: Lookup): ReadonlySet<Need> {
  const found = new Set<Need>();
  for (const { event, version } of scenario.given) {
    if (version !== undefined || lookup.events.get(event)?.retired !== undefined) found.add("old versions");
  }
  for (const { kind } of scenario.then) {
    if (kind === "row" || kind === "noRow") found.add("projections");
    if (kind === "saga") found.add("sagas and policies");
  }
  for (const action of scenario.when) {
    if (action.kind === "command" && action.call.aggregate === undefined) found.add("external commands");
  }
  if (scenario.subject === undefined && setsOff(scenario, model.contexts, lookup))
    found.add("sagas and policies");
  return found;
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
