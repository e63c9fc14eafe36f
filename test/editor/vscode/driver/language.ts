/** What a writer asks about the text at the caret. */
import type { Locator } from "playwright-core";
import { ask, command, plain, quickInputClosed, rowsOf, untilDone, type Window } from "./page.js";

export interface Proposal {
  readonly label: string;
  /** As VS Code's icons name it: `event`, `field`, `snippet`. */
  readonly kind: string;
}

export function language(window: Window) {
  const { page, patience } = window;
  const exactly = (text: string): Locator => page.getByText(text, { exact: true });
  const list = page.locator(".suggest-widget.visible");
  const menu = page.locator(".action-widget .monaco-list-row.action");

  /** What is proposed at the caret; asked again where the list was dropped. */
  async function proposals(): Promise<readonly Proposal[]> {
    return untilDone(window, async (timeout) => {
      await page.keyboard.press("Escape");
      await page.keyboard.press("Control+Space");
      await list.locator(".monaco-list-row").first().waitFor({ timeout });
      return list.locator(".monaco-list-row").evaluateAll((rows) =>
        rows.map((row) => ({
          label: row.querySelector(".label-name")?.textContent ?? "",
          kind:
            /codicon-symbol-([a-z-]+)/.exec(row.querySelector(".suggest-icon")?.className ?? "")?.[1] ?? "",
        })),
      );
    });
  }

  /** Opens the menu of quick fixes at the caret. */
  async function quickFixes(): Promise<readonly string[]> {
    return untilDone(window, async (timeout) => {
      await page.keyboard.press("Escape");
      await page.keyboard.press("Control+.");
      await menu.first().waitFor({ timeout });
      return rowsOf(menu);
    });
  }

  /** Opens the field for another name at the caret, and writes into it. */
  async function renaming(name: string): Promise<Locator> {
    const input = page.locator(".rename-box input.rename-input");
    await untilDone(window, async (timeout) => {
      await page.keyboard.press("F2");
      await input.fill(name, { timeout });
    });
    return input;
  }

  return {
    proposals,
    complete: async (label: string): Promise<void> => {
      await proposals();
      await list
        .locator(".monaco-list-row", { has: exactly(label) })
        .first()
        .click({ timeout: patience });
      await list.waitFor({ state: "hidden", timeout: patience });
    },
    /** What is said beside the list of the proposal that is chosen in it. */
    proposalDetails: async (): Promise<string> =>
      plain(await page.locator(".suggest-details").innerText({ timeout: patience })),
    quickFixes,
    fix: async (title: string): Promise<void> => {
      const titles = await quickFixes();
      const wanted = titles.findIndex((each) => each.includes(title));
      if (wanted < 0) throw new Error(`There is no fix ${title}, but: ${titles.join("; ")}`);
      // By keys: what lies over the menu while it is open keeps the mouse away.
      await page.keyboard.press("Home");
      for (const key of Array<string>(wanted).fill("ArrowDown")) await page.keyboard.press(key);
      await menu.and(page.locator(".focused")).filter({ hasText: title }).waitFor({ timeout: patience });
      await page.keyboard.press("Enter");
      await menu.first().waitFor({ state: "hidden", timeout: patience });
    },
    renaming,
    rename: async (name: string): Promise<void> => {
      const input = await renaming(name);
      await input.press("Enter");
      await input.waitFor({ state: "hidden", timeout: patience });
    },
    /** What is shown for the text at the caret. */
    hover: (): Promise<string> =>
      untilDone(window, async (timeout) => {
        await command(window, "Show or Focus Hover");
        const hover = page.locator(".monaco-hover:visible .hover-contents").first();
        await hover.waitFor({ timeout });
        return plain(await hover.innerText({ timeout }));
      }),
    /** The kind of the token at the caret, as the language server told it. */
    semanticToken: async (): Promise<string> => {
      await command(window, "Developer: Inspect Editor Tokens and Scopes");
      const inspected = page.locator(".token-inspect-widget");
      const type = inspected.locator("tr", { hasText: "semantic token type" }).locator("td").last();
      const text = await type.innerText({ timeout: patience });
      await page.keyboard.press("Escape");
      await inspected.waitFor({ state: "hidden", timeout: patience });
      return plain(text);
    },
    /** The places in the list beside the text that all references are shown in. */
    references: (): Promise<readonly string[]> =>
      untilDone(window, async (timeout) => {
        await page.keyboard.press("Shift+F12");
        return peeked(timeout);
      }),
    /** The places in that list, which something else has opened. */
    peeked: (): Promise<readonly string[]> => peeked(patience),
    /** What calls what is at the caret, and that itself, in a list beside the text. */
    callers: (): Promise<readonly string[]> =>
      untilDone(window, async (timeout) => {
        await page.keyboard.press("Escape");
        await command(window, "Peek Call Hierarchy");
        const rows = page.locator(".call-hierarchy .monaco-list-row");
        await rows.nth(1).waitFor({ timeout });
        return rowsOf(rows);
      }),
    /** What the file declares; at most what the list shows at once. */
    symbols: (): Promise<readonly string[]> => symbolsFor("Control+Shift+o", "@"),
    /** What is found in all files. */
    symbolsOfWorkspace: (query: string): Promise<readonly string[]> => symbolsFor("Control+t", `#${query}`),
  };

  async function peeked(timeout: number): Promise<readonly string[]> {
    const rows = page.locator(".reference-zone-widget .ref-tree .monaco-list-row");
    await rows.first().waitFor({ timeout });
    return rowsOf(rows);
  }

  async function symbolsFor(key: string, query: string): Promise<readonly string[]> {
    const found = await untilDone(window, async (timeout) => {
      const rows = await ask(window, key, query);
      await rows.locator(".codicon[class*=codicon-symbol-]").first().waitFor({ timeout });
      return rowsOf(rows);
    });
    await page.keyboard.press("Escape");
    await quickInputClosed(window);
    return found;
  }
}
