/** Tries infrastructure again, later and later, for as long as somebody still wants it. */
import type { Timing } from "./timing.js";

export interface Backoff {
  /** Before the second try, in milliseconds; doubled each time. */
  readonly first: number;
  /** The longest pause, in milliseconds. */
  readonly longest: number;
}

/**
 * Runs a task until it succeeds.
 *
 * @param onFailure told of every failure
 * @returns `undefined` when the signal is aborted before it succeeds
 */
export async function retrying<T>(
  task: () => Promise<T>,
  { first, longest }: Backoff,
  timing: Timing,
  signal: AbortSignal,
  onFailure: (error: unknown) => void,
): Promise<T | undefined> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await task();
    } catch (error) {
      onFailure(error);
    }
    // Those who fail together do not try again together.
    const delay = Math.min(first * 2 ** attempt, longest) * (0.5 + timing.random() / 2);
    await timing.pause(delay, signal);
    if (signal.aborted) return undefined;
  }
}
