/** For tests: an editor that talks to the server over a connection in memory, on files that are in memory as well. */
import { PassThrough } from "node:stream";
import type {
  ClientCapabilities,
  Diagnostic as LspDiagnostic,
  InitializeParams,
} from "vscode-languageserver";
import {
  createConnection,
  createProtocolConnection,
  type ProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";
import type { Host, ModelFolder } from "../host.js";
import type { TestedScenario } from "../features/scenarios.js";
import { createServer } from "../server.js";
import { threadHere } from "./thread.js";

export interface Editor {
  readonly client: ProtocolConnection;
  /** What was published last for a file. */
  readonly diagnostics: (path: string) => readonly LspDiagnostic[];
  /** How the scenarios of a file went, as was told last. */
  readonly scenarios: (path: string) => readonly TestedScenario[] | undefined;
  readonly open: (path: string, text: string) => Promise<void>;
  readonly change: (path: string, text: string) => Promise<void>;
  readonly close: (path: string) => Promise<void>;
  /** Writes a file, or removes it, and tells the server as a watcher does. */
  readonly write: (path: string, text: string | undefined) => Promise<void>;
  /** Resolves when `holds` does. */
  readonly until: (holds: () => boolean) => Promise<void>;
  readonly uri: (path: string) => string;
  readonly logged: readonly string[];
  readonly stop: () => Promise<void>;
}

export const root = "/work space/shop";
const uri = (path: string): string => `file://${encodeURI(root)}/${path}`;

/**
 * `files`: what is on disk, by its path in the one folder that is open; each folder with a configuration is a model.
 * `workspace`: what the editor can beside having folders and watching files.
 */
export async function editorOn(
  files: Readonly<Record<string, string>>,
  host: Partial<Host> = {},
  workspace: ClientCapabilities["workspace"] = {},
  initializationOptions?: unknown,
): Promise<Editor> {
  const disk = new Map(Object.entries(files).map(([path, text]) => [`${root}/${path}`, text]));
  const [up, down] = [new PassThrough(), new PassThrough()];
  const server = createConnection(new StreamMessageReader(up), new StreamMessageWriter(down));
  createServer(server, { ...hostOf(disk), ...host });
  server.listen();

  const client = createProtocolConnection(new StreamMessageReader(down), new StreamMessageWriter(up));
  const published = new Map<string, readonly LspDiagnostic[]>();
  const logged: string[] = [];
  const told = new Map<string, readonly TestedScenario[]>();
  let waiting: (() => void)[] = [];
  client.onNotification(
    "textDocument/publishDiagnostics",
    (params: { uri: string; diagnostics: LspDiagnostic[] }) => {
      published.set(params.uri, params.diagnostics);
      for (const look of waiting) look();
    },
  );
  client.onNotification(
    "esdl/scenarioResults",
    (params: { uri: string; results: readonly TestedScenario[] }) => {
      told.set(params.uri, params.results);
      for (const look of waiting) look();
    },
  );
  client.onNotification("window/logMessage", ({ message }: { message: string }) => {
    logged.push(message);
  });
  client.onRequest("client/registerCapability", () => null);
  client.listen();
  // `rootUri` may not be left out by the protocol, and is deprecated.
  const params: Omit<InitializeParams, "rootUri"> = {
    processId: null,
    workspaceFolders: [{ uri: `file://${encodeURI(root)}`, name: "shop" }],
    initializationOptions,
    capabilities: {
      textDocument: { publishDiagnostics: { codeDescriptionSupport: true } },
      workspace: {
        workspaceFolders: true,
        didChangeWatchedFiles: { dynamicRegistration: true },
        ...workspace,
      },
    },
  };
  await client.sendRequest("initialize", params);
  await client.sendNotification("initialized", {});

  let version = 0;
  const document = (path: string) => ({ uri: uri(path), languageId: "esdl", version: ++version });
  return {
    client,
    logged,
    uri,
    diagnostics: (path) => published.get(uri(path)) ?? [],
    scenarios: (path) => told.get(uri(path)),
    open: (path, text) =>
      client.sendNotification("textDocument/didOpen", { textDocument: { ...document(path), text } }),
    change: (path, text) =>
      client.sendNotification("textDocument/didChange", {
        textDocument: document(path),
        contentChanges: [{ text }],
      }),
    close: (path) => client.sendNotification("textDocument/didClose", { textDocument: { uri: uri(path) } }),
    write: async (path, text) => {
      const known = disk.has(`${root}/${path}`);
      if (text === undefined) disk.delete(`${root}/${path}`);
      else disk.set(`${root}/${path}`, text);
      const type = text === undefined ? 3 : known ? 2 : 1;
      await client.sendNotification("workspace/didChangeWatchedFiles", {
        changes: [{ uri: uri(path), type }],
      });
    },
    until: (holds) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (!holds()) return;
          waiting = waiting.filter((other) => other !== look);
          resolve();
        };
        waiting.push(look);
        look();
      }),
    stop: async () => {
      await client.sendRequest("shutdown");
      client.dispose();
      server.dispose();
    },
  };
}

/** Configurations hold `requireAllow` alone. */
function hostOf(disk: ReadonlyMap<string, string>): Host {
  const above = (folder: string): readonly string[] =>
    folder.split("/").map((_, index, parts) => parts.slice(0, parts.length - index).join("/"));
  const modelOf = (folder: string, top: string | undefined): ModelFolder => {
    const own = above(folder).find((each) => disk.has(`${each}/esdl.config.json`));
    const from = own ?? top ?? folder;
    return {
      root: from,
      requireAllow: own !== undefined && (disk.get(`${own}/esdl.config.json`) ?? "").includes("true"),
      ...(own === undefined ? {} : { config: `${own}/esdl.config.json` }),
      includes: (file) => file.startsWith(`${from}/`) && file.endsWith(".esdl"),
    };
  };
  return {
    modelOf: (folder, top) => Promise.resolve(modelOf(folder, top)),
    configsBelow: (folder) =>
      Promise.resolve(
        [...disk.keys()].filter((file) => file.startsWith(folder) && file.endsWith("/esdl.config.json")),
      ),
    filesOf: (model) => Promise.resolve([...disk.keys()].filter((file) => model.includes(file))),
    read: (file) => Promise.resolve(disk.get(file)),
    againstLock: () => Promise.resolve([]),
    released: () => Promise.resolve(new Set()),
    diff: () => Promise.resolve({ markdown: "", breaking: false }),
    startThread: threadHere,
  };
}
