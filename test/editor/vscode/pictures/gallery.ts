/** `picture`: VS Code on a small model in a repository, in a window of a picture's size. */
import { execFile } from "node:child_process";
import { cp, mkdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, inject } from "vitest";
import { type Editor, editorOn, openWindow } from "../driver/editor.js";
import { it } from "../driver/test.js";

export const model = "shop.esdl";
const images = fileURLToPath(new URL("../../../../vscode-extension/images/", import.meta.url));
/** What the README of an extension should not be slower to show than. */
const mostBytes = 200_000;

export interface Gallery {
  readonly editor: Editor;
  /** Takes the picture. What it is to show has to be there: pictures are held to their captions. */
  readonly take: (name: string) => Promise<void>;
}

const run = promisify(execFile);

/** A repository with the model on its branch `main`. */
async function repositoryIn(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await cp(new URL(model, import.meta.url), join(folder, model));
  const git = (...args: string[]) =>
    run("git", ["-c", "user.name=E", "-c", "user.email=e@example.com", ...args], { cwd: folder });
  await git("init", "--quiet", "--initial-branch", "main");
  await git("add", model);
  await git("commit", "--quiet", "--message", "The model");
}

export const picture = it.extend<{ readonly height: number; readonly gallery: Gallery }>({
  height: 520,
  gallery: async ({ browser, height, task }, use) => {
    const folder = join(inject("home"), task.name.replaceAll(/\W+/g, "-"), "shop");
    await repositoryIn(folder);
    const page = await browser.newPage({ viewport: { width: 960, height } });
    const editor = editorOn(await openWindow(page, { url: inject("url"), folder }), folder);
    await editor.command("View: Close Primary Side Bar");
    await editor.command("View: Hide Panel");
    await editor.open(model);
    await expect.poll(() => editor.lensesAbove("enum Channel")).toEqual(["2 references"]);
    await use({
      editor,
      take: async (name) => {
        const path = join(images, `${name}.png`);
        await page.screenshot({ path, animations: "disabled", caret: "initial" });
        expect((await stat(path)).size).toBeLessThan(mostBytes);
      },
    });
    await page.close();
  },
});

/** Of a higher window. */
export const tallPicture = picture.extend({ height: 640 });
