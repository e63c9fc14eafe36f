/** Interprets a checked model: the reference semantics of the language, and the runner of its scenarios. */
export { defaultBudget, type Budget } from "./budget.js";
export type * from "./scenarios/result.js";
export { prepare, runScenarios, type PreparedScenario } from "./scenarios/run.js";
export { expressionText } from "./text/expression.js";
