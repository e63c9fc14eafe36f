/**
 * Reads that wait for a position. What lets them return is taken away one by one: the mark of how far a page reaches, the word
 * to those who wait, and the checkpoint that other processes see.
 */
import { describe, expect, it } from "vitest";
import { opened, overriding, stores } from "../stores/stores.js";
import { added, append, projectionsOf, totals } from "./support.js";

/** An event that the projection does not handle. */
const foreign = () => ({ ...added("x", 1), type: "Renamed" });

describe.each(stores)("$name: a read that waits for a position", ({ fresh }) => {
  it("returns on a log that ends in burnt positions, and goes on behind them", async () => {
    const store = await opened(
      overriding(fresh(), (inner) => ({ logEnd: async () => (await inner.logEnd()) + 5 })),
    );
    const projections = projectionsOf(store);
    await projections.start();
    await append(store, [added("a", 1)]);
    const after = { position: await store.logEnd() };
    expect((await projections.reader(totals()).list({ after, timeout: 2000 })).rows).toHaveLength(1);
  });

  it.each(["the worker's process", "another process"])(
    "returns in %s on an idle log, whose last events are of no concern",
    async (where) => {
      const source = fresh();
      const store = await opened(source);
      const worker = projectionsOf(store);
      await worker.start();
      const other = projectionsOf(await opened(source));
      await other.start();
      await append(store, [added("a", 1), foreign(), foreign()]);
      const after = { position: await store.logEnd() };
      const reading = where === "another process" ? other : worker;
      expect((await reading.reader(totals()).list({ after, timeout: 2000 })).rows).toHaveLength(1);
      await append(store, [foreign()]);
      const later = { position: await store.logEnd() };
      expect((await reading.reader(totals()).list({ after: later, timeout: 2000 })).rows).toHaveLength(1);
    },
  );
});
