/** Text of the model in Markdown, as GitHub and CommonMark read it. */
import { linesOf, replaceUnseen, visible } from "./unseen.js";

/** Text within one line, without any meaning to Markdown or HTML; line ends become spaces. */
export function markdownText(text: string): string {
  const oneLine = replaceUnseen(linesOf(text).join(" "), visible).trim();
  return (
    oneLine
      // Before any punctuation a backslash takes its meaning away.
      .replace(/[!-/:-@[-`{-~]/gu, "\\$&")
      // GitHub looks for mentions after escapes are gone.
      .replace(/@(?=[A-Za-z0-9])/gu, "@\u200b")
      .replace(/#(?=[0-9])/gu, "#\u200b")
      .replace(/^(\s*[0-9]+)(?=\s)/u, "$1\u200b")
  );
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
