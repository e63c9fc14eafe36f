/** Faults that projections survive, on every store. Each test injects one, and was seen to fail with the guard removed. */
import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { UnreadableEvent, type Store, type Unit } from "@esdl/runtime";
import type { ProjectionDefinition } from "../../runtime/src/projections/definition.js";
import type { Projections } from "../../runtime/src/projections/service.js";
import { committingWith, opened, overriding, stores } from "../stores/stores.js";
import { gapped } from "./gapped.js";
import { added, append, decode, expected, projectionsOf, totals, until, type Total } from "./support.js";

const some = (count: number): ReturnType<typeof added>[] =>
  Array.from({ length: count }, (_, n) => added(`k${String(n % 11)}`, n));

async function rowsOf(store: Store, projections: Projections, definition = totals()) {
  const after = { position: await store.logEnd() };
  return (await projections.reader(definition).list({ after, limit: 1000 })).rows;
}

const healthOf = async (projections: Projections) => (await projections.health())[0]!;

describe.each(stores)("$name: the log, as projections read it", ({ fresh }) => {
  it("loses no event that is appended while a page is on its way", async () => {
    const slow = overriding(fresh(), (store) => ({
      async readLog(...args) {
        const page = await store.readLog(...args);
        await pause(3);
        return page;
      },
    }));
    const store = await opened(slow);
    const projections = projectionsOf(store);
    await projections.start();
    for (let n = 0; n < 60; n++) {
      await append(store, some(1 + (n % 4)));
      await pause(n % 3);
    }
    expect(await rowsOf(store, projections)).toEqual(await expected(store));
  });

  it.each([1, 3])(
    "may have gaps, also at its beginning and at the edge of a page, in %i partitions",
    async (count) => {
      const store = await opened(gapped(fresh()));
      await append(store, some(1100));
      const partitions = { "Test.Totals": count };
      const first = projectionsOf(store, { partitions });
      await first.start();
      expect(await rowsOf(store, first)).toEqual(await expected(store));
      for (let n = 0; n < 12; n++) {
        const before = await store.logEnd();
        await append(store, some(1 + n));
        // Whatever is waited for, an event or a position that none has, it comes.
        for (const position of [before, before + 1, (await store.logEnd()) - 1, await store.logEnd()])
          await first.reader(totals()).list({ after: { position } });
        expect(await rowsOf(store, first)).toEqual(await expected(store));
      }
      await first.close();
      await append(store, some(300));
      const second = projectionsOf(store, { partitions });
      await second.start();
      expect(await rowsOf(store, second)).toEqual(await expected(store));
    },
  );

  it("that ends before a checkpoint is noticed, and a rebuild mends it", async () => {
    const source = fresh();
    const store = await opened(source);
    await append(store, some(20));
    const before = projectionsOf(store);
    await before.start();
    await rowsOf(store, before);
    await before.close();
    // As if ten events had been lost, by a backup of the log alone.
    const restored = await opened(
      overriding(source, (inner) => ({
        readLog: async (after, limit) => (await inner.readLog(after, limit)).filter(isKept),
        logEnd: async () => Math.min(10, await inner.logEnd()),
      })),
    );
    const projections = projectionsOf(restored);
    await projections.start();
    await until(async () => (await healthOf(projections)).failures > 0, "it is noticed");
    expect((await healthOf(projections)).lastFailure).toMatch(
      /Test\.Totals has seen events up to position 20, but the log ends at 10.*projections\.rebuild\("Test\.Totals"\)/,
    );
    await projections.rebuild("Test.Totals");
    await until(async () => (await healthOf(projections)).position === 10, "it is built anew");
    expect(await rowsOf(restored, projections)).toEqual(await expected(restored));
  });
});

const isKept = ({ position }: { readonly position: number }): boolean => position <= 10;

describe.each(stores)("$name: a poison event", ({ fresh }) => {
  /** Moves from one row to another: two changes, of which the second may throw. */
  const moving = (): ProjectionDefinition<Total, string> => ({
    ...totals(),
    events: {
      Counter: {
        Added: ({ data }) => {
          const { key, by, poison } = data as { key: string; by: number; poison?: string };
          const change = (of: string, sign: number, mayThrow: boolean) => ({
            key: [of],
            update: (row: Total | undefined): Total => {
              if (mayThrow && poison !== undefined) throw new RangeError("poison");
              return { key: of, total: (row?.total ?? 0) + sign * by, count: (row?.count ?? 0) + 1 };
            },
          });
          // The first row twice: all of it is taken back.
          return [change("from", -1, false), change("from", -1, false), change(key, 1, true)];
        },
      },
    },
  });

  it.each([0, 1, 249, 250, 600])("behind %i others of one batch leaves nothing of itself", async (before) => {
    const store = await opened(fresh());
    await append(store, [
      ...Array.from({ length: before }, () => added("to", 1)),
      added("to", 100, { poison: "update" }),
      added("to", 1),
    ]);
    const projections = projectionsOf(store, { definitions: [moving()] });
    await projections.start();
    await until(async () => (await healthOf(projections)).state === "parked", "parked");
    const rows = (await projections.reader(moving()).list()).rows;
    expect(rows).toEqual(
      before === 0
        ? []
        : [
            { key: "from", total: -2 * before, count: 2 * before },
            { key: "to", total: before, count: before },
          ],
    );
    expect(await healthOf(projections)).toMatchObject({
      position: before,
      parked: [{ position: before + 1 }],
    });
    await projections.skip("Test.Totals", before + 1);
    const after = { position: before + 2 };
    expect(await projections.reader(moving()).get("to", { after })).toEqual({
      key: "to",
      total: before + 1,
      count: before + 1,
    });
  });

  it("that cannot be read parks the projections that handle its aggregate, and stays parked after a restart", async () => {
    const store = await opened(fresh());
    await append(store, [added("a", 1), added("garbled", 2), added("a", 3)]);
    const unread = (active: { current: boolean }): Partial<Parameters<typeof projectionsOf>[1]> => ({
      decode: (event) => {
        if (active.current && event.data.includes("garbled")) throw new UnreadableEvent("it is garbled");
        return decode(event);
      },
    });
    for (let start = 0; start < 2; start++) {
      const projections = projectionsOf(store, unread({ current: true }));
      await projections.start();
      await until(async () => (await healthOf(projections)).state === "parked", "parked");
      expect(await healthOf(projections)).toMatchObject({
        position: 1,
        parked: [{ position: 2, type: "Added", error: "it is garbled" }],
      });
      await projections.close();
    }
    const mended = projectionsOf(store, unread({ current: false }));
    await mended.start();
    await mended.retry("Test.Totals");
    expect(await rowsOf(store, mended)).toEqual(await expected(store));
  });
});

describe.each(stores)("$name: the lease of the workers", ({ fresh }) => {
  /** A worker that its process takes with it: from then on nothing of it reaches the store. */
  async function mortal(source: ReturnType<typeof fresh>) {
    const life = { isOver: false };
    const store = await opened(
      committingWith(source, (inner, unit) =>
        life.isOver ? Promise.reject(new Error("the process is dead")) : inner.commit(unit),
      ),
    );
    return { store, die: () => (life.isOver = true) };
  }

  it("passes on after its time, also when the clock of who had it was a day ahead", async () => {
    const source = fresh();
    const store = await opened(source);
    await append(store, some(5));
    const first = await mortal(source);
    const ahead = projectionsOf(first.store, { clock: () => new Date(Date.now() + 86_400_000) });
    await ahead.start();
    await rowsOf(store, ahead);
    first.die();
    await append(store, some(5));
    const next = projectionsOf(store, { leaseDuration: 200 });
    await next.start();
    expect(await rowsOf(store, next)).toEqual(await expected(store));
  });

  it("lets nothing be applied twice when clocks jump, forth and back, while two work", async () => {
    const source = fresh();
    const store = await opened(source);
    const offset = { one: 0, other: 0 };
    const options = (who: "one" | "other") => ({
      clock: () => new Date(Date.now() + offset[who]),
      leaseDuration: 60,
    });
    const one = projectionsOf(await opened(source), options("one"));
    const other = projectionsOf(await opened(source), options("other"));
    await one.start();
    await other.start();
    const jumps = [3_600_000, -3_600_000, 0, -1, 86_400_000, 0];
    for (const [at, jump] of jumps.entries()) {
      offset[at % 2 === 0 ? "one" : "other"] = jump;
      for (let n = 0; n < 10; n++) {
        await append(store, some(7));
        await pause(5);
      }
      const after = { position: await store.logEnd() };
      await until(async () => {
        const [live = 0] = await placesOf(store);
        return live >= after.position;
      }, "one of them went on");
      expect((await one.reader(totals()).list()).rows).toEqual(await expected(store));
    }
  });

  it("is asked for again when the store fails, and the failure is told", async () => {
    const failing = { left: 3 };
    const flaky = committingWith(fresh(), (store, unit) => {
      const isLease = unit.records?.some(({ collection }) => collection === "lease") === true;
      if (!isLease || failing.left-- <= 0) return store.commit(unit);
      return Promise.reject(new Error("the disk is full"));
    });
    const store = await opened(flaky);
    await append(store, some(5));
    const projections = projectionsOf(store, { leaseDuration: 200 });
    await projections.start();
    await until(async () => (await healthOf(projections)).lastFailure === "the disk is full", "it is told");
    expect(await rowsOf(store, projections)).toEqual(await expected(store));
    expect(await healthOf(projections)).toMatchObject({ state: "live", failures: 3 });
  });
});

/** Where the partitions of the live table are, as the store says. */
const placesOf = async (store: Store): Promise<readonly number[]> =>
  (await store.listRecords("projection-checkpoint", { limit: 9 })).map(
    ({ value }) => (JSON.parse(value) as { readonly position: number }).position,
  );

describe.each(stores)("$name: a process that dies", ({ fresh }) => {
  it.each(["before", "after"] as const)(
    "%s any commit of a projection has applied each event once",
    async (when) => {
      const source = fresh();
      const store = await opened(source);
      for (let nth = 1; nth <= 6; nth++) {
        const life = { left: nth };
        const dying = await opened(
          committingWith(source, async (inner, unit) => {
            const dead = new Error("the process is dead");
            // Whatever it writes, it may be the last; what is behind it never comes.
            if (life.left <= 0) throw dead;
            if (unit.isDerived !== true && unit.guards === undefined) return inner.commit(unit);
            life.left--;
            if (life.left === 0 && when === "before") throw dead;
            const result = await inner.commit(unit);
            if (life.left === 0) throw dead;
            return result;
          }),
        );
        // The lease of the one before is over.
        const clock = (): Date => new Date(Date.now() + nth * 3_600_000);
        const projections = projectionsOf(dying, { clock });
        await projections.start();
        for (let n = 0; n < 2 * nth && life.left > 0; n++) {
          await append(store, some(3));
          await pause(4);
        }
        await until(() => life.left <= 0, "it died");
      }
      const clock = (): Date => new Date(Date.now() + 24 * 3_600_000);
      const last = projectionsOf(store, { clock });
      await last.start();
      expect(await rowsOf(store, last)).toEqual(await expected(store));
    },
  );
});

describe.each(stores)("$name: another number of partitions", ({ fresh }) => {
  it("skips and doubles nothing where the old ones are at different places", async () => {
    const source = fresh();
    const store = await opened(source);
    await append(store, some(30));
    const held = { back: false };
    const uneven = await opened(
      committingWith(source, (inner, unit) =>
        held.back && unit.records?.some(({ key }) => key.endsWith("/0-of-3")) === true
          ? Promise.reject(new Error("held back"))
          : inner.commit(unit),
      ),
    );
    const three = projectionsOf(uneven, { partitions: { "Test.Totals": 3 } });
    await three.start();
    await rowsOf(store, three);
    held.back = true;
    await append(store, some(40));
    await until(
      async () => (await placesOf(store)).filter((place) => place === 70).length === 2,
      "two went on",
    );
    await three.close();
    expect(new Set(await placesOf(store)).size).toBe(2);
    const two = projectionsOf(store, { partitions: { "Test.Totals": 2 } });
    await two.start();
    expect(await rowsOf(store, two)).toEqual(await expected(store));
    expect(await placesOf(store)).toEqual([70, 70]);
  });
});

describe.each(stores)("$name: a read that waits", ({ fresh }) => {
  it("goes on waiting for the worker that comes after the one it waited for", async () => {
    const held = { now: Promise.resolve() };
    let release = (): void => undefined;
    const source = fresh();
    const slow = committingWith(source, async (store, unit) => {
      if (unit.isDerived === true) await held.now;
      return store.commit(unit);
    });
    const store = await opened(source);
    const projections = projectionsOf(await opened(slow));
    await projections.start();
    await append(store, some(5));
    await rowsOf(store, projections);
    held.now = new Promise((resolve) => (release = resolve));
    await append(store, some(5));
    const reading = projections.reader(totals()).list({ after: { position: 10 }, timeout: 3000 });
    await pause(5);
    // The projector that is being waited for ends before it gets there.
    await projections.rebuild("Test.Totals");
    release();
    expect((await reading).rows.length).toBeGreaterThan(0);
  });
});

describe.each(stores)("$name: a store that fails", ({ fresh }) => {
  it("holds a projection up, and nothing is lost or doubled when it is back", async () => {
    const state = { isDown: false, refused: 0 };
    const down = <T>(ask: () => Promise<T>): Promise<T> => {
      if (!state.isDown) return ask();
      state.refused++;
      return Promise.reject(new Error("out of reach"));
    };
    const source = fresh();
    const store = await opened(source);
    const away = await opened(
      overriding(source, (inner) => ({
        commit: (unit: Unit) => down(() => inner.commit(unit)),
        readLog: (...args) => down(() => inner.readLog(...args)),
        findRows: (...args) => down(() => inner.findRows(...args)),
        findRecord: (...args) => down(() => inner.findRecord(...args)),
      })),
    );
    const projections = projectionsOf(away);
    await projections.start();
    for (let n = 0; n < 4; n++) {
      const { refused } = state;
      state.isDown = true;
      await append(store, some(300));
      await until(() => state.refused > refused, "it has asked in vain");
      state.isDown = false;
      await append(store, some(300));
    }
    expect(await rowsOf(store, projections)).toEqual(await expected(store));
    expect((await healthOf(projections)).failures).toBeGreaterThan(0);
  });
});
