/** The ESDL language: sources in, diagnostics and the checked model out. Runs in Node and in a browser. */
export { checkModel, createWorkspace } from "./check-model.js";
export type { Checked, CheckOptions, Source, Workspace } from "./check-model.js";
export type { Diagnostic, Fix, Position, Range, Severity } from "./diagnostics/diagnostic.js";
export type { Entry, Page } from "./diagnostics/define.js";
export { applyFix } from "./diagnostics/apply.js";
export { type Code, diagnostics, explain } from "./diagnostics/index.js";
export { canonicalFix } from "./format/canonical-fix.js";
export {
  format,
  formatEdits,
  formatOnType,
  formatRange,
  formatSource,
  type Formatted,
  formatTriggers,
  type TextEdit,
} from "./format/index.js";
export * from "./model/index.js";
export { modelSchema } from "./model/schema.js";
