/** What every format of `test` prints from. */
import type { ScenarioResult } from "@esdl/simulator";
import type { Style } from "../../style.js";

export interface TestReport {
  /** In the order of the model. */
  readonly scenarios: readonly TestedScenario[];
  /** The text of every file that was read, by the names that `files` gives. */
  readonly sources: ReadonlyMap<string, string>;
  /** The files that the model's spans index into, as a person in the working directory names them. */
  readonly files: readonly string[];
  /** How long all of them took. */
  readonly milliseconds: number;
}

export interface TestedScenario {
  /** Relative to the working directory, with `/`. */
  readonly file: string;
  /** Where the scenario begins, from 1. */
  readonly line: number;
  readonly result: ScenarioResult;
  readonly milliseconds: number;
}

export type TestFormat = (report: TestReport, style: Style) => string;

export interface TestSummary {
  readonly passed: number;
  readonly failed: number;
  readonly notYet: number;
}

export function summariseTests(scenarios: readonly TestedScenario[]): TestSummary {
  const count = (status: ScenarioResult["status"]): number =>
    scenarios.filter(({ result }) => result.status === status).length;
  return { passed: count("passed"), failed: count("failed"), notYet: count("notYet") };
}

/** Of which a scenario is, for people: its aggregate, or else its context. */
export const subjectOf = ({ context, scenario }: ScenarioResult): string => scenario.subject ?? context;

/** `1.2 s`, `340 ms`. */
export const timeText = (milliseconds: number): string =>
  milliseconds < 1000 ? `${Math.ceil(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
