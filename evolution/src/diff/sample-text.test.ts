import { expect, it } from "vitest";
import { sampleText } from "./sample-text.js";

it.each([
  ["^[A-Z]{3}-[0-9]+$", "AAA-0"],
  ["^97[89][0-9]{10}$", "9790000000000"],
  ["^[^@ ]+@[^@ ]+$", "A@A"],
  ["^(EUR|USD)$", "EUR"],
  ["[0-9]", "0"],
  ["^\\d{2}:\\d{2}$", "00:00"],
  ["^a?b*c$", "c"],
  ["^\\p{Lu}$", "A"],
])("%s is matched by %s", (pattern, text) => {
  expect(sampleText(pattern)).toBe(text);
});

it.each(["(?=a)b", "[", "^\\bX"])("gives no sample for %s", (pattern) => {
  expect(sampleText(pattern)).toBeUndefined();
});
