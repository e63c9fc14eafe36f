/**
 * Commits of a projection that reach the store late, when others have applied the same events and more. The handlers add up,
 * so that an older row, or an older checkpoint, shows. What stands in the way is the lease, which every commit guards, and the
 * version of the checkpoint, which it expects: each test says which of them it needs.
 */
import { setImmediate as nextTurn } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import type { CommitResult, Store, StoreSource, Unit } from "@esdl/runtime";
import type { Projections } from "../../runtime/src/projections/service.js";
import { committingWith, opened, stores } from "../stores/stores.js";
import { added, append, decode, expected, projectionsOf, totals } from "./support.js";

const allRows = async (projections: Projections) => (await projections.reader(totals()).list()).rows;

/** Waits until the rows have seen the whole log. */
async function settled(store: Store, projections: Projections): Promise<void> {
  await projections.reader(totals()).list({ after: { position: await store.logEnd() } });
}

const hasRows = ({ rows }: Unit): boolean => rows !== undefined && rows.length > 0;

/** A store whose next commit of rows, once it is armed, is done in a way of its own; the others go through. */
function oneCommit(
  source: StoreSource,
  ofOne: (inner: Store, unit: Unit) => Promise<CommitResult>,
): { readonly source: StoreSource; readonly arm: () => void } {
  let isArmed = false;
  return {
    source: committingWith(source, (inner, unit) => {
      if (!isArmed || !hasRows(unit)) return inner.commit(unit);
      isArmed = false;
      return ofOne(inner, unit);
    }),
    arm: () => {
      isArmed = true;
    },
  };
}

/** A promise that is resolved from outside. */
function later<T>(): { readonly promise: Promise<T>; readonly resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((done) => (resolve = done));
  return { promise, resolve };
}

/**
 * A worker that is paused between having read and decided a batch and its commit, and that writes no rows after that one:
 * one that goes on mends what it has overwritten, as it applies the later events to the older rows.
 */
function paused(source: StoreSource, { mayGoOn = false } = {}) {
  const reached = later<undefined>();
  const woken = later<undefined>();
  const answered = later<CommitResult>();
  let isOver = false;
  const { arm, source: pausing } = oneCommit(source, async (inner, unit) => {
    reached.resolve(undefined);
    await woken.promise;
    isOver = !mayGoOn;
    const result = await inner.commit(unit);
    answered.resolve(result);
    return result;
  });
  return {
    source: committingWith(pausing, (inner, unit) =>
      isOver && hasRows(unit) ? Promise.reject(new Error("the process is dead")) : inner.commit(unit),
    ),
    arm,
    reached: reached.promise,
    /** Lets it commit, and tells how that ended. */
    wake(): Promise<CommitResult> {
      woken.resolve(undefined);
      return answered.promise;
    },
  };
}

describe.each(stores)(
  "$name: a worker that was paused past its lease, between its batch and the commit",
  ({ fresh }) => {
    it.each([
      { meanwhile: "the same events and more of the same row", more: [added("a", 10)] },
      { meanwhile: "the same events and more of other rows", more: [added("b", 100), added("c", 1000)] },
      { meanwhile: "the same events alone", more: [] },
    ])("is fenced off when the next one has applied $meanwhile", async ({ more }) => {
      const source = fresh();
      const store = await opened(source);
      const pause = paused(source);
      // Its clock stands still, so that it never knows that its lease is over.
      const now = Date.now();
      const late = projectionsOf(await opened(pause.source), { clock: () => new Date(now) });
      await late.start();
      await append(store, [added("a", 1), added("b", 2)]);
      await settled(store, late);
      pause.arm();
      await append(store, [added("a", 4)]);
      await pause.reached;

      const next = projectionsOf(store, { clock: () => new Date(now + 3_600_000) });
      await next.start();
      await append(store, more);
      await settled(store, next);
      const answer = await pause.wake();
      // Without guard and expectation, the older row is there now, or the older checkpoint, from which the third goes on.
      expect(await allRows(next)).toEqual(await expected(store));
      await late.close();
      await next.close();
      const third = projectionsOf(store, { clock: () => new Date(now + 7_200_000) });
      await third.start();
      await settled(store, third);
      expect(await allRows(third)).toEqual(await expected(store));
      // The lease alone tells it to leave the work to the other.
      expect(answer).toMatchObject({ ok: false, refusal: { kind: "stale", collection: "lease" } });
    });

    it("is fenced off by the lease alone while the next one has not yet applied anything", async () => {
      const source = fresh();
      const store = await opened(source);
      const first = paused(source);
      const second = paused(source, { mayGoOn: true });
      const now = Date.now();
      const late = projectionsOf(await opened(first.source), { clock: () => new Date(now) });
      await late.start();
      await append(store, [added("a", 1)]);
      await settled(store, late);
      first.arm();
      second.arm();
      await append(store, [added("a", 4)]);
      await first.reached;
      const next = projectionsOf(await opened(second.source), { clock: () => new Date(now + 3_600_000) });
      await next.start();
      await second.reached;
      const answers = [await first.wake(), await second.wake()];
      expect(answers).toMatchObject([
        { ok: false, refusal: { kind: "stale", collection: "lease" } },
        { ok: true },
      ]);
      await settled(store, next);
      expect(await allRows(next)).toEqual(await expected(store));
    });
  },
);

describe.each(stores)("$name: a commit whose answer is lost", ({ fresh }) => {
  it("and which reaches the store once more, behind later ones, changes nothing then", async () => {
    const source = fresh();
    const store = await opened(source);
    let copy: Unit | undefined;
    const lossy = oneCommit(source, async (inner, unit) => {
      await inner.commit(unit);
      copy = unit;
      throw new Error("the connection was lost after the commit");
    });
    const projections = projectionsOf(await opened(lossy.source));
    await projections.start();
    lossy.arm();
    await append(store, [added("a", 1)]);
    await settled(store, projections);
    await append(store, [added("a", 10), added("b", 100)]);
    await settled(store, projections);
    // The lease is still the same: the version of the checkpoint alone tells that it is late.
    const answer = await store.commit(copy!);
    expect(await allRows(projections)).toEqual(await expected(store));
    expect(answer).toMatchObject({
      ok: false,
      refusal: { kind: "stale", collection: "projection-checkpoint" },
    });
    await projections.close();
    const next = projectionsOf(store);
    await next.start();
    await settled(store, next);
    expect(await allRows(next)).toEqual(await expected(store));
  });

  it("and behind which a command has committed with its rows is not written over them again", async () => {
    const source = fresh();
    const store = await opened(source);
    const command = async (key: string, by: number): Promise<void> => {
      const event = added(key, by);
      const stream = "Counter-inline";
      const handled = (position: number) =>
        decode({ ...event, stream, category: "Counter", version: 1, position })[0]!;
      const derivation = await projections.derivation("Counter", [handled]);
      await store.commit({
        appends: [{ stream, category: "Counter", expected: "new", events: [event] }],
        ...(derivation === undefined ? {} : { derivation }),
      });
    };
    const answer = { isLost: false };
    const lossy = oneCommit(source, async (inner, unit) => {
      await inner.commit(unit);
      await command("a", 10);
      answer.isLost = true;
      throw new Error("the connection was lost after the commit");
    });
    const projections = projectionsOf(await opened(lossy.source), { inline: new Set(["Test.Totals"]) });
    await projections.start();
    await append(store, [added("a", 1)]);
    await settled(store, projections);
    lossy.arm();
    // By a process that knows nothing of the projection: the worker catches up with it.
    await append(store, [added("a", 4)]);
    await settled(store, projections);
    while (!answer.isLost) await nextTurn();
    expect(await allRows(projections)).toEqual(await expected(store));
    await projections.close();
    const next = projectionsOf(store);
    await next.start();
    await settled(store, next);
    expect(await allRows(next)).toEqual(await expected(store));
  });
});
