/** The server as a process, as the command line has it and bundled into one file: it answers, and its thread runs scenarios. */
import { build } from "esbuild";
import { execFile, spawn, type ChildProcess } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  createProtocolConnection,
  type ProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";

const at = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

const model = `context Shop
id OrderId
aggregate Order by orderId: OrderId {
  event Placed
  create command Place() { emit Placed() }
  on Placed
}
scenario "placed" for Order {
  when Place()
  then Placed()
}
`;

let folder: string;
let child: ChildProcess | undefined;
let client: ProtocolConnection | undefined;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "esdl lsp "));
});
afterEach(async () => {
  client?.dispose();
  child?.kill();
  await rm(folder, { recursive: true });
});

async function start(command: readonly string[]): Promise<{ readonly errors: () => string }> {
  await writeFile(join(folder, "shop.esdl"), model);
  let errors = "";
  const started = spawn(process.execPath, command, { stdio: ["pipe", "pipe", "pipe"] });
  started.stderr.on("data", (data: Buffer) => (errors += data.toString()));
  child = started;
  client = createProtocolConnection(
    new StreamMessageReader(started.stdout),
    new StreamMessageWriter(started.stdin),
  );
  client.listen();
  return { errors: () => errors };
}

async function session(): Promise<unknown> {
  const uri = pathToFileURL(folder).href;
  const told = new Promise((resolve) => client?.onNotification("esdl/scenarioResults", resolve));
  await client?.sendRequest("initialize", {
    processId: process.pid,
    workspaceFolders: [{ uri, name: "shop" }],
    capabilities: {},
  });
  await client?.sendNotification("initialized", {});
  await client?.sendNotification("textDocument/didOpen", {
    textDocument: { uri: `${uri}/shop.esdl`, languageId: "esdl", version: 1, text: model },
  });
  return told;
}

describe.each([
  ["of the command line", () => Promise.resolve([at("cli/bin/esdl.js"), "lsp", "--stdio"])],
  [
    "in one file",
    async () => {
      const outfile = join(folder, "server.cjs");
      await build({
        entryPoints: [at("cli/dist/lsp/main.js")],
        outfile,
        bundle: true,
        platform: "node",
        format: "cjs",
        target: "node20",
        define: { "import.meta.url": "importMetaUrl" },
        banner: { js: 'const importMetaUrl = require("node:url").pathToFileURL(__filename).href;' },
      });
      return [outfile, "--stdio"];
    },
  ],
])("the server %s", (_, command) => {
  it("runs scenarios beside itself, and ends when it is told to", async () => {
    const { errors } = await start(await command());
    expect(await session()).toMatchObject({
      uri: expect.stringMatching(/shop\.esdl$/) as string,
      version: 1,
      results: [{ name: "placed", status: "passed" }],
    });
    const ended = new Promise((resolve) => child?.once("exit", resolve));
    await client?.sendRequest("shutdown");
    await client?.sendNotification("exit");
    expect(await ended).toBe(0);
    expect(errors()).toBe("");
  });

  it.each(["SIGTERM", "SIGINT"] as const)("ends at %s, while its editor is still there", async (signal) => {
    const { errors } = await start(await command());
    await session();
    const ended = new Promise((resolve) => child?.once("exit", (code) => resolve(code)));
    child?.kill(signal);
    expect(await ended).toBe(0);
    expect(errors()).toBe("");
  });
});

it("keeps what was released readable when an event gets another name", async () => {
  await start([at("cli/bin/esdl.js"), "lsp", "--stdio"]);
  await promisify(execFile)(process.execPath, [at("cli/bin/esdl.js"), "lock"], { cwd: folder });
  await session();
  const { changes }: { readonly changes: Readonly<Record<string, { readonly newText: string }[]>> } =
    await client!.sendRequest("textDocument/rename", {
      textDocument: { uri: `${pathToFileURL(folder).href}/shop.esdl` },
      position: { line: 3, character: 10 },
      newName: "Taken",
    });
  expect(Object.values(changes).flatMap((edits) => edits.map(({ newText }) => newText))).toEqual([
    ...Array<string>(4).fill("Taken"),
    " formerly Placed",
  ]);
});
