/** Writes generated files, and takes care of everything that is not generated. */
export { intactText, isIntact, openFolder, type Folder } from "./folder.js";
export type { FileToWrite } from "./plan.js";
export type { Refusal, RefusalReason } from "./refusals.js";
export { write, type WriteOptions, type WriteReport } from "./write.js";
