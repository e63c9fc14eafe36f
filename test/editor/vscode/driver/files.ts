/** Files in the editor, and where the caret is in them. */
import { readFile, stat, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { ask, command, plain, quickInputClosed, untilDone, type Window } from "./page.js";

/** The caret in a text that says where it is, as `emit Placed(‸amount)`. */
export const mark = "‸";

const focusedEditor = ".editor-group-container.active .editor-instance .monaco-editor";

export interface Place {
  readonly line: number;
  readonly column: number;
}

/** Where a text that occurs once begins, or its mark is. Lines and columns from 1. */
export function placeIn(content: string, text: string): Place {
  const wanted = text.replace(mark, "");
  const offset = content.indexOf(wanted);
  if (offset < 0) throw new Error(`The file has no ${JSON.stringify(wanted)}`);
  if (content.includes(wanted, offset + 1)) throw new Error(`${JSON.stringify(wanted)} is there twice`);
  const before = content.slice(0, offset + Math.max(0, text.indexOf(mark)));
  return { line: before.split("\n").length, column: before.length - before.lastIndexOf("\n") };
}

export function files(window: Window, folder: string) {
  const { page } = window;
  let current = "";
  const path = (file: string): string => join(folder, file);
  const saved = (file: string): Promise<string> => readFile(path(file), "utf8");

  /** Where the status bar says that the caret is. */
  async function caret(): Promise<Place> {
    const text = await page.locator(".statusbar-item", { hasText: /^\s*Ln \d+, Col \d+/ }).innerText();
    const [line = 0, column = 0] = [...text.matchAll(/\d+/g)].map(Number);
    return { line, column };
  }

  async function goTo({ line, column }: Place): Promise<void> {
    await untilDone(window, async () => {
      await ask(window, "Control+g", `:${line}:${column}`);
      await page.keyboard.press("Enter");
      await quickInputClosed(window);
      const now = await caret();
      if (now.line !== line || now.column !== column) throw new Error("The caret went elsewhere");
    });
  }

  /** The file that has the focus, as its path in the workspace ends. */
  async function activeFile(): Promise<string> {
    const uri = await page.locator(focusedEditor).first().getAttribute("data-uri");
    return decodeURIComponent(uri ?? "");
  }

  async function open(file: string): Promise<void> {
    current = file;
    const opened = page.locator(`${focusedEditor}[data-uri$="${encodeURI(path(file))}"] .view-line`);
    await untilDone(window, async (timeout) => {
      const rows = await ask(window, "Control+p", path(file));
      await rows
        .and(page.locator(".focused"))
        .filter({ hasText: basename(file) })
        .waitFor({ timeout });
      await page.keyboard.press("Enter");
      await opened.first().waitFor({ timeout: 2 * timeout });
    });
    await quickInputClosed(window);
  }

  /** Puts the caret to the mark in a text that the saved file has once, or before the text. */
  async function caretAt(text: string): Promise<void> {
    await goTo(placeIn(await saved(current), text));
  }

  async function select(text: string): Promise<void> {
    await caretAt(text);
    const keys = Array<string>(text.length).fill("Shift+ArrowRight");
    for (const key of keys) await page.keyboard.press(key);
  }

  /** Saves the file that was opened last, which was changed. */
  async function save(): Promise<void> {
    const written = async (): Promise<number> => (await stat(path(current))).mtimeMs;
    const before = await written();
    await untilDone(window, async (timeout) => {
      await page.keyboard.press("Control+s");
      for (let waited = 0; (await written()) === before; waited += 50) {
        if (waited > timeout) throw new Error(`${current} was not saved`);
        await page.waitForTimeout(50);
      }
    });
  }

  return {
    open,
    caret,
    caretAt,
    activeFile,
    /** Where a text is in a file on disk. */
    place: async (file: string, text: string) => placeIn(await saved(file), text),
    save,
    /** The text of a file on disk. */
    saved,
    /** Writes a file on disk, as another program does. */
    write: (file: string, text: string) => writeFile(path(file), text),
    /** Writes at the caret, key by key. */
    type: (text: string) => page.keyboard.type(text),
    press: (key: string) => page.keyboard.press(key),
    /** Replaces a text that the saved file has once, by keys. */
    replace: async (text: string, by: string) => {
      await select(text);
      if (by === "") await page.keyboard.press("Delete");
      else await page.keyboard.type(by);
    },
    /** The lines that can be seen, with what the editor shows between their words. */
    lines: async () => {
      const lines = await page
        .locator(`${focusedEditor} .view-lines .view-line`)
        .evaluateAll((all) => all.map((line) => [parseFloat(line.style.top), line.textContent] as const));
      return lines.sort(([a], [b]) => a - b).map(([, text]) => plain(text));
    },
    command: (title: string) => command(window, title),
  };
}
