/** What every format of `test --mutate` prints from. */
import type { MutantResult } from "@esdl/simulator";
import type { Style } from "../../style.js";

export interface MutationReport {
  /** In the order of the model. */
  readonly mutants: readonly MutantResult[];
  /** How many scenarios noticed mistakes: those that pass on the model itself. */
  readonly passing: number;
  /** Those that fail on the model itself, or are not run: they notice nothing. */
  readonly others: number;
  /** The text of every file that was read, by the names that `files` gives. */
  readonly sources: ReadonlyMap<string, string>;
  /** The files that the model's spans index into, as a person in the working directory names them. */
  readonly files: readonly string[];
  readonly milliseconds: number;
  /** The least score that was asked for. */
  readonly least?: number;
}

export type MutationFormat = (report: MutationReport, style: Style) => string;

export interface MutationSummary {
  readonly killed: number;
  readonly survived: number;
  readonly notCovered: number;
  /** How many of all mutants were killed, in percent with one digit; 100 where there are none. */
  readonly score: number;
}

export function summariseMutants(mutants: readonly MutantResult[]): MutationSummary {
  const count = (status: MutantResult["status"]): number =>
    mutants.filter((mutant) => mutant.status === status).length;
  const killed = count("killed");
  // Rounded down, so that 100 means all.
  const score = mutants.length === 0 ? 100 : Math.floor((killed / mutants.length) * 1000) / 10;
  return { killed, survived: count("survived"), notCovered: count("notCovered"), score };
}
