/** The engine of projections, on every store. Each fault is injected, and each test says what it breaks. */
import { describe, expect, it } from "vitest";
import type { Store } from "@esdl/runtime";
import { committingWith, opened, stores } from "../stores/stores.js";
import { added, append, expected, poison, projectionsOf, totals, until } from "./support.js";

const some = (count: number): ReturnType<typeof added>[] =>
  Array.from({ length: count }, (_, n) => added(`k${String(n % 7)}`, n));

async function rowsOf(store: Store, projections: ReturnType<typeof projectionsOf>, definition = totals()) {
  const after = { position: await store.logEnd() };
  return (await projections.reader(definition).list({ after, limit: 1000 })).rows;
}

describe.each(stores)("$name: projections", ({ fresh }) => {
  it("catch up with a history and follow what comes, in one way", async () => {
    const store = await opened(fresh());
    await append(store, some(2500));
    const projections = projectionsOf(store);
    await projections.start();
    expect(await rowsOf(store, projections)).toEqual(await expected(store));
    for (let n = 0; n < 5; n++) {
      await append(store, some(3));
      expect(await rowsOf(store, projections)).toEqual(await expected(store));
    }
  });

  it("apply each event once, whatever restarts, refused commits and lost answers there are", async () => {
    const source = fresh();
    let seed = 1;
    const random = (): number => (seed = (seed * 48271) % 2147483647) / 2147483647;
    // The process dies before the commit, or after it, when the answer is lost.
    const unreliable = committingWith(source, async (store, unit) => {
      if (unit.rows === undefined || unit.rows.length === 0) return store.commit(unit);
      const chance = random();
      if (chance < 0.3) throw new Error("the connection was lost before the commit");
      const result = await store.commit(unit);
      if (chance < 0.6) throw new Error("the connection was lost after the commit");
      return result;
    });
    const plain = await opened(source);
    for (let round = 0; round < 8; round++) {
      await append(plain, some(40));
      const store = await unreliable.open();
      const projections = projectionsOf(store);
      await projections.start();
      if (round % 2 === 0) await rowsOf(store, projections);
      await projections.close();
    }
    const last = projectionsOf(plain);
    await last.start();
    expect(await rowsOf(plain, last)).toEqual(await expected(plain));
  });

  it.each(["handler", "update"] as const)(
    "park at an event whose %s throws, and say so; others go on",
    async (how) => {
      poison.active = true;
      const store = await opened(fresh());
      const other = {
        ...totals(),
        name: "Test.Other",
        table: { ...totals().table, name: "Test.Other" },
        events: { Counter: {} },
      };
      const projections = projectionsOf(store, { definitions: [totals(), other] });
      await projections.start();
      await append(store, [added("a", 1), added("a", 2), added("bad", 3, { poison: how }), added("a", 4)]);
      const parkedNow = async () => (await projections.health())[0]?.parked[0];
      await until(async () => (await parkedNow()) !== undefined, "parked");
      expect(await projections.health()).toMatchObject([
        { state: "parked", position: 2, parked: [{ position: 3, type: "Added", error: "poison of bad" }] },
        { state: "live" },
      ]);
      await projections.reader(other).list({ after: { position: 4 } });
      expect(await projections.reader(totals()).get("a")).toMatchObject({ total: 3 });
      await expect(
        projections.reader(totals()).get("a", { after: { position: 4 }, timeout: 30 }),
      ).rejects.toThrow(
        /is at position 2; position 4 was waited for: it is parked at Added of Counter-\d+: poison of bad/,
      );

      await expect(projections.skip("Test.Totals", 99)).rejects.toThrow(
        "Test.Totals is parked at position 3, not at 99",
      );
      await projections.retry("Test.Totals");
      await until(async () => (await parkedNow()) !== undefined, "parked again");
      expect(await projections.reader(totals()).get("a")).toMatchObject({ total: 3 });

      if (how === "handler") {
        poison.active = false;
        await projections.retry("Test.Totals");
        expect(await rowsOf(store, projections)).toEqual(await expected(store));
      } else {
        await projections.skip("Test.Totals", 3);
        expect(await rowsOf(store, projections)).toEqual([{ key: "a", total: 7, count: 3 }]);
      }
      poison.active = true;
    },
  );

  it("park one partition alone", async () => {
    const store = await opened(fresh());
    const projections = projectionsOf(store, { partitions: { "Test.Totals": 4 } });
    await projections.start();
    await append(store, [added("bad", 1, { poison: "update" }), ...some(50), added("bad", 1)]);
    await until(async () => (await projections.health())[0]?.parked.length === 1, "parked");
    const wanted = (await expected(store)).filter(({ key }) => key !== "bad");
    await until(
      async () => (await projections.reader(totals()).list()).rows.length >= wanted.length - 3,
      "the others went on",
    );
    poison.active = false;
    await projections.retry("Test.Totals");
    expect(await rowsOf(store, projections)).toEqual(await expected(store));
    poison.active = true;
  });

  it("skip nothing when the number of partitions changes, also in the middle", async () => {
    const store = await opened(fresh());
    for (const count of [1, 3, 2, 5, 1]) {
      await append(store, some(1300));
      const projections = projectionsOf(store, { partitions: { "Test.Totals": count } });
      await projections.start();
      if (count % 2 === 1) expect(await rowsOf(store, projections)).toEqual(await expected(store));
      await projections.close();
    }
  });

  it("are rebuilt beside the live table when their fingerprint is another, under load", async () => {
    const store = await opened(fresh());
    await append(store, some(3000));
    const old = projectionsOf(store);
    await old.start();
    await rowsOf(store, old);
    await old.close();

    const next = projectionsOf(store, { definitions: [totals("b", 10)] });
    await next.start();
    const load = (async () => {
      for (let n = 0; n < 20; n++) await append(store, some(50));
    })();
    // The old table answers, or the new one: never a part of it.
    do {
      expect((await next.reader(totals("b", 10)).list()).rows).toHaveLength(7);
      await new Promise((resolve) => setTimeout(resolve, 1));
    } while ((await next.health())[0]?.state !== "live");
    await load;
    const after = { position: await store.logEnd() };
    expect((await next.reader(totals("b", 10)).list({ after })).rows).toEqual(await expected(store, 10));
    expect((await store.listTables()).length).toBe(1);
    expect(await next.health()).toMatchObject([{ state: "live", lag: { events: 0 } }]);
  });

  it("are rebuilt on demand; a rebuild that was stopped goes on where it was", async () => {
    const store = await opened(fresh());
    await append(store, some(2500));
    const projections = projectionsOf(store);
    await projections.start();
    await rowsOf(store, projections);
    const [before] = await store.listTables();
    await projections.rebuild("Test.Totals");
    await projections.cancelRebuild("Test.Totals");
    await append(store, some(10));
    expect(await rowsOf(store, projections)).toEqual(await expected(store));
    const [health] = await projections.health();
    if (health?.rebuild !== undefined) expect(health.rebuild.isStopped).toBe(true);
    await projections.rebuild("Test.Totals");
    await until(async () => {
      const [one, other] = await store.listTables();
      return other === undefined && one?.version !== before?.version;
    }, "the new table alone is there");
    await append(store, some(10));
    expect(await rowsOf(store, projections)).toEqual(await expected(store));
  });

  it("are left to the release that was started last", async () => {
    const store = await opened(fresh());
    await append(store, some(20));
    const old = projectionsOf(store);
    await old.start();
    await rowsOf(store, old);
    const next = projectionsOf(store, { definitions: [totals("b", 10)] });
    await next.start();
    // The first release has the lease, and does nothing with it any more.
    await until(async () => (await old.health())[0]?.state === "superseded", "superseded");
    await old.close();
    await until(async () => (await next.health())[0]?.state === "live", "the last release keeps it");
    expect(await rowsOf(store, next, totals("b", 10))).toEqual(await expected(store, 10));
  });

  it("do not wait for ever on an idle log, nor for what is behind its end", async () => {
    const store = await opened(fresh());
    const projections = projectionsOf(store);
    await projections.start();
    expect((await projections.reader(totals()).list({ after: { position: 0 } })).rows).toEqual([]);
    const late = projections.reader(totals()).list({ after: { position: 1000 }, timeout: 30 });
    await expect(late).rejects.toThrow("Test.Totals is at position 0; position 1000 was waited for");
    await append(store, some(3));
    for (let n = 0; n < 2; n++) expect(await rowsOf(store, projections)).toHaveLength(3);
  });
});
