/** What else a window shows. */
import { ask, plain, quickInputClosed, rowsOf, type Window } from "./page.js";

export function panels(window: Window) {
  const { page, patience } = window;
  const notifications = page.locator(".notifications-toasts .notification-list-item-message");
  return {
    /** Writes into the list that a command shows at the top, and takes what it has for that. */
    answer: async (text: string): Promise<void> => {
      await page.locator(".quick-input-widget input:visible").first().fill(text);
      await page.locator(".quick-input-widget .monaco-list-row.focused", { hasText: text }).waitFor();
      await page.keyboard.press("Enter");
      await quickInputClosed(window);
    },
    /** What the palette offers for a title. */
    commandsFor: async (title: string): Promise<readonly string[]> => {
      const rows = await ask(window, "F1", `>${title}`);
      await rows.first().waitFor({ timeout: patience });
      const found = await rowsOf(rows);
      await page.keyboard.press("Escape");
      await quickInputClosed(window);
      return found;
    },
    notifications: async () => (await notifications.allInnerTexts()).map(plain),
    /** The text of a preview of Markdown. */
    preview: async (): Promise<string> => {
      const shown = page.frameLocator("iframe.webview.ready").frameLocator("iframe#active-frame");
      const bodies = await shown.locator(".markdown-body").allInnerTexts();
      return plain(bodies.join("\n"));
    },
    /** The text of the terminal that can be seen. */
    terminal: async (): Promise<string> =>
      plain((await page.locator(".terminal-wrapper.active .xterm-rows").allInnerTexts()).join("\n")),
    statusBar: async (): Promise<string> => plain(await page.locator(".part.statusbar").innerText()),
  };
}
