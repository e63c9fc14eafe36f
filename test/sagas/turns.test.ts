/** Several inputs in one turn: each finds what the ones before it have left, as if every one had had a turn of its own. */
import { describe, expect, it } from "vitest";
import { stores } from "../stores/stores.js";
import { minute, Waits, world } from "./waits.js";

describe.each(stores)("$name: inputs of one turn", ({ fresh }) => {
  it("do not fire a timer of a step that a timer before it has left", async () => {
    const { app, time, note, turn } = await world(fresh());
    await note("begin k");
    await turn();
    time.now += 30 * minute;
    await turn();
    expect(await app.sagas.get(Waits, "k")).toMatchObject({
      step: "second",
      dropped: 0,
      timers: [{ after: "PT20M", due: "2026-01-01T00:50:00.000Z" }],
    });
  });

  it("do not fire a timer of a step that an event before it has left", async () => {
    const { app, time, note, turn } = await world(fresh());
    await note("begin k");
    await turn();
    time.now += 30 * minute;
    await note("go k");
    await turn();
    expect(await app.sagas.get(Waits, "k")).toMatchObject({
      step: "second",
      dropped: 0,
      timers: [{ after: "PT20M", due: "2026-01-01T00:50:00.000Z" }],
    });
  });

  it("do not count a timer as dropped that the end before it has cancelled", async () => {
    const { app, time, note, turn } = await world(fresh());
    await note("begin k");
    await turn();
    time.now += 30 * minute;
    await note("end k");
    await turn();
    expect(await app.sagas.get(Waits, "k")).toMatchObject({ step: "over", dropped: 0, timers: [] });
  });

  it("do not forget an ended instance that starts anew", async () => {
    const { app, time, note, turn } = await world(fresh());
    await note("begin k");
    await note("end k");
    await turn();
    time.now += 120 * minute;
    await note("begin k");
    await turn();
    await turn();
    expect(await app.sagas.get(Waits, "k")).toMatchObject({ step: "first", run: 2 });
    const [process] = app.processes.processes;
    expect(await process?.turn()).toBe(true);
  });

  it("do not forget an ended instance while it counts what it does not take", async () => {
    const { app, time, note, turn } = await world(fresh());
    await note("begin k");
    await note("end k");
    await turn();
    time.now += 120 * minute;
    await note("go k");
    await turn();
    expect(await app.sagas.get(Waits, "k")).toMatchObject({ step: "over", dropped: 1 });
    const [process] = app.processes.processes;
    expect(await process?.turn()).toBe(true);
  });
});
