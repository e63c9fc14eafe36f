/**
 * One worker among several processes. A lease is two records: a token, which changes hands with the lease and which every
 * commit of the holder guards, and an expiry, which the holder moves on. A holder that was paused past its expiry finds
 * its commits refused: it is fenced off by the token, whatever it believes.
 */
import { setTimeout as pause } from "node:timers/promises";
import type { RecordGuard, Store, StoredRecord } from "../store/port.js";

const collection = "lease";

export interface LeaseOptions {
  readonly name: string;
  /** Tells this process from others. */
  readonly holder: string;
  readonly clock: () => Date;
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

/** Takes the lease when it is free or expired; `undefined` while another holds it. */
export async function acquire(store: Store, options: LeaseOptions): Promise<Held | undefined> {
  const { name, holder, clock, duration } = options;
  const [token, expiry] = await Promise.all([
    store.findRecord(collection, name),
    store.findRecord(collection, expiryOf(name)),
  ]);
  const now = clock().getTime();
  if (token !== undefined && expiry !== undefined && Date.parse(expiry.value) > now) return undefined;
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
export async function renew(store: Store, { guard }: Held, options: LeaseOptions): Promise<boolean> {
  const { name, clock, duration } = options;
  const until = new Date(clock().getTime() + duration).toISOString();
  const result = await store.commit({
    guards: [guard],
    records: [{ collection, key: expiryOf(name), value: until }],
  });
  return result.ok;
}

/** Gives the lease back, so that another need not wait for it to expire. */
export async function release(store: Store, { guard }: Held, { name }: LeaseOptions): Promise<void> {
  await store.commit({ guards: [guard], records: [{ collection, key: expiryOf(name) }] });
}

/** Who holds a lease, as the store says. */
export async function holderOf(store: Store, name: string): Promise<string | undefined> {
  const token = await store.findRecord(collection, name);
  return token && readToken(token).holder;
}

/**
 * Runs work while the lease is held: waits for it, renews it, and starts anew when it was lost. The work ends when its
 * signal is aborted.
 */
export async function whileHolding(
  store: Store,
  options: LeaseOptions,
  signal: AbortSignal,
  work: (held: Held, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const isAborted = (): boolean => signal.aborted;
  while (!isAborted()) {
    const held = await acquire(store, options);
    if (held === undefined) {
      await sleep(options.duration / 4, signal);
      continue;
    }
    const lost = new AbortController();
    const working = work(held, AbortSignal.any([signal, lost.signal])).finally(() => {
      lost.abort();
    });
    await renewUntil(store, held, options, AbortSignal.any([signal, lost.signal]));
    lost.abort();
    await working;
    if (isAborted()) await release(store, held, options);
  }
}

async function renewUntil(
  store: Store,
  held: Held,
  options: LeaseOptions,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    await sleep(options.duration / 3, signal);
    if (signal.aborted) return;
    try {
      if (!(await renew(store, held, options))) return;
    } catch {
      // The store is out of reach: nothing is committed without it, and the lease may be another's when it is back.
    }
  }
}

async function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  try {
    await pause(milliseconds, undefined, { signal, ref: false });
  } catch {
    // Aborted: whoever sleeps looks at the signal.
  }
}

const expiryOf = (name: string): string => `${name}/expiry`;

const guardOf = (name: string, version: number): RecordGuard => ({ collection, key: name, version });

function readToken(record: StoredRecord): Token;
function readToken({ value }: StoredRecord): unknown {
  const token: unknown = JSON.parse(value);
  return token;
}
