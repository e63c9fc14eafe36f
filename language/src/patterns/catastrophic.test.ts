/** Patterns known to be slow are found; patterns that models use are left alone. */
import { expect, it } from "vitest";
import { isCatastrophic } from "./catastrophic.js";

const slow = [
  "^(a+)+$",
  "^(a*)*$",
  "^(a|a)*$",
  "^(a|aa)+$",
  "^(a+)*b$",
  "^([a-zA-Z]+)*$",
  "^(([a-z])+.)+[A-Z]([a-z])+$",
  "^(\\w+\\s?)*$",
  "^(\\d+)*$",
  "^(.*a){20}$",
  "^(x+x+)+y$",
  "^(0|[0-9])+$",
  "^([^@]+|.)+@",
  "^(a?b?a?)*$",
  "^((ab)*)*$",
  "^(?=(a+)+$)b",
  "^(a{1,50}){1,50}$",
  "^([a-z]+,?)+$",
  "^(\\p{L}+|x)*$",
  // the famous e-mail of OWASP, and the one behind an outage of Stack Overflow's sibling
  "^([a-zA-Z0-9])(([\\-.]|[_]+)?([a-zA-Z0-9]+))*(@){1}[a-z0-9]+[.]{1}(([a-z]{2,3})|([a-z]{2,3}[.]{1}[a-z]{2,3}))$",
  "(?:(?:\"|'|\\]|\\}|\\\\|\\d|(?:nan|infinity|true|false|null|undefined|symbol|math)|`|-|\\+)+[)]*;?((?:\\s|-|~|!|\\{\\}|\\|\\||\\+)*.*(?:.*=.*)*)+)$",
];

const fast = [
  "^97[89][0-9]{10}$",
  "^[A-Z]{3}-[0-9]+$",
  "^[^@ ]+@[^@ ]+$",
  "^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$",
  "^[A-Z]{3}-[0-9]{1,6}$",
  "^[a-z]+(-[a-z]+)*$",
  "^(\\d{1,3}\\.){3}\\d{1,3}$",
  "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$",
  "^(0|[1-9][0-9]*)(\\.[0-9]+)?$",
  "^#?([a-f0-9]{6}|[a-f0-9]{3})$",
  "^\\+?[0-9 ()-]{7,20}$",
  "^([a-z]+\\.)+[a-z]{2,}$",
  "^(https?)://[^\\s/$.?#].[^\\s]*$",
  "^\\p{L}[\\p{L}' -]*$",
  "^(a|b)*c$",
  "^(ab?)*$",
  "a*a*",
  '^(?:[^"\\\\]|\\\\.)*$',
  "",
  "^(?!000)\\d{3}-\\d{2}$",
  "^\\u{1F600}+[\\u0041-\\x5A]*$",
];

it.each(slow)("warns of %s", (source) => {
  expect(isCatastrophic(source)).toBe(true);
});

it.each(fast)("leaves %s alone", (source) => {
  expect(isCatastrophic(source)).toBe(false);
});

it("says nothing of what is no regular expression", () => {
  expect(isCatastrophic("(a+")).toBe(false);
});
