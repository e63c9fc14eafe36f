/** What the language server is asked beside the protocol of editors, and what it answers. */
import type { Range } from "vscode-languageclient";

export interface ListedScenario {
  readonly uri: string;
  readonly name: string;
  readonly range: Range;
}

export interface TestedScenario extends ListedScenario {
  readonly status: "passed" | "failed" | "skipped";
  /** What is wrong on the first line, then what to do, then both sides of what was compared. */
  readonly message?: string;
  readonly failureRange?: Range;
  readonly expected?: readonly string[];
  readonly actual?: readonly string[];
}

/** Which scenarios to run: all without either. */
export interface Wanted {
  readonly uris?: readonly string[];
  readonly names?: readonly string[];
}

export interface FileResults {
  readonly uri: string;
  readonly results: readonly TestedScenario[];
}

export type DiffAnswer =
  { readonly markdown: string; readonly breaking: boolean } | { readonly error: string };

export const methods = {
  scenarios: "esdl/scenarios",
  runScenarios: "esdl/runScenarios",
  scenarioResults: "esdl/scenarioResults",
  diff: "esdl/diff",
} as const;
