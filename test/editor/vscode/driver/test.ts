/** `it` with an editor: one window for a file of tests, a model of its own for each test. */
import { type Browser, chromium, type Page } from "playwright-core";
import { cp, mkdir, mkdtemp, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { inject, type RunnerTestCase, test } from "vitest";
import { cache } from "../../prepare/installed.mjs";
import { logsOf, type Start, startCodeServer } from "../code-server.js";
import { tidyUp, editorOn, openWindow, type Editor } from "./editor.js";
import type { Window } from "./page.js";

const viewport = { width: 1280, height: 960 };
const shop = fileURLToPath(new URL("../../../../examples/shop/", import.meta.url));

/** Copies the model of the shop into a new folder of a workspace. Answers the folder of its files. */
export async function newShop(workspace: string): Promise<string> {
  const folder = await mkdtemp(join(workspace, "shop-"));
  await cp(join(shop, "model"), join(folder, "model"), { recursive: true });
  await cp(join(shop, "esdl.config.json"), join(folder, "esdl.config.json"));
  return join(folder, "model");
}

/** Another window than that of the file's tests. */
export interface Elsewhere {
  /** Without any folder, if not; else on a model of its own. */
  readonly hasFolder?: boolean;
  /** Of a VS Code that is started for it. */
  readonly start?: Start;
}

interface Fixtures {
  readonly browser: Browser;
  /** The folder that the window shows. */
  readonly workspace: string;
  readonly window: Window;
  /** On a model of its own. */
  readonly editor: Editor;
  readonly openElsewhere: (where: Elsewhere) => Promise<Editor>;
}

export const it = test.extend<Fixtures>({
  browser: [
    // eslint-disable-next-line no-empty-pattern -- Vitest reads from the pattern which fixtures are needed.
    async ({}, use) => {
      const browser = await chromium.connect(inject("browser"));
      await use(browser);
      await browser.close();
    },
    { scope: "worker" },
  ],
  workspace: [
    // eslint-disable-next-line no-empty-pattern
    async ({}, use) => use(await mkdtemp(join(inject("home"), "workspace-"))),
    { scope: "worker" },
  ],
  window: [
    async ({ browser, workspace }, use) => {
      const page = await browser.newPage({ viewport });
      await use(await openWindow(page, { url: inject("url"), folder: workspace }));
      await page.close();
    },
    { scope: "worker" },
  ],
  editor: async ({ window, workspace, task }, use) => {
    const folder = await newShop(workspace);
    await use(editorOn(window, folder));
    await keepEvidence(task, window.page, inject("home"));
    await tidyUp(window);
    await rm(dirname(folder), { recursive: true });
  },
  openElsewhere: async ({ browser, task }, use) => {
    const ends: (() => Promise<unknown>)[] = [];
    await use(async ({ hasFolder = true, start }) => {
      const own = start === undefined ? undefined : await startCodeServer(inject("version"), start);
      if (own !== undefined) ends.unshift(own.stop);
      const { url, home } = own ?? { url: inject("url"), home: inject("home") };
      const page = await browser.newPage({ viewport });
      ends.unshift(async () => {
        await keepEvidence(task, page, home);
        await page.close();
      });
      const folder = await newShop(await mkdtemp(join(home, "workspace-")));
      return editorOn(await openWindow(page, { url, ...(hasFolder ? { folder } : {}) }), folder);
    });
    for (const end of ends) await end();
  },
});

/** Where a test failed: a picture of the window and all logs, in a folder that the failure's message names. */
async function keepEvidence(task: RunnerTestCase, page: Page, home: string): Promise<void> {
  if (task.result?.state !== "fail") return;
  const name = `${inject("version").name} ${task.name}`.replaceAll(/[^\w.]+/g, "-");
  const evidence = join(cache, "failed", name);
  await rm(evidence, { recursive: true, force: true });
  await mkdir(evidence, { recursive: true });
  await page.screenshot({ path: join(evidence, "window.png") });
  await cp(logsOf(home), join(evidence, "logs"), { recursive: true });
  for (const error of task.result.errors ?? [])
    error.message += `\nWhat VS Code showed and logged: ${evidence}`;
}
