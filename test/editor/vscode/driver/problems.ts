/** What VS Code says is wrong. */
import { basename, dirname } from "node:path";
import { command, rowsOf, untilDone, type Window } from "./page.js";

const list = ".markers-panel";

/** Shows the list of problems, below the text, where it is hidden. */
export async function showProblems(window: Window): Promise<void> {
  const shown = window.page.locator(list);
  await untilDone(window, async (timeout) => {
    if (await shown.isVisible()) return;
    await command(window, "Problems: Focus on Problems View");
    await shown.waitFor({ timeout });
  });
}

/** `folder`: of the files of a test; what other tests left is none of its problems. */
export function problems({ page }: Window, folder: string) {
  const own = basename(dirname(folder));
  return {
    /** The diagnostics of all files of the model. */
    problems: async (): Promise<readonly string[]> => {
      const rows = await rowsOf(page.locator(`${list} .monaco-list-row`));
      let isOwn = true;
      return rows.filter((row) => {
        const mistake = / \[Ln \d+, Col \d+\]/.test(row);
        // A file, with the folder that it is in.
        if (!mistake) isOwn = !row.includes("shop-") || row.includes(own);
        return mistake && isOwn;
      });
    },
    /** How many places are underlined as wrong in the text that can be seen. */
    squiggles: () => page.locator(".editor-group-container.active .squiggly-error").count(),
  };
}
