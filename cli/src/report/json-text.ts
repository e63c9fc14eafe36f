/** JSON as it may be printed on a terminal, too: what would move the cursor or hide text is written as an escape. */
export const jsonText = (value: unknown): string =>
  `${JSON.stringify(value, undefined, 2).replace(/(?!\n)[\p{Cc}\p{Cf}\u2028\u2029]/gu, escaped)}\n`;

const escaped = (character: string): string =>
  character
    .split("")
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
    .join("");
