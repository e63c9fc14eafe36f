/** A clock that moves when it is told to. */
import { addToInstant } from "../values/index.js";

/** A clock that moves when it is told to. */
export interface TestClock {
  /** The time, as ISO-8601 UTC with milliseconds. */
  readonly now: () => string;
  /** The time as `createApp` takes it. */
  readonly date: () => Date;
  /**
   * Moves the clock by an ISO-8601 duration of days and less: `PT15M`, `P1D`.
   *
   * @throws ValueError when it is none
   */
  advance(duration: string): void;
  /** Moves the clock to an instant. */
  moveTo(instant: string): void;
}

/** When every test begins, as scenarios in a model do. */
export const beginning = "2026-01-01T00:00:00.000Z";

/** A clock that stands at `start`. */
export function testClock(start: string = beginning): TestClock {
  let now = start;
  return {
    now: () => now,
    date: () => new Date(now),
    advance(duration) {
      now = addToInstant(now, duration);
    },
    moveTo(instant) {
      now = instant;
    },
  };
}
