/** What stands above declarations and scenarios. */
import type { ElementHandle } from "playwright-core";
import { plain, untilDone, type Window } from "./page.js";

const active = ".editor-group-container.active .editor-instance .monaco-editor";

export function lenses(window: Window) {
  const { page } = window;

  /** The lenses right above a line that can be seen. */
  async function above(text: string): Promise<readonly ElementHandle[]> {
    const bottomOf = async (element: ElementHandle): Promise<number> => {
      const box = await element.boundingBox();
      return box === null ? NaN : box.y + box.height;
    };
    const line = await page.locator(`${active} .view-line`).filter({ hasText: text }).first().boundingBox();
    const all = await page.locator(`${active} .codelens-decoration a`).elementHandles();
    const bottoms = await Promise.all(all.map(bottomOf));
    return all.filter((_, index) => Math.abs((bottoms[index] ?? NaN) - (line?.y ?? NaN)) < 6);
  }
  const titleOf = async (lens: ElementHandle): Promise<string> => plain((await lens.textContent()) ?? "");

  return {
    /** What stands above a line that can be seen. */
    lensesAbove: async (text: string): Promise<readonly string[]> =>
      Promise.all((await above(text)).map(titleOf)),
    clickLensAbove: (text: string): Promise<void> =>
      untilDone(window, async (timeout) => {
        const [lens] = await above(text);
        if (lens === undefined) throw new Error(`Nothing stands above ${text}`);
        await lens.click({ timeout });
      }),
  };
}
