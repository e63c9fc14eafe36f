/** VS Code as a process: served over HTTP, with a home of its own that goes with it. */
import { execFile, spawn } from "node:child_process";
import { appendFileSync, existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { codeServerOf, nodeOf, type Version } from "../prepare/installed.mjs";
import { settings } from "./settings.js";

/** What it and its extensions logged. */
export const logsOf = (home: string): string => join(home, "data", "logs");

const run = promisify(execFile);
const extension = fileURLToPath(new URL("../../../vscode-extension/esdl.vsix", import.meta.url));

export interface CodeServer {
  readonly url: string;
  /** Where it keeps everything; workspaces may go here, too. */
  readonly home: string;
  readonly stop: () => Promise<void>;
}

export interface Start {
  /** Whether the extension is installed; it is by default. */
  readonly extension?: boolean;
  /** Whether folders have to be trusted first; they are trusted by default. */
  readonly asksForTrust?: boolean;
  /** Over those of the tests. */
  readonly settings?: Readonly<Record<string, unknown>>;
}

export async function startCodeServer(version: Version, start: Start = {}): Promise<CodeServer> {
  const home = await mkdtemp(join(tmpdir(), "esdl-editor-"));
  const data = join(home, "data");
  const entry = join(codeServerOf(version), "out", "node", "entry.js");
  const folders = ["--user-data-dir", data, "--extensions-dir", join(home, "extensions")];
  // Nobody is there to be asked for extensions.
  const nowhere = { serviceUrl: "http://127.0.0.1:9", itemUrl: "http://127.0.0.1:9" };
  const env = {
    PATH: process.env["PATH"],
    HOME: home,
    LANG: "C.UTF-8",
    EXTENSIONS_GALLERY: JSON.stringify({ ...nowhere, resourceUrlTemplate: "http://127.0.0.1:9" }),
  };
  const logs = logsOf(home);
  await mkdir(logs, { recursive: true });
  await mkdir(join(data, "User"), { recursive: true });
  await writeFile(join(data, "User", "settings.json"), JSON.stringify({ ...settings, ...start.settings }));
  if (start.extension !== false) {
    if (!existsSync(extension))
      throw new Error(`${extension} is missing: make it with npm run package -w vscode-extension`);
    await run(nodeOf(version), [entry, ...folders, "--install-extension", extension], { env });
  }

  const args = [
    ...["--auth", "none", "--bind-addr", "127.0.0.1:0"],
    ...["--disable-telemetry", "--disable-update-check"],
    ...["--disable-getting-started-override", "--ignore-last-opened"],
    ...(start.asksForTrust === true ? [] : ["--disable-workspace-trust"]),
  ];
  // In a process group of its own, which ends as one.
  const child = spawn(nodeOf(version), [entry, ...folders, ...args], {
    env,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const end = (signal: NodeJS.Signals): void => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, signal);
    } catch {
      // It has ended already.
    }
  };
  const endNow = (): void => end("SIGKILL");
  process.once("exit", endNow);
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  let output = "";
  const url = await new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      output += chunk.toString();
      appendFileSync(join(logs, "code-server.log"), chunk);
      const found = /listening on (http:\/\/[\d.:]+)/.exec(output)?.[1];
      if (found !== undefined) resolve(found);
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    void exited.then(() => reject(new Error(`code-server ended at its start:\n${output}`)));
  });

  return {
    url,
    home,
    stop: async () => {
      end("SIGTERM");
      const slow = setTimeout(endNow, 5_000);
      await exited;
      clearTimeout(slow);
      endNow();
      process.off("exit", endNow);
      await rm(home, { recursive: true, force: true, maxRetries: 20 });
    },
  };
}
