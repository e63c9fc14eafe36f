/** The vocabulary of the tests: VS Code on the files of one model. */
import type { Page } from "playwright-core";
import { files } from "./files.js";
import { language } from "./language.js";
import { lenses } from "./lenses.js";
import { command, untilDone, type Window } from "./page.js";
import { panels } from "./panels.js";
import { problems, showProblems } from "./problems.js";
import { scenarios } from "./scenarios.js";

export type Editor = Vocabulary & { readonly page: Page; readonly impatient: Vocabulary };
type Vocabulary = ReturnType<typeof vocabulary>;

/** Opens VS Code in a page; on a folder, or on none. */
export async function openWindow(
  page: Page,
  { url, folder, patience = 30_000 }: { url: string; folder?: string; patience?: number },
): Promise<Window> {
  page.setDefaultTimeout(patience);
  await page.goto(folder === undefined ? `${url}/?ew=true` : `${url}/?folder=${encodeURIComponent(folder)}`);
  // It is there before it takes commands.
  await page.locator(".monaco-workbench .statusbar-item").first().waitFor({ timeout: 60_000 });
  await showProblems({ page, patience: 60_000 });
  return { page, patience };
}

/** `folder`: where the files of a test are. */
export const editorOn = (window: Window, folder: string): Editor => ({
  page: window.page,
  ...vocabulary(window, folder),
  /** The same, for what is not expected to succeed. */
  impatient: vocabulary({ ...window, patience: 1_000 }, folder),
});

const vocabulary = (window: Window, folder: string) => ({
  ...files(window, folder),
  ...problems(window, folder),
  ...language(window),
  ...lenses(window),
  ...scenarios(window),
  ...panels(window),
});

/** Closes all files, of which what was not saved is lost, and shows the problems. */
export async function tidyUp(window: Window): Promise<void> {
  const { page } = window;
  const tabs = page.locator(".tabs-container .tab");
  const discard = page.locator(".monaco-dialog-box").getByRole("button", { name: "Don't Save" });
  await page.keyboard.press("Escape");
  await untilDone(window, async (timeout) => {
    if (await discard.isVisible()) await discard.click({ timeout });
    else if ((await tabs.count()) > 0) await command(window, "View: Close All Editors");
    await page.waitForFunction(() => document.querySelector(".tabs-container .tab") === null, undefined, {
      timeout,
      polling: 50,
    });
  });
  await showProblems(window);
}
