/** The first two phases of the checker: names, then the declared types of everything. */
import type { Report } from "../diagnostics/report.js";
import type { Model } from "../generated/ast.js";
import { createNames } from "../names/names.js";
import type { Program } from "./api.js";
import { createSignatures } from "./signatures.js";

/**
 * What the files declare, one syntax tree per file, in their order. Reports names that are taken and what is wrong with
 * `uses`; all else when it is asked for, or at once by `signatures.checkAll()`.
 */
export function createProgram(models: readonly Model[], report: Report): Program {
  const names = createNames(models, report);
  return { names, signatures: createSignatures(names, report) };
}
