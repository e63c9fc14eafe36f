// The service as a process of its own, and a client that talks to it.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { request } from "node:http";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

// From `src/story` (tests) as from `dist/story`: what runs is always what was built.
const script = fileURLToPath(new URL("../../dist/serve.js", import.meta.url));

export interface Service {
  readonly process: ChildProcess;
  readonly url: string;
  /** What it has printed, line by line. */
  readonly lines: readonly string[];
}

/** Starts the service on a file, and answers once it listens. */
async function startService(file: string): Promise<Service> {
  const child = spawn(process.execPath, [script, file], { stdio: ["ignore", "pipe", "inherit"] });
  const lines: string[] = [];
  const output = createInterface({ input: child.stdout });
  output.on("line", (line) => lines.push(line));
  await Promise.race([once(output, "line"), once(child, "exit")]);
  const url = /^listening on (.+)$/.exec(lines[0] ?? "")?.[1];
  if (url === undefined) throw new Error("The service did not start.");
  return { process: child, url, lines };
}

/** Starts it, does something with it, and leaves no process behind whatever comes. */
export async function withService<Result>(
  file: string,
  work: (service: Service) => Promise<Result>,
): Promise<Result> {
  const service = await startService(file);
  try {
    return await work(service);
  } finally {
    service.process.kill("SIGKILL");
  }
}

/** Sends a signal, and answers with the exit status once the process is gone: null where the signal killed it. */
export async function stopService(
  { process: child }: Service,
  signal: NodeJS.Signals,
): Promise<number | null> {
  const gone = once(child, "close");
  child.kill(signal);
  const [status] = (await gone) as [number | null];
  return status;
}

/**
 * A request whose body comes later: it is under way once the service asks for the body (`100 Continue`), and is answered after
 * `finish`.
 */
export async function begin(
  { url }: Service,
  line: string,
  body: object,
): Promise<{ readonly finish: () => Promise<number> }> {
  const [method, path] = line.split(" ");
  const sent = request(`${url}${path ?? "/"}`, { method, headers: { expect: "100-continue" } });
  const answered = once(sent, "response") as Promise<[{ statusCode?: number; resume(): void }]>;
  sent.flushHeaders();
  await once(sent, "continue");
  return {
    finish: async () => {
      sent.end(JSON.stringify(body));
      const [response] = await answered;
      response.resume();
      return response.statusCode ?? 0;
    },
  };
}

export interface Response {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** A request with a JSON body. The key is the client's own name for a command. */
export async function ask(
  { url }: Pick<Service, "url">,
  line: string,
  { token, key, body }: { readonly token?: string; readonly key?: string; readonly body?: object } = {},
): Promise<Response> {
  const [method = "GET", path = "/"] = line.split(" ");
  const response = await fetch(url + path, {
    method,
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(key === undefined ? {} : { "idempotency-key": key }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Response["body"] };
}
