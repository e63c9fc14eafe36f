/**
 * One worker among several processes. A lease is two records: a token, which changes hands with the lease and which every
 * commit of the holder guards, and an expiry, which the holder moves on. A holder that was paused past its expiry finds
 * its commits refused: it is fenced off by the token, whatever it believes.
 *
 * Clocks may disagree and jump. One that is ahead makes a lease change hands early, which the token makes harmless; one that
 * was ahead would make others wait for ever, so that an expiry which nobody moves counts as none after a while.
 */
import type { RecordGuard, Store, StoredRecord } from "../store/port.js";
import type { Timing } from "./timing.js";

const collection = "lease";

export interface LeaseOptions {
  readonly name: string;
  /** Tells this process from others. */
  readonly holder: string;
  readonly clock: () => Date;
  readonly timing: Timing;
  /** How long the lease is held without a sign of life, in milliseconds. */
  readonly duration: number;
}

interface Token {
  readonly holder: string;
}

/** A lease that is held: what the holder's commits guard. */
export interface Held {
  readonly guard: RecordGuard;
}

/** Tells an expiry that is moved on from one that stands still, by a time that does not jump. */
class Watched {
  readonly #timing: Timing;
  #version: number | undefined;
  #since = 0;

  constructor(timing: Timing) {
    this.#timing = timing;
  }

  /** For how long the record has been as it is, in milliseconds. */
  stillFor({ version }: StoredRecord): number {
    const now = this.#timing.elapsed();
    if (version !== this.#version) {
      this.#version = version;
      this.#since = now;
    }
    return now - this.#since;
  }
}

/** Takes the lease when it is free, expired or given up; `undefined` while another holds it. */
async function acquire(store: Store, options: LeaseOptions, watched: Watched): Promise<Held | undefined> {
  const { name, holder, clock, duration } = options;
  const [token, expiry] = await Promise.all([
    store.findRecord(collection, name),
    store.findRecord(collection, expiryOf(name)),
  ]);
  const now = clock().getTime();
  if (token !== undefined && expiry !== undefined) {
    const isStill = watched.stillFor(expiry) > duration;
    if (Date.parse(expiry.value) > now && !isStill) return undefined;
  }
  const value = JSON.stringify({ holder } satisfies Token);
  const until = new Date(now + duration).toISOString();
  const result = await store.commit({
    records: [
      { collection, key: name, expected: token?.version ?? 0, value },
      { collection, key: expiryOf(name), value: until },
    ],
  });
  return result.ok ? { guard: guardOf(name, (token?.version ?? 0) + 1) } : undefined;
}

/** Moves the expiry on; false when the lease has passed to another. */
async function renew(store: Store, { guard }: Held, options: LeaseOptions): Promise<boolean> {
  const { name, clock, duration } = options;
  const until = new Date(clock().getTime() + duration).toISOString();
  const result = await store.commit({
    guards: [guard],
    records: [{ collection, key: expiryOf(name), value: until }],
  });
  return result.ok;
}

/** Gives the lease back, so that another need not wait for it to expire. */
async function release(store: Store, { guard }: Held, { name }: LeaseOptions): Promise<void> {
  await store.commit({ guards: [guard], records: [{ collection, key: expiryOf(name) }] });
}

/**
 * Runs work while the lease is held: waits for it, renews it, and starts anew when it was lost. The work ends when its
 * signal is aborted.
 *
 * @param onFailure told of what the store threw; it is asked again
 */
export async function whileHolding(
  store: Store,
  options: LeaseOptions,
  signal: AbortSignal,
  work: (held: Held, signal: AbortSignal) => Promise<void>,
  onFailure: (error: unknown) => void,
): Promise<void> {
  const isAborted = (): boolean => signal.aborted;
  const { timing } = options;
  const watched = new Watched(timing);
  while (!isAborted()) {
    let held: Held | undefined;
    try {
      held = await acquire(store, options, watched);
    } catch (error) {
      onFailure(error);
    }
    if (held === undefined) {
      await timing.pause(options.duration / 4, signal);
      continue;
    }
    const lost = new AbortController();
    const working = work(held, AbortSignal.any([signal, lost.signal])).finally(() => {
      lost.abort();
    });
    await renewUntil(store, held, options, AbortSignal.any([signal, lost.signal]), onFailure);
    lost.abort();
    await working;
    if (!isAborted()) continue;
    // Whoever waits for it takes it a little later when this fails.
    await release(store, held, options).catch(onFailure);
  }
}

async function renewUntil(
  store: Store,
  held: Held,
  options: LeaseOptions,
  signal: AbortSignal,
  onFailure: (error: unknown) => void,
): Promise<void> {
  for (;;) {
    await options.timing.pause(options.duration / 3, signal);
    if (signal.aborted) return;
    try {
      if (!(await renew(store, held, options))) return;
    } catch (error) {
      // The store is out of reach: nothing is committed without it, and the lease may be another's when it is back.
      onFailure(error);
    }
  }
}

const expiryOf = (name: string): string => `${name}/expiry`;

const guardOf = (name: string, version: number): RecordGuard => ({ collection, key: name, version });
