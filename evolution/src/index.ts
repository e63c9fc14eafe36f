/** What changed between two versions of a model, and whom it hurts; comparison of JSON Schemas. */
export * from "./schemas/index.js";
export { compare, type Newer, type Older } from "./diff/diff.js";
export type { Finding, Paste, Place, Touched } from "./diff/finding.js";
export { placesInLock, placesOf, type Places } from "./diff/places.js";
export { type Facts, latest } from "./facts/facts.js";
export { factsOf } from "./facts/of-model.js";
export {
  type Block,
  blocksOf,
  lockName,
  type LockProblem,
  type LockRead,
  readLock,
  writeLock,
} from "./lock/lock.js";
export { release, without } from "./lock/release.js";
export { explainRule, type Rule, type RuleId, ruleOf, rules, type Verdict } from "./rules/index.js";
export {
  compareGates,
  type Gate,
  type GateState,
  isTransitive,
  judge,
  type Judged,
  type Mode,
  modes,
  refusalOf,
  type Suppression,
} from "./gate.js";
export { type Edit, editOf } from "./paste.js";
