/**
 * From sources to the checked model: parse, names and signatures, bodies, assembly, checks. Pure: the same sources give
 * the same answer, in whatever order they come.
 */
import {
  type Checked,
  checkFiles,
  type CheckOptions,
  finish,
  inOrder,
  type SourceFile,
} from "./check-files.js";
import { syntax } from "./syntax/shared.js";

export type { Checked, CheckOptions } from "./check-files.js";

/** One file of a model. */
export interface Source {
  /** How diagnostics and the model name the file; any text, best relative with `/`. */
  readonly path: string;
  /** What stands in it. */
  readonly text: string;
}

/** A model whose files change one at a time: only what changed is parsed again. */
export interface Workspace {
  /** Adds a file or replaces its text. */
  set(path: string, text: string): void;
  /** Takes a file out; nothing happens when it is not there. */
  remove(path: string): void;
  /** As `checkModel` on the files as they are; remembered until one of them changes. */
  check(): Checked;
}

/** Checks a whole model. Never throws for what is in a source. Of two sources with one path the last counts. */
export function checkModel(sources: readonly Source[], options: CheckOptions = {}): Checked {
  const workspace = createWorkspace(options);
  for (const { path, text } of sources) workspace.set(path, text);
  return workspace.check();
}

/** Begins a model without files, to which they are added one at a time. */
export function createWorkspace(options: CheckOptions = {}): Workspace {
  const files = new Map<string, SourceFile>();
  let last: Checked | undefined;
  return {
    set: (path, text) => {
      if (files.get(path)?.text === text) return;
      files.set(path, parseFile(path, text));
      last = undefined;
    },
    remove: (path) => {
      if (files.delete(path)) last = undefined;
    },
    check: () => (last ??= finish(checkFiles(inOrder(files.values()), options))),
  };
}

/** Never throws; a damaged file has a tree with its holes filled. */
export function parseFile(path: string, text: string): SourceFile {
  const { ast, problems } = syntax().parse(text);
  return { path, text, root: ast, problems };
}
