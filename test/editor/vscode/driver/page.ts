/** VS Code's window in a page: its keys, its commands, and patience. */
/// <reference lib="dom" />
import type { Locator, Page } from "playwright-core";

/** A page with VS Code in it. */
export interface Window {
  readonly page: Page;
  /** How long a step may take, in milliseconds. */
  readonly patience: number;
}

/** Does a step until it succeeds: VS Code loses keys while it is busy, and drops a list that it was about to show. */
export async function untilDone<T>(
  { page, patience }: Window,
  step: (short: number) => Promise<T>,
): Promise<T> {
  const end = performance.now() + patience;
  for (;;) {
    try {
      return await step(Math.min(1_500, patience / 2));
    } catch (error) {
      if (performance.now() > end) throw error;
      await page.waitForTimeout(100);
    }
  }
}

/** Opens the input line at the top with a key, and writes into it. Answers the rows that it offers. */
export async function ask(window: Window, key: string, text: string): Promise<Locator> {
  const widget = window.page.locator(".quick-input-widget");
  const input = widget.locator(".quick-input-box input, .quick-input-filter input").first();
  await untilDone(window, async (timeout) => {
    // What stands open offers what there was then.
    if (await input.isVisible()) await window.page.keyboard.press("Escape");
    await window.page.keyboard.press(key);
    await input.fill(text, { timeout });
  });
  return widget.locator(".monaco-list-row");
}

export async function quickInputClosed({ page, patience }: Window): Promise<void> {
  await page.locator(".quick-input-widget").waitFor({ state: "hidden", timeout: patience });
}

/** Runs a command by its title, as `View: Close All Editors`. */
export async function command(window: Window, title: string): Promise<void> {
  const exact = window.page.getByText(title, { exact: true });
  await untilDone(window, async (timeout) => {
    // Asked once more, since the list does not grow while extensions are still loaded.
    const rows = await ask(window, "F1", `>${title}`);
    await rows.filter({ has: exact }).first().click({ timeout });
  });
}

/** The text of an element as it is read: Monaco writes blanks that do not break. */
export const plain = (text: string): string => text.replaceAll("\u00a0", " ").replaceAll("\u200b", "").trim();

/** The texts of all rows of a list that can be seen. */
export async function rowsOf(rows: Locator): Promise<readonly string[]> {
  return (await rows.allInnerTexts()).map((text) => plain(text.replaceAll(/\s*\n\s*/g, " ")));
}
