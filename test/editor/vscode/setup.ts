/** One VS Code and one browser for all tests of a version. */
import { chromium } from "playwright-core";
import type { TestProject } from "vitest/node";
import { program, type Version } from "../prepare/installed.mjs";
import { type Start, startCodeServer } from "./code-server.js";

declare module "vitest" {
  interface ProvidedContext {
    version: Version;
    /** How the VS Code that all share is started. */
    start: Start;
    /** Of the VS Code that has the extension. */
    url: string;
    home: string;
    /** Where the browser listens for whoever drives it. */
    browser: string;
  }
}

const flags = [
  "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking",
  "--disable-component-update --disable-sync --disable-dev-shm-usage",
].flatMap((line) => line.split(" "));
const nothingOutside = "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost";

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { version, start } = project.getProvidedContext();
  const codeServer = await startCodeServer(version, start);
  const browser = await chromium.launchServer({
    executablePath: program("chromium") ?? "chromium",
    args: [...flags, nothingOutside],
    env: { PATH: process.env["PATH"] ?? "", HOME: codeServer.home },
  });
  project.provide("url", codeServer.url);
  project.provide("home", codeServer.home);
  project.provide("browser", browser.wsEndpoint());
  return async () => {
    await browser.close();
    await codeServer.stop();
  };
}
