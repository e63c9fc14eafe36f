/**
 * `@esdl/runtime`: what generated code runs on. Values are in `@esdl/runtime/values`, stores other than the one in memory
 * under their own names.
 */
export { runtimeContract } from "./contract.js";
export type * from "./contract.js";
export * from "./deciding.js";
export * from "./registry.js";
export {
  createApp,
  type App,
  type AppOptions,
  type ExternalCommandsOf,
  type ExternalsOf,
  type Health,
  type ProjectionControl,
  type ProjectionSettings,
  type SagaSettings,
  type WithExternalCommands,
  type WithExternals,
} from "./app/app.js";
export type { Accepted, Outcome, RecordedEvent, Rejected } from "./app/outcome.js";
export type { ExecuteOptions } from "./app/request.js";
export {
  Closed,
  CommandIdReused,
  CommandRejected,
  ConfigurationError,
  ProjectionBehind,
  ProjectionFailed,
  StoreError,
  UnknownAggregate,
  UnknownProjection,
  NotParked,
  UnknownSaga,
  UnreadableEvent,
} from "./errors.js";
export { memory } from "./memory/memory.js";
export type * from "./projections/definition.js";
export { argument, optionalArgument } from "./projections/keys.js";
export type { ListOptions, Page, ProjectionReader, ReadOptions } from "./projections/reader.js";
export type { ProjectionHealth } from "./projections/service.js";
export { concerned } from "./sagas/concerned.js";
export type {
  DeadLetterInfo,
  GeneratedSaga,
  InFlight,
  SagaControl,
  SagaDetails,
  SagaListOptions,
  SagaSummary,
} from "./sagas/control.js";
export type * from "./sagas/definition.js";
export type { Handled, Timer, Unheard } from "./sagas/records.js";
export type { ProcessHealth } from "./sagas/service.js";
export { jsonCodec, type EventCodec, type RecordedMeta } from "./store/codec.js";
export type * from "./store/port.js";
export type {
  Column,
  ColumnType,
  ComparableType,
  Condition,
  Operand,
  OrderBy,
  Row,
  RowQuery,
  RowUpdate,
  RowWrite,
  Table,
  TableVersion,
} from "./store/tables.js";
