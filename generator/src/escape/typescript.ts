/** Text of the model in TypeScript: as strings, parts of templates, regular expressions and comments. */
import { linesOf, replaceUnseen, unicodeEscape, visible } from "./unseen.js";

/** A string literal in double quotes that holds exactly this text. */
export function stringLiteral(text: string): string {
  return replaceUnseen(JSON.stringify(text), unicodeEscape);
}

/** A string literal in single quotes that holds exactly this text: for text that is full of double quotes, such as JSON. */
export function singleQuotedLiteral(text: string): string {
  const inner = stringLiteral(text).slice(1, -1);
  const turned = inner.replace(/\\.|'/gu, (part) => (part === '\\"' ? '"' : part === "'" ? "\\'" : part));
  return `'${turned}'`;
}

/** Text between the backticks of a template, outside of `${…}`. Exact. */
export function templateText(text: string): string {
  // A carriage return in a template would be read as a line feed.
  const escaped = text.replace(/[\\`]|\$(?=\{)/gu, "\\$&").replace(/\r/gu, "\\r");
  // What follows this part may be a `{` of the template's own.
  return replaceUnseen(escaped.replace(/\$$/u, "\\$"), unicodeEscape);
}

/** A literal of a regular expression with flag `u` that means the same as `source`. */
export function regexLiteral(source: string): string {
  return `/${replaceUnseen(new RegExp(source, "u").source, unicodeEscape)}/u`;
}

/**
 * A doc comment: `/** … *\/`, on one line if the text has one, ending in a newline. Nothing for no text.
 * An `@` that would begin a tag is text: tags would be instructions to tools.
 */
export function docComment(text: string | undefined, indent = ""): string {
  const lines = linesOf(text?.trim() ?? "").map(commentText);
  const [first = ""] = lines;
  if (lines.length <= 1) return first === "" ? "" : `${indent}/** ${first} */\n`;
  const body = lines.map((line) => (line === "" ? `${indent} *\n` : `${indent} * ${line}\n`));
  return `${indent}/**\n${body.join("")}${indent} */\n`;
}

/** One line of text within a block comment. */
export function commentText(line: string): string {
  const escaped = line
    .replace(/\*(?=\/)/gu, "*\\")
    .replace(/(^|[\s{])@/gu, "$1\\@")
    .trimEnd();
  return replaceUnseen(escaped.replace(/[\r\n]/gu, " "), visible);
}
