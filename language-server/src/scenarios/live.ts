/** Scenarios while a model is written: run when it is sound, asked for by an editor, remembered for what is shown of them. */
import type { Model } from "@esdl/language/model";
import type { OpenModel } from "../models.js";
import type { ScenarioOutcome, ScenarioThread, Wanted } from "./messages.js";
import { createRunner } from "./runner.js";

export interface Scenarios {
  /** A model was found to be free of errors. */
  sound(model: OpenModel, checked: Model): void;
  /** A file of it was saved. */
  saved(model: OpenModel): void;
  dropped(model: OpenModel): void;
  /** Runs what an editor wants to be run, until it wants it no more. Undefined where the model has errors. */
  run(
    model: OpenModel,
    wanted: Wanted,
    isCancelled: () => boolean,
  ): Promise<readonly ScenarioOutcome[] | undefined>;
  /** How the scenarios of a file went last, by their names. */
  outcomes(model: OpenModel, path: string): ReadonlyMap<string, ScenarioOutcome>;
  end(): void;
}

/** A model at one of its revisions; undefined where it has errors. */
export interface CheckedNow {
  readonly revision: number;
  readonly model: Model | undefined;
}

export interface ScenariosOptions {
  readonly start: () => ScenarioThread;
  readonly when: () => "onType" | "onSave" | "off";
  /** The model as it is once nothing changes any more. */
  readonly check: (model: OpenModel) => Promise<CheckedNow>;
  /** After each run: the files whose scenarios have run, with how they went. */
  readonly tell: (model: OpenModel, outcomes: ReadonlyMap<string, readonly ScenarioOutcome[]>) => void;
}

interface State {
  readonly name: string;
  readonly outcomes: Map<string, ReadonlyMap<string, ScenarioOutcome>>;
  /** The run that is under way because something changed; a later one overtakes it. */
  live: number;
}

const none: ReadonlyMap<string, ScenarioOutcome> = new Map();

export function createScenarios({ start, when, check, tell }: ScenariosOptions): Scenarios {
  const runner = createRunner({ start });
  const states = new Map<OpenModel, State>();

  const stateOf = (model: OpenModel): State => {
    let state = states.get(model);
    if (state === undefined) {
      state = { name: String(++named), outcomes: new Map(), live: 0 };
      states.set(model, state);
    }
    return state;
  };
  let named = 0;

  /** Remembers how a run went and tells the editor. Of the files of `paths` nothing earlier is kept. */
  function keep(
    model: OpenModel,
    state: State,
    outcomes: readonly ScenarioOutcome[],
    paths: readonly string[],
  ): void {
    const told = new Map<string, Map<string, ScenarioOutcome>>(paths.map((path) => [path, new Map()]));
    for (const outcome of outcomes) {
      const { path, name } = outcome;
      const ofFile = told.get(path) ?? new Map(state.outcomes.get(path));
      told.set(path, ofFile.set(name, outcome));
    }
    for (const [path, ofFile] of told)
      if (ofFile.size > 0) state.outcomes.set(path, ofFile);
      else state.outcomes.delete(path);
    tell(model, new Map([...told].map(([path, ofFile]) => [path, [...ofFile.values()]])));
  }

  async function live(model: OpenModel, checked: Model): Promise<void> {
    const state = stateOf(model);
    const { revision } = model;
    const mine = ++state.live;
    if (state.outcomes.size === 0 && !hasScenarios(checked)) return;
    const goesOn = (): boolean => model.revision === revision && state.live === mine;
    const outcomes = await runner.run({ model: state.name, revision, checked, wanted: {}, goesOn });
    // Files that have none any more are told of as well.
    if (goesOn())
      keep(model, state, outcomes, [
        ...new Set([...state.outcomes.keys(), ...outcomes.map(({ path }) => path)]),
      ]);
  }

  return {
    sound: (model, checked) => {
      if (when() === "onType") void live(model, checked);
    },
    saved: (model) => {
      if (when() !== "onSave") return;
      void check(model).then(({ model: checked }) => checked && live(model, checked));
    },
    run: async (model, wanted, isCancelled) => {
      const state = stateOf(model);
      const { revision, model: checked } = await check(model);
      if (checked === undefined) return undefined;
      const outcomes = await runner.run({
        model: state.name,
        revision,
        checked,
        wanted,
        goesOn: () => states.get(model) === state && !isCancelled(),
      });
      if (model.revision === revision)
        keep(
          model,
          state,
          outcomes,
          wanted.names === undefined && !isCancelled() ? (wanted.paths ?? []) : [],
        );
      return outcomes;
    },
    dropped: (model) => {
      const state = states.get(model);
      if (state === undefined) return;
      states.delete(model);
      runner.forget(state.name);
    },
    outcomes: (model, path) => states.get(model)?.outcomes.get(path) ?? none,
    end: () => {
      runner.end();
    },
  };
}

const hasScenarios = ({ contexts }: Model): boolean => contexts.some(({ scenarios }) => scenarios.length > 0);
