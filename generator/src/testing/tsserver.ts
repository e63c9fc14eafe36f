/** A real TypeScript server, as editors run it. */
import { spawn } from "node:child_process";
import { createRequire } from "node:module";

/** A place in a file: absolute path, line and column from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly offset: number;
}

export interface TypeScriptServer {
  open(file: string): void;
  /** Where "go to definition" leads. */
  definition(at: Place): Promise<readonly Place[]>;
  close(): void;
}

export function startTypeScriptServer(folder: string): TypeScriptServer {
  const script = createRequire(import.meta.url).resolve("typescript/lib/tsserver.js");
  const child = spawn(process.execPath, [script, "--disableAutomaticTypingAcquisition"], {
    cwd: folder,
    stdio: ["pipe", "pipe", "inherit"],
  });
  const waiting = new Map<number, (body: unknown) => void>();
  let sent = 0;
  let received = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    received += text;
    const lines = received.split("\n");
    received = lines.pop() ?? "";
    for (const line of lines) {
      // Each message is one line of JSON between headers.
      if (!line.startsWith("{")) continue;
      const message = JSON.parse(line) as { readonly request_seq?: number; readonly body?: unknown };
      waiting.get(message.request_seq ?? -1)?.(message.body);
    }
  });
  const send = (command: string, given: object): number => {
    child.stdin.write(`${JSON.stringify({ seq: ++sent, type: "request", command, arguments: given })}\n`);
    return sent;
  };
  return {
    open: (file) => void send("open", { file }),
    definition: async (at) => {
      const body = await new Promise((resolve) => waiting.set(send("definition", at), resolve));
      const found = (body ?? []) as readonly { readonly file: string; readonly start: Omit<Place, "file"> }[];
      return found.map(({ file, start }) => ({ file, line: start.line, offset: start.offset }));
    },
    close: () => void child.kill(),
  };
}

/** The place of the n-th occurrence of a text. */
export function placeOf(file: string, content: string, text: string, nth = 1): Place {
  let at = -1;
  for (let count = 0; count < nth; count++) at = content.indexOf(text, at + 1);
  if (at < 0) throw new Error(`${file} has no ${text}`);
  const before = content.slice(0, at).split("\n");
  return { file, line: before.length, offset: (before.at(-1)?.length ?? 0) + 1 };
}
