/** What the server needs of the world outside: models on disk. The command line gives it; tests give one in memory. */
import type { Diagnostic } from "@esdl/language";
import type { Model } from "@esdl/language/model";
import type { ScenarioThread } from "./scenarios/messages.js";

/** A model on disk: a configuration, or the files below a folder that has none. */
export interface ModelFolder {
  /** The folder that the model's paths are relative to. */
  readonly root: string;
  /** Whether commands without `allow` are errors. */
  readonly requireAllow: boolean;
  /** The configuration; absent where none was found. */
  readonly config?: string;
  /** What is wrong with the configuration; its defaults count then. */
  readonly problem?: string;
  /** Whether a file belongs to the model; absolute. */
  includes(file: string): boolean;
}

/** Paths are absolute, as the file system has them. */
export interface Host {
  /** The model that files in `folder` belong to: the nearest configuration upward, at most up to `top`; else `top` itself. */
  modelOf(folder: string, top: string | undefined): Promise<ModelFolder>;
  /** The configurations below a folder. */
  configsBelow(folder: string): Promise<readonly string[]>;
  /** The files of a model. */
  filesOf(model: ModelFolder): Promise<readonly string[]>;
  /** Undefined for a file that is not there, or that nobody may read. */
  read(file: string): Promise<string | undefined>;
  /** What contradicts `esdl.lock`, with paths relative to the root; nothing where nothing was released. */
  againstLock(
    model: ModelFolder,
    checked: {
      readonly model: Model;
      readonly files: readonly { readonly path: string; readonly text: string }[];
    },
  ): Promise<readonly Diagnostic[]>;
  /** The events that `esdl.lock` has, as `Shop.Order.Placed`; none where nothing was released. */
  released(model: ModelFolder): Promise<ReadonlySet<string>>;
  /** `esdl diff --format markdown`, of the files on disk. `against`: a git ref or a path; the lock if empty. */
  diff(model: ModelFolder, against: string): Promise<DiffAnswer>;
  /** A thread that serves `serveScenarios`. */
  startThread(): ScenarioThread;
}

/** What a comparison answers: its Markdown, and whether it breaks anything; or why there is none. */
export type DiffAnswer =
  { readonly markdown: string; readonly breaking: boolean } | { readonly error: string };
