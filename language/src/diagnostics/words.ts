/** Putting names into sentences. */

/** `a`, `a and b`, `a, b and c`. */
export function list(items: readonly string[], word: "and" | "or"): string {
  const last = items.at(-1) ?? "";
  return items.length < 2 ? last : `${items.slice(0, -1).join(", ")} ${word} ${last}`;
}

/** With "a" or "an" before it, or nothing before what begins with a preposition. */
export const article = (words: string): string =>
  words.startsWith("on ") ? `\`${words}\`` : `${/^[aeiou]/i.test(words) ? "an" : "a"} ${words}`;
