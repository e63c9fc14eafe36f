/** Interprets a checked model: the reference semantics of the language, and the runner of its scenarios. */
export type { Caller } from "./aggregates/decide.js";
export type { Rejection } from "./aggregates/rejections.js";
export { defaultBudget, type Budget } from "./budget.js";
export type { Called } from "./expressions/frame.js";
export {
  createUpcasting,
  type ExternalSteps,
  type StoredEvent,
  type Upcasting,
} from "./history/upcasting.js";
export type * from "./scenarios/result.js";
export { prepare, runScenarios, type PreparedScenario } from "./scenarios/run.js";
export {
  createSimulator,
  type Action,
  type Effect,
  type Offer,
  type Simulator,
  type Step,
} from "./simulator.js";
export { Stopped } from "./stops.js";
export type { Data, Value } from "./values/value.js";
export type { Internal } from "./world/processes.js";
export type { Happened } from "./world/record.js";
export type {
  Answer,
  Flight,
  Instance,
  Parked,
  Recorded,
  Row,
  Sent,
  Stream,
  Timer,
  World,
} from "./world/world.js";
export { mutationCheck, type MutantResult, type MutationCheck } from "./mutate/check.js";
export type { MutationOperator } from "./mutate/expressions.js";
export type { Mutant } from "./mutate/mutant.js";
