/** Text of the model in Markdown, as GitHub and CommonMark read it. */
import { linesOf, replaceUnseen, visible } from "./unseen.js";

/**
 * Text within one line, without any meaning to Markdown or HTML; line ends become spaces. Only what could have a meaning is escaped, so
 * that the Markdown is read easily, too.
 */
export function markdownText(text: string): string {
  const oneLine = replaceUnseen(linesOf(text).join(" "), visible).trim();
  return (
    oneLine
      .replace(/[\\`*_[\]<>&|~$#]/gu, "\\$&")
      // `http://…` and `:smile:` begin with a colon before anything, `www.` is a link by itself.
      .replace(/:(?=\S)|(?<=www)\./giu, "\\$&")
      // At the beginning of a line: a list, or the underline of a heading.
      .replace(/^[-+=]|(?<=^[0-9]+)[.)]/u, "\\$&")
      // GitHub looks for mentions after escapes are gone; an address of mail is a link.
      .replace(/@(?=[A-Za-z0-9])/gu, "@\u200b")
      .replace(/#(?=[0-9])/gu, "#\u200b")
  );
}

/** The same for a sentence that has code between backticks: that becomes code. */
export function markdownSentence(text: string): string {
  return text
    .split(/`([^`]+)`/u)
    .map((part, at) => (at % 2 === 1 ? markdownCode(part) : spaced(part)))
    .join("");
}

/** Text without a meaning, with the spaces around it, which stand beside code. */
function spaced(text: string): string {
  const [, before = "", after = ""] = /^(\s*)[\s\S]*?(\s*)$/u.exec(text) ?? [];
  const inner = markdownText(text);
  return inner === "" ? (before === "" ? "" : " ") : (before && " ") + inner + (after && " ");
}

/** Text as code within one line; line ends become spaces. In a table, too. */
export function markdownCode(text: string): string {
  const oneLine = replaceUnseen(linesOf(text).join(" "), visible);
  const longest = Math.max(0, ...(oneLine.match(/`+/gu) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  // A space beside a fence is taken away by Markdown, so that text may begin or end with a backtick.
  const padding = /^`|`$|^ .* $|^$/u.test(oneLine) ? " " : "";
  return `${fence}${padding}${oneLine.replaceAll("|", "\\|")}${padding}${fence}`;
}
