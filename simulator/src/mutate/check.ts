/** The mutation check: which of the small mistakes in a model its scenarios notice. */
import type { Model, ScenarioDecl } from "@esdl/language/model";
import { prepare, type PreparedScenario } from "../scenarios/run.js";
import type { RunOptions } from "../scenarios/result.js";
import { mutantsOf } from "./declarations.js";
import type { Mutant } from "./mutant.js";

/** What became of a mutant. */
export interface MutantResult {
  /** The mutant. */
  readonly mutant: Mutant;
  /**
   * - `killed`: a scenario that passes on the model fails on the mutant
   * - `survived`: scenarios come to the place, and all pass as before
   * - `notCovered`: no scenario comes to the place
   */
  readonly status: "killed" | "survived" | "notCovered";
  /** The scenario that noticed it. */
  readonly killedBy?: ScenarioDecl;
}

/** Which of the small mistakes in a model its scenarios notice; found out while `results` is read. */
export interface MutationCheck {
  /** Scenarios that pass on the model itself; the others notice nothing. */
  readonly passing: readonly ScenarioDecl[];
  /** How many fail on the model itself, or were not run. */
  readonly others: number;
  /** All mutants, in the order of the model. */
  readonly mutants: readonly Mutant[];
  /** One result for each mutant, in their order, as they are asked for. */
  readonly results: Generator<MutantResult>;
}

/** Runs the scenarios on every mutant of the model, as far as they can notice it and until one does. */
export function mutationCheck(model: Model, options: RunOptions = {}): MutationCheck {
  const before = prepare(model, options).map((scenario) => scenario.run());
  const passing = before.filter(({ status }) => status === "passed").map(({ scenario }) => scenario);
  const mutants = [...mutantsOf(model)];
  const judge = judgeOf(passing, options);
  return {
    passing,
    others: before.length - passing.length,
    mutants,
    results: (function* () {
      for (const mutant of mutants) yield judge(mutant);
    })(),
  };
}

function judgeOf(passing: readonly ScenarioDecl[], options: RunOptions): (mutant: Mutant) => MutantResult {
  const open = passing.filter(({ subject }) => subject === undefined);
  const able = ({ scope: { aggregate, processes } }: Mutant): readonly ScenarioDecl[] => {
    if (processes === true) return open;
    return aggregate === undefined
      ? passing
      : passing.filter(({ subject }) => subject === undefined || subject === aggregate);
  };
  const killer = (mutant: Mutant, model: Model): ScenarioDecl | undefined => {
    const those = new Set(able(mutant));
    const prepared = prepare(model, { ...options, filter: (scenario) => those.has(scenario) });
    return inOrder(prepared, mutant).find((scenario) => !passes(scenario))?.scenario;
  };
  const comesThere = (mutant: Mutant): boolean => {
    const those = able(mutant);
    if (mutant.trapped !== undefined) return killer(mutant, mutant.trapped()) !== undefined;
    const { command } = mutant.scope;
    return command === undefined ? those.length > 0 : those.some((scenario) => carriesOut(scenario, command));
  };
  return (mutant) => {
    const killedBy = killer(mutant, mutant.model());
    if (killedBy !== undefined) return { mutant, status: "killed", killedBy };
    return { mutant, status: comesThere(mutant) ? "survived" : "notCovered" };
  };
}

/** Those that carry out the command first: the likeliest to notice. */
function inOrder(
  prepared: readonly PreparedScenario[],
  { scope: { command } }: Mutant,
): readonly PreparedScenario[] {
  if (command === undefined) return prepared;
  const likely = prepared.filter(({ scenario }) => carriesOut(scenario, command));
  return [...likely, ...prepared.filter((scenario) => !likely.includes(scenario))];
}

const carriesOut = ({ when }: ScenarioDecl, command: string): boolean =>
  when.some((action) => action.kind === "command" && action.call.command === command);

/** A mutant need not be a right model: what cannot go on at all does not pass. */
function passes(scenario: PreparedScenario): boolean {
  try {
    return scenario.run().status === "passed";
  } catch {
    return false;
  }
}
