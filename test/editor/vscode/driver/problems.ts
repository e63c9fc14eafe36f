/** What VS Code says is wrong. */
import { command, rowsOf, untilDone, type Window } from "./page.js";

const list = ".markers-panel";

/** The list of problems stays open, below the text. */
export async function showProblems(window: Window): Promise<void> {
  await untilDone(window, async (timeout) => {
    await command(window, "Problems: Focus on Problems View");
    await window.page.locator(list).waitFor({ timeout });
  });
}

export function problems({ page }: Window) {
  return {
    /** The diagnostics of all files. */
    problems: (): Promise<readonly string[]> =>
      rowsOf(page.locator(`${list} .monaco-list-row`, { has: page.locator(".marker-icon") })),
    /** How many places are underlined as wrong in the text that can be seen. */
    squiggles: () => page.locator(".editor-group-container.active .squiggly-error").count(),
  };
}
