/** Deep equality that also holds for data whose own members have the names that objects inherit. */
import { isDeepStrictEqual } from "node:util";
import { expect } from "vitest";

/**
 * Fails unless both are the same: own members, prototypes, and -0 told from 0. `toStrictEqual` compares what it reads as
 * `constructor`, so that `{ constructor: {} }` would not equal its own copy.
 */
export function expectSame(actual: unknown, expected: unknown, message?: string): void {
  if (isDeepStrictEqual(actual, expected)) return;
  expect(actual, message).toStrictEqual(expected);
  expect.fail(message ?? "They differ in what their rendering does not show");
}
