/**
 * `@esdl/runtime/testing`: tests of what a model says, on the generated code. `given(…).when(…).then(…)` on one aggregate
 * without a store, `scenario(…)` on an app, a clock and ids that are the same in every run. No test runner is needed: what
 * fails throws an error that runners know how to show.
 */
export { decimalOf, fails, first, jsonOf, sound, such, type Care } from "./arbitrary.js";
export { caller, system } from "./callers.js";
export { testClock, type TestClock } from "./clock.js";
export { ExpectationError } from "./failure.js";
export { given, type Asking, type Given } from "./given.js";
export { growHistory, type Growth } from "./grow.js";
export { checkHistory, checkInput, type LivedHistory, type HistoryOptions } from "./history.js";
export { seededIds, uuidOf } from "./ids.js";
export { exactly, inAnyOrder, named, type Exactly, type InAnyOrder, type Named } from "./match.js";
export {
  computed,
  events,
  inStep,
  noRow,
  notStarted,
  nothing,
  rejected,
  row,
  state,
  type ComputedOf,
  type EventsOf,
  type ExpectedRejection,
  type Nothing,
  type RowOf,
  type StateIs,
  type StateOf,
  type StepOf,
} from "./expectations.js";
export { scenario, type Scenario } from "./scenario.js";
export { testApp, useStore, type TestApp, type TestAppOptions } from "./test-app.js";
export type {
  CurrentEvent,
  ExpectedEvent,
  GeneratedAggregate,
  GeneratedProjection,
  GivenEvent,
  Partly,
  Plain,
  StoredVersion,
} from "./types.js";
