/** Several inputs in one turn: each finds what the ones before it have left, as if every one had had a turn of its own. */
import { describe, expect, it, onTestFinished } from "vitest";
import type { Module, Reaction, SagaDefinition, SagaInput, SagaInstance, StoreSource } from "@esdl/runtime";
import { openApp, type RunningApp } from "../../runtime/src/app/app.js";
import { bank, externals, Note, Open } from "../stores/account.js";
import { stores } from "../stores/stores.js";

type Step = "first" | "second" | "late" | "over";

const ends: readonly Step[] = ["late", "over"];

/** What a note asks for: "begin KEY", "go KEY", "end KEY". */
const askedOf = (input: SagaInput): readonly string[] =>
  input.kind === "event" ? (input.event.data as { readonly text: string }).text.split(" ") : [];

const to = (step: Step, timers: readonly string[] = []): Reaction<object, Step> => ({
  state: {},
  step,
  timers,
  sends: [],
  undo: [],
});

/** What happens in a step at an input. Both steps have a timer of twenty minutes, and mean different things by it. */
const then: Readonly<Record<string, Reaction<object, Step>>> = {
  "first go": to("second", ["PT20M"]),
  "first PT10M": to("second", ["PT20M"]),
  "first PT20M": to("late"),
  "second PT20M": to("over"),
  "first end": to("over"),
};

const waits: SagaDefinition<object, Step, string> = {
  name: "Bank.Waits",
  version: 1,
  steps: ["first", "second"],
  ends,
  completions: [],
  events: {
    "Bank.Account": {
      Noted: {
        items: () => 1,
        concerns: (event) => {
          const [, key] = askedOf({ kind: "event", on: "", event, item: 0 });
          return key === undefined ? [] : [{ key, isAwaited: true }];
        },
      },
    },
  },
  keyOf: (key) => key,
  react(instance: SagaInstance<object, Step> | undefined, input) {
    const [asked] = askedOf(input);
    if (instance === undefined || ends.includes(instance.step))
      return asked === "begin" ? to("first", ["PT10M", "PT20M"]) : undefined;
    return then[`${instance.step} ${asked ?? input.on}`];
  },
};

const Waits = { definition: waits };
const modules: readonly Module[] = [{ ...bank, sagas: [waits] }];
const minute = 60_000;

/** An app whose turns the test takes itself, at a time that it sets. */
async function world(store: StoreSource) {
  const time = { now: Date.parse("2026-01-01T00:00:00.000Z") };
  const options = { modules, store, externals, clock: () => new Date(time.now), isManual: true };
  const app: RunningApp = await openApp({ ...options, sagas: { keptFor: 60 * minute } });
  onTestFinished(() => app.close());
  await app.execute(Open({ accountId: "a", number: "a" }));
  const note = (text: string) => app.execute(Note({ accountId: "a", text }));
  const turn = async (): Promise<void> => {
    for (const process of app.processes.processes) await process.turn();
  };
  return { app, time, note, turn, found: () => app.sagas.get(Waits, "k") };
}

describe.each(stores)("$name: inputs of one turn", ({ fresh }) => {
  it("do not fire a timer of a step that a timer before it has left", async () => {
    const { time, note, turn, found } = await world(fresh());
    await note("begin k");
    await turn();
    time.now += 30 * minute;
    await turn();
    expect(await found()).toMatchObject({
      step: "second",
      dropped: 0,
      timers: [{ after: "PT20M", due: "2026-01-01T00:50:00.000Z" }],
    });
  });

  it("do not fire a timer of a step that an event before it has left", async () => {
    const { time, note, turn, found } = await world(fresh());
    await note("begin k");
    await turn();
    time.now += 30 * minute;
    await note("go k");
    await turn();
    expect(await found()).toMatchObject({
      step: "second",
      dropped: 0,
      timers: [{ after: "PT20M", due: "2026-01-01T00:50:00.000Z" }],
    });
  });

  it("do not count a timer as dropped that the end before it has cancelled", async () => {
    const { time, note, turn, found } = await world(fresh());
    await note("begin k");
    await turn();
    time.now += 30 * minute;
    await note("end k");
    await turn();
    expect(await found()).toMatchObject({ step: "over", dropped: 0, timers: [] });
  });

  it("do not forget an ended instance that starts anew", async () => {
    const { app, time, note, turn, found } = await world(fresh());
    await note("begin k");
    await note("end k");
    await turn();
    time.now += 120 * minute;
    await note("begin k");
    await turn();
    await turn();
    expect(await found()).toMatchObject({ step: "first", run: 2 });
    const [process] = app.processes.processes;
    expect(await process?.turn()).toBe(true);
  });

  it("do not forget an ended instance while it counts what it does not take", async () => {
    const { app, time, note, turn, found } = await world(fresh());
    await note("begin k");
    await note("end k");
    await turn();
    time.now += 120 * minute;
    await note("go k");
    await turn();
    expect(await found()).toMatchObject({ step: "over", dropped: 1 });
    const [process] = app.processes.processes;
    expect(await process?.turn()).toBe(true);
  });
});
