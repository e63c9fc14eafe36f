// A reader who does everything: a shell for the first terminal, a process of its own for the second. Two things are not as the page
// has them, since several tests run on one machine and nothing is published yet: the service listens on a free port instead of 3000,
// and `npx esdl@latest init` is the packed command.
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { gitSurroundings, readerIn } from "./folder.js";
import type { Desk } from "./follow.js";

export interface Belongings {
  /** An empty folder. */
  readonly folder: string;
  /** What stands for `npx esdl@latest`. */
  readonly init: string;
  readonly env: NodeJS.ProcessEnv;
}

export async function patientReader({
  folder,
  init,
  env,
}: Belongings): Promise<Desk & { readonly end: () => Promise<void> }> {
  const reader = readerIn(folder);
  const port = await freePort();
  const surroundings = { ...env, ...gitSurroundings, PORT: String(port) };
  const typed = (commands: string): string =>
    commands.replaceAll("npx esdl@latest", init).replaceAll("localhost:3000", `localhost:${port}`);
  const read = (text: string): string => text.replaceAll(`localhost:${port}`, "localhost:3000");

  const place = join(folder, ".where");
  const run: Desk["run"] = (commands) => {
    const script = `exec 2>&1\ntrap 'pwd > "${place}"' EXIT\nset -e\n${typed(commands)}`;
    const { status, stdout, error } = spawnSync("sh", ["-c", script], {
      cwd: reader.at,
      env: surroundings,
      encoding: "utf8",
      maxBuffer: 1e8,
    });
    if (error !== undefined) throw error;
    reader.at = readFileSync(place, "utf8").trim();
    return Promise.resolve({ status: status ?? 1, output: read(stdout) });
  };

  let service: ChildProcess | undefined;
  let printed = "";
  const stop = async (): Promise<void> => {
    if (service?.pid === undefined) return;
    const ended = once(service, "exit");
    // Ctrl-C reaches all processes of a terminal.
    process.kill(-service.pid, "SIGINT");
    await ended;
    service = undefined;
  };
  const start = (command: string): void => {
    printed = "";
    service = spawn("sh", ["-c", typed(command)], { cwd: reader.at, env: surroundings, detached: true });
    for (const stream of [service.stdout, service.stderr])
      stream?.setEncoding("utf8").on("data", (text: string) => (printed += text));
    service.once("exit", () => (service = undefined));
  };
  return {
    ...reader,
    run,
    service: { isRunning: () => service !== undefined, start, stop, printed: () => read(printed) },
    end: stop,
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0);
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
