/** Running the scenarios of a model. */
import type { Model, ScenarioDecl } from "@esdl/language/model";
import type { RunOptions, ScenarioResult } from "./result.js";

/** A scenario, ready to be run. Running it again gives the same result. */
export interface PreparedScenario {
  /** The context that the scenario stands in. */
  readonly context: string;
  readonly scenario: ScenarioDecl;
  run(): ScenarioResult;
}

/**
 * A model's scenarios, ready to be run in any order and any number. Preparing costs little (declarations are indexed,
 * bodies are compiled when they are first needed), so that a mutation check may prepare thousands of mutants.
 */
export function prepare(model: Model, options: RunOptions = {}): readonly PreparedScenario[] {
  const { filter = () => true } = options;
  return model.contexts.flatMap(({ name: context, scenarios }) =>
    scenarios
      .filter((scenario) => filter(scenario, context))
      .map((scenario) => ({
        context,
        scenario,
        run: () => ({ context, scenario, status: "notYet", reason: "the simulator is being built" }),
      })),
  );
}

/**
 * Runs the scenarios of a model, one by one as the results are asked for, in the order of the model: contexts by name,
 * then files, then places. Never throws for what a model says.
 */
export function* runScenarios(model: Model, options: RunOptions = {}): Generator<ScenarioResult> {
  for (const scenario of prepare(model, options)) yield scenario.run();
}
