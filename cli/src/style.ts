/** Colour for terminals: named for what it marks, and the identity where there is no terminal. */

export interface Style {
  readonly error: (text: string) => string;
  readonly warning: (text: string) => string;
  readonly good: (text: string) => string;
  readonly faint: (text: string) => string;
  readonly strong: (text: string) => string;
}

const plain = (text: string): string => text;
const sgr =
  (code: number, end: number) =>
  (text: string): string =>
    `\u001b[${code}m${text}\u001b[${end}m`;

const coloured: Style = {
  error: sgr(31, 39),
  warning: sgr(33, 39),
  good: sgr(32, 39),
  faint: sgr(2, 22),
  strong: sgr(1, 22),
};
const colourless: Style = { error: plain, warning: plain, good: plain, faint: plain, strong: plain };

export const style = (colour: boolean): Style => (colour ? coloured : colourless);

/** Model text is hostile: what would move the cursor or hide text is shown as an escape instead. */
export function visible(text: string): string {
  return text.replace(
    /(?![\n\t])[\p{Cc}\p{Cf}\u2028\u2029]/gu,
    (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
}
