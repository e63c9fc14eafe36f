/**
 * Diagnostics, as soon as they are known: of the file that changed at once, of the other open files next, of the whole model
 * when the writer pauses. While a file is half typed, what was found in the others stays.
 */
import type { Checked, Diagnostic } from "@esdl/language";
import type { Model } from "@esdl/language/model";
import { setImmediate as turn } from "node:timers/promises";
import type { Host } from "./host.js";
import { lspDiagnostic } from "./lsp-diagnostics.js";
import type { OpenModel } from "./models.js";
import type { PublishDiagnosticsParams } from "vscode-languageserver";
import { URI } from "vscode-uri";

export interface Publisher {
  /** A model changed; `path`: the file that was edited. */
  changed(model: OpenModel, path?: string): void;
  /** A model is no longer served: nothing is wrong with its files. */
  dropped(model: OpenModel): void;
  /** What was found in a file last, for fixes: what is still true of the texts that those would change. */
  findings(model: OpenModel, path: string): readonly Diagnostic[];
  /** Resolves when everything that is to be said of the changes so far has been said. */
  idle(): Promise<void>;
}

export interface PublishTo {
  readonly host: Host;
  readonly send: (params: PublishDiagnosticsParams) => void;
  readonly isOpen: (uri: string) => boolean;
  /** The address of what explains a code. */
  readonly pageOf?: (code: string) => string | undefined;
  /** Called with each model that was found to be free of errors. */
  readonly sound?: (model: OpenModel, checked: Model) => void;
  /** Called with each model that was looked at as a whole after it had changed. */
  readonly settled?: (model: OpenModel) => void;
  /** Told of what should not happen; what comes next is published all the same. */
  readonly failed: (error: unknown) => void;
}

/** How long the writer pauses before the whole model is looked at, and how long one slice of that may take, in milliseconds. */
const pauseBeforeWhole = 200;
const slice = 8;

/** What was found in a file, and the texts of the files that it speaks of. */
interface Found {
  readonly diagnostics: readonly Diagnostic[];
  readonly texts: ReadonlyMap<string, string | undefined>;
}

interface State {
  readonly model: OpenModel;
  readonly found: Map<string, Found>;
  /** The files of which nothing was said but that their own syntax is wrong. */
  readonly unjudged: Set<string>;
  /** Counts the changes: work for an earlier one stops. */
  generation: number;
  running: Promise<void>;
  /** Ends the pause before the whole model is looked at: the next change is not to wait for it. */
  interrupt: () => void;
}

export function createPublisher({
  host,
  send,
  isOpen,
  pageOf,
  sound,
  settled,
  failed,
}: PublishTo): Publisher {
  const states = new Map<OpenModel, State>();

  const stateOf = (model: OpenModel): State => {
    let state = states.get(model);
    if (state === undefined) {
      state = {
        model,
        found: new Map(),
        unjudged: new Set(),
        generation: 0,
        running: Promise.resolve(),
        interrupt: () => undefined,
      };
      states.set(model, state);
    }
    return state;
  };

  function publish({ model, found }: State, path: string, diagnostics: readonly Diagnostic[]): void {
    const before = found.get(path)?.diagnostics ?? [];
    const files = new Set([path, ...diagnostics.flatMap(filesOfFixes)]);
    found.set(path, { diagnostics, texts: new Map([...files].map((file) => [file, textOf(model, file)])) });
    if (JSON.stringify(before) === JSON.stringify(diagnostics)) return;
    const uri = model.uriOf(path);
    const version = model.versionOf(path);
    send({
      uri,
      diagnostics: diagnostics.map((each) => lspDiagnostic(each, pageOf?.(each.code))),
      ...(version === null ? {} : { version }),
    });
  }

  /** The files that the editor shows: `first`, then the others. */
  async function shown(state: State, generation: number, first: string | undefined): Promise<void> {
    const { project, uriOf } = state.model;
    const others = [...project.files.keys()].filter((path) => path !== first && isOpen(uriOf(path)));
    for (const path of [...(first === undefined ? [] : [first]), ...others]) {
      if (state.generation !== generation) return;
      look(state, path);
      await turn();
    }
  }

  /** Where another file is half typed, what was found in this one stays; but not of its own syntax, where that is mended. */
  function look(state: State, path: string): void {
    const analysis = state.model.project.analyse(path);
    const diagnostics = analysis?.diagnostics ?? [];
    const isJudged = analysis?.isJudged !== false;
    if (isJudged || diagnostics.length > 0 || state.unjudged.has(path)) {
      publish(state, path, diagnostics);
      if (isJudged) state.unjudged.delete(path);
      else state.unjudged.add(path);
    }
  }

  const pause = (state: State): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, pauseBeforeWhole);
      state.interrupt = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  async function whole(state: State, generation: number): Promise<void> {
    const { model } = state;
    const files = [...model.project.files.values()];
    const isDamaged = files.some(({ problems }) => problems.some(({ severity }) => severity === "error"));
    if (isDamaged) return damaged(state, generation);
    const checked = await inSlices(model.project.check(), () => state.generation === generation);
    if (checked === undefined) return;
    const released =
      checked.model === undefined
        ? []
        : await host.againstLock(model.folder, { model: checked.model, files });
    if (state.generation !== generation) return;
    state.unjudged.clear();
    const byFile = grouped([...checked.diagnostics, ...released]);
    for (const path of new Set([...files.map(({ path }) => path), ...byFile.keys(), ...state.found.keys()]))
      publish(state, path, byFile.get(path) ?? []);
    if (checked.model !== undefined) sound?.(model, checked.model);
  }

  /** What is half typed, and what was never looked at. */
  async function damaged(state: State, generation: number): Promise<void> {
    const { project } = state.model;
    for (const [path, { problems }] of project.files) {
      if (state.generation !== generation) return;
      if (problems.length === 0 && state.found.has(path) && !state.unjudged.has(path)) continue;
      look(state, path);
      await turn();
    }
  }

  function configuration({ model }: State): void {
    const { config, problem } = model.folder;
    if (config === undefined) return;
    const start = { line: 0, character: 0 };
    const diagnostics =
      problem === undefined
        ? []
        : [{ range: { start, end: { line: 1, character: 0 } }, source: "esdl", message: problem }];
    send({ uri: URI.file(config).toString(), diagnostics });
  }

  return {
    changed: (model, path) => {
      // Of half a model nothing can be said; it is told of once more when it is whole.
      if (!model.isWhole) return;
      const state = stateOf(model);
      const generation = ++state.generation;
      state.interrupt();
      if (generation === 1) configuration(state);
      state.running = state.running
        .then(async () => {
          // Several changes at once are one.
          await turn();
          if (state.generation !== generation) return;
          await shown(state, generation, path);
          // Nobody has written anything yet when it has just been loaded.
          if (generation > 1) await pause(state);
          if (state.generation === generation) await whole(state, generation);
          if (state.generation === generation && generation > 1) settled?.(model);
        })
        .catch(failed);
    },
    dropped: (model) => {
      const state = states.get(model);
      if (state === undefined) return;
      state.generation++;
      state.interrupt();
      for (const path of state.found.keys()) publish(state, path, []);
      const { config, problem } = model.folder;
      if (config !== undefined && problem !== undefined)
        send({ uri: URI.file(config).toString(), diagnostics: [] });
      states.delete(model);
    },
    findings: (model, path) => {
      const state = states.get(model);
      const isSame = (file: string): boolean =>
        state?.found.get(path)?.texts.get(file) === textOf(model, file);
      const { diagnostics = [] } = state?.found.get(path) ?? {};
      return diagnostics.filter((found) => [path, ...filesOfFixes(found)].every(isSame));
    },
    idle: async () => {
      await Promise.all([...states.values()].map(({ running }) => running));
    },
  };
}

const textOf = ({ project }: OpenModel, path: string): string | undefined => project.files.get(path)?.text;

const filesOfFixes = ({ fixes = [] }: Diagnostic): readonly string[] =>
  fixes.flatMap(({ edits }) => edits.map(({ file }) => file));

/** Works a slice at a time; undefined when it is told to stop. */
export async function inSlices(
  steps: Generator<undefined, Checked>,
  goesOn: () => boolean,
): Promise<Checked | undefined> {
  while (goesOn()) {
    const until = performance.now() + slice;
    do {
      const step = steps.next();
      if (step.done === true) return step.value;
    } while (performance.now() < until);
    await turn();
  }
  return undefined;
}

function grouped(diagnostics: readonly Diagnostic[]): Map<string, readonly Diagnostic[]> {
  const groups = new Map<string, Diagnostic[]>();
  for (const diagnostic of diagnostics) {
    const group = groups.get(diagnostic.file);
    if (group === undefined) groups.set(diagnostic.file, [diagnostic]);
    else group.push(diagnostic);
  }
  return groups;
}
