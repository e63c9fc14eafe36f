/**
 * What decides when something goes on that waits for nothing but time, and by chance. Everything that works beside commands
 * waits by this, so that a test that puts another in its place decides about all of it.
 */
import { setTimeout as pause } from "node:timers/promises";

export interface Timing {
  /**
   * Resolves after so many milliseconds, or as soon as the signal is aborted. One that can be aborted does not keep the
   * process alive.
   */
  pause(milliseconds: number, signal?: AbortSignal): Promise<void>;
  /** A time in milliseconds that does not jump, since some instant. */
  elapsed(): number;
  /** From 0 to below 1: keeps those apart who would do the same at the same time. */
  random(): number;
}

/** The machine's. */
export const systemTiming: Timing = {
  async pause(milliseconds, signal) {
    if (signal === undefined) return pause(milliseconds);
    try {
      await pause(milliseconds, undefined, { signal, ref: false });
    } catch {
      // Aborted: whoever waits looks at the signal.
    }
  },
  elapsed: () => performance.now(),
  random: () => Math.random(),
};
