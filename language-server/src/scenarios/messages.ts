/** What the server and the thread that runs scenarios tell each other: plain data. */
import type { Range } from "vscode-languageserver";

/** How a scenario went. */
export interface ScenarioOutcome {
  /** The file's path in the project. */
  readonly path: string;
  readonly name: string;
  /** The whole scenario; lines and columns from 0. */
  readonly range: Range;
  readonly status: "passed" | "failed" | "skipped";
  readonly message?: string;
  /** The part of it that failed. */
  readonly failureRange?: Range;
  /** Both sides of what was compared, where something was: a line each. */
  readonly expected?: readonly string[];
  readonly actual?: readonly string[];
}

/** Names of contexts are unique in a model, and names of scenarios in their context. */
export interface Wanted {
  readonly paths?: readonly string[] | undefined;
  readonly names?: readonly string[] | undefined;
}

/** A piece of a model: some of what a context has under a key, or its value where it is no list. */
export interface Piece {
  readonly context: number;
  readonly key: string;
  readonly value: unknown;
  readonly isPart: boolean;
}

/** What the server tells the thread. */
export type ToThread =
  /** A model follows in pieces; `model` names it from now on. */
  | { readonly kind: "model"; readonly model: string; readonly files: readonly string[] }
  | { readonly kind: "piece"; readonly model: string; readonly piece: Piece }
  | { readonly kind: "forget"; readonly model: string }
  | {
      readonly kind: "run";
      readonly run: number;
      readonly model: string;
      readonly wanted: Wanted;
      /** Those that went before, by path and name: how they went is known. */
      readonly without: readonly string[];
    }
  /** No result of a run is waited for any more. */
  | { readonly kind: "stop"; readonly run: number };

/** What the thread tells the server. */
export type FromThread =
  /** Said before each scenario, so that one that never ends has a name. */
  | { readonly kind: "began"; readonly run: number; readonly scenario: Omit<ScenarioOutcome, "status"> }
  | { readonly kind: "ended"; readonly run: number; readonly outcome: ScenarioOutcome }
  | { readonly kind: "done"; readonly run: number };

/** One that runs scenarios beside the server. */
export interface ScenarioThread {
  /** Tells the thread something. */
  send(message: ToThread): void;
  /** Called once, before anything is sent. `gone`: it died, and why. */
  listen(message: (message: FromThread) => void, gone: (reason: string) => void): void;
  /** Ends the thread; nothing is heard of it any more. */
  end(): void;
}

export const keyOf = ({ path, name }: { readonly path: string; readonly name: string }): string =>
  `${path}\n${name}`;
