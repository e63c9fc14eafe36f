/** A page or file of the site before it is written. */
export interface Page {
  /** From the root of the site, with its ending: `diagnostics/ESDL2001.md`. */
  readonly path: string;
  readonly text: string;
}

/** A fenced block of code. The fence is longer than any in the code. */
export function fence(language: string, code: string): string {
  const longest = Math.max(2, ...[...code.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const ticks = "`".repeat(longest + 1);
  return `${ticks}${language}\n${code.trim()}\n${ticks}`;
}

/** Text as inline code, whatever it holds. */
export const code = (text: string): string => (text.includes("`") ? `\`\` ${text} \`\`` : `\`${text}\``);

/** Text in a cell of a table. */
export const cell = (text: string): string => text.replaceAll("|", "\\|").replaceAll(/\s*\n\s*/g, " ");

/** A table of Markdown. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => "---"), ...rows].map((row) => `| ${row.map(cell).join(" | ")} |`).join("\n");

/** Plain text in a page that is also a template of Vue: nothing in it is a tag or an expression. */
export const plain = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll("{{", "&#123;&#123;");

/** Paragraphs, with those that are missing left out. */
export const paragraphs = (...parts: readonly (string | undefined)[]): string =>
  `${parts.filter((part) => part !== undefined && part !== "").join("\n\n")}\n`;
