/** The list of tests. */
import { command, plain, untilDone, type Window } from "./page.js";

export function scenarios(window: Window) {
  const { page } = window;
  const list = page.locator(".test-explorer");
  const rows = list.locator(".monaco-list-row");

  /** Files are closed branches until somebody opens them. */
  async function openBranches(timeout: number): Promise<void> {
    await rows.first().waitFor({ timeout });
    const closed = rows.and(page.locator("[aria-expanded=false]")).first();
    while (await closed.isVisible()) {
      await closed.click({ timeout });
      await page.keyboard.press("ArrowRight");
    }
  }

  return {
    /** Each scenario and how it went, as a reader of screens is told. */
    tests: (): Promise<readonly string[]> =>
      untilDone(window, async (timeout) => {
        if (!(await list.isVisible())) await command(window, "Testing: Focus on Test Explorer View");
        await openBranches(timeout);
        return (await rows.evaluateAll((all) => all.map((row) => row.ariaLabel ?? ""))).map(plain);
      }),
    /** Both sides of a failure, as the window below its line shows them. */
    peekedDifference: async (): Promise<readonly string[]> =>
      (await page.locator(".test-output-peek .view-line").allInnerTexts()).map(plain),
    /** How many of the scenarios that ran last have passed, as `1/1`, and how long they took. */
    testSummary: async (): Promise<string> => plain(await list.locator(".result-summary").innerText()),
  };
}
