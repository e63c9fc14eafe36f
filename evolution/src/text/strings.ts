/** Texts in quotes, as the language writes them; nothing in them is invisible or ends a line. */

const simple: Readonly<Record<string, string>> = {
  '"': '\\"',
  "\\": "\\\\",
  "\n": "\\n",
  "\t": "\\t",
  "\r": "\\r",
};

export const quoted = (text: string): string =>
  `"${text.replace(
    /["\\]|[\p{Cc}\p{Cf}\u2028\u2029]/gu,
    (character) => simple[character] ?? `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  )}"`;

/** Splits source text into what stands in quotes or between the slashes of a pattern, and the rest, in turn. */
export const outsideTexts = (text: string, change: (rest: string) => string): string =>
  text
    .split(/("(?:\\.|[^"\\])*"|(?<=matches )\/(?:\\.|\[(?:\\.|[^\]\\])*\]|[^/\\[])*\/)/)
    .map((part, index) => (index % 2 === 0 ? change(part) : part))
    .join("");
