/** Interprets a checked model: the reference semantics of the language, and the runner of its scenarios. */
export { defaultBudget, type Budget } from "./budget.js";
export type * from "./scenarios/result.js";
export { prepare, runScenarios, type PreparedScenario } from "./scenarios/run.js";
export { expressionText } from "./text/expression.js";
export { mutationCheck, type MutantResult, type MutationCheck } from "./mutate/check.js";
export type { MutationOperator } from "./mutate/expressions.js";
export type { Mutant } from "./mutate/mutant.js";
