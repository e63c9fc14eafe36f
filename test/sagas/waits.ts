/**
 * A saga by hand that mostly waits, and an app whose turns the test takes itself, at a time that it sets. A note "begin KEY" at an
 * account starts it; "go KEY" and "end KEY" lead on. Both of its steps have a timer of twenty minutes, and mean different
 * things by it.
 */
import { onTestFinished } from "vitest";
import type {
  CommandLike,
  HandledEvent,
  Module,
  Outcome,
  Reaction,
  SagaDefinition,
  StoreSource,
} from "@esdl/runtime";
import { openApp, type RunningApp } from "../../runtime/src/app/app.js";
import { bank, externals, Note, Open } from "../stores/account.js";

export type Step = "first" | "second" | "late" | "over";

type Then = Reaction<object, Step>;

const ends: readonly Step[] = ["late", "over"];

const textOf = ({ data }: HandledEvent): readonly string[] =>
  (data as { readonly text: string }).text.split(" ");

const to = (step: Step, timers: readonly string[] = []): Then => ({
  state: {},
  step,
  timers,
  sends: [],
  undo: [],
});

const then: Readonly<Record<string, Then>> = {
  "first go": to("second", ["PT20M"]),
  "first PT10M": to("second", ["PT20M"]),
  "first PT20M": to("late"),
  "second PT20M": to("over"),
  "first end": to("over"),
  "second end": to("over"),
};

/** Inputs that the saga fails at, as generated code does where a sum overflows: `first PT10M`. */
export type Mistakes = Set<string>;

export const waitsOf = (mistakes: Mistakes, version = 1): SagaDefinition<object, Step, string> => ({
  name: "Bank.Waits",
  version,
  steps: ["first", "second"],
  ends,
  completions: [],
  events: {
    "Bank.Account": {
      Noted: {
        items: () => 1,
        concerns: (event) => {
          const [, key] = textOf(event);
          return key === undefined ? [] : [{ key, isAwaited: true }];
        },
      },
    },
  },
  keyOf: (key) => key,
  react(instance, input) {
    const asked = input.kind === "event" ? textOf(input.event)[0] : input.on;
    const isRunning = instance !== undefined && !ends.includes(instance.step);
    const what = `${isRunning ? instance.step : "none"} ${asked ?? ""}`;
    if (mistakes.has(what)) throw new Error(`cannot do ${what}`);
    return what === "none begin" ? to("first", ["PT10M", "PT20M"]) : then[what];
  },
});

/** A handle of the saga, as generated code exports one. */
export const Waits = { definition: waitsOf(new Set()) };

export const minute = 60_000;

export interface World {
  readonly app: RunningApp;
  readonly time: { now: number };
  readonly mistakes: Mistakes;
  readonly note: (text: string) => Promise<Outcome>;
  /** One turn of every saga and policy. */
  readonly turn: () => Promise<void>;
}

/** Opens the app on a store, and an account where there is none. */
export async function world(store: StoreSource, more: Partial<Module> = {}): Promise<World> {
  const time = { now: Date.parse("2026-01-01T00:00:00.000Z") };
  const mistakes: Mistakes = new Set();
  const modules: readonly Module[] = [{ ...bank, sagas: [waitsOf(mistakes)], ...more }];
  const clock = (): Date => new Date(time.now);
  const app = await openApp({
    modules,
    store,
    externals,
    clock,
    isManual: true,
    sagas: { keptFor: 60 * minute },
  });
  onTestFinished(() => app.close());
  const execute = (command: CommandLike): Promise<Outcome> => app.execute(command);
  await execute(Open({ accountId: "a", number: "a" }));
  return {
    app,
    time,
    mistakes,
    note: (text) => execute(Note({ accountId: "a", text })),
    turn: async () => {
      for (const process of app.processes.processes) await process.turn();
    },
  };
}
