import { expect, it } from "vitest";
import { compareConditions } from "./conditions.js";

const rows: readonly (readonly [string | undefined, string | undefined, string])[] = [
  [undefined, undefined, "same"],
  [undefined, "it >= 1", "tighter"],
  ["it >= 1", undefined, "looser"],
  ["it >= 1", "it >= 2", "tighter"],
  ["it >= 2", "it >= 1", "looser"],
  ["it >= 1", "it > 1", "tighter"],
  ["it > 1", "it >= 1", "looser"],
  ["it <= 9", "it < 9", "tighter"],
  ["it < 9", "it <= 9", "looser"],
  ["1 <= it", "it >= 1", "same"],
  ["it >= 1 and it <= 9", "it <= 9 and it >= 1", "same"],
  ["it >= 0 and it <= 9", "it >= 1 and it <= 10", "mixed"],
  ["it >= 1 and it >= 5", "it >= 5", "same"],
  ["it <= 9 and it <= 5", "it <= 5", "same"],
  ["it >= 0.10", "it >= 0.1", "same"],
  ["it >= 12345678901234567890", "it >= 12345678901234567891", "tighter"],
  ["it >= -1", "it >= -2", "looser"],
  ["it >= -0.5", "it >= 0", "tighter"],
  ["it matches /a/", "it matches /b/", "unlike"],
  ["it matches /a and b/", "it matches /a and b/ and it.length <= 3", "tighter"],
  ["it.length <= 3", "it.length <= 4", "looser"],
  ["it >= 1 or it <= -1", "it >= 1", "unlike"],
  ['it != "a and b"', undefined, "looser"],
];

it.each(rows)("from %s to %s is %s", (old, now, change) => {
  expect(compareConditions(old, now)).toBe(change);
});
