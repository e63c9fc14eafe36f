// The language server as an editor meets it, on large generated workspaces: a process over stdio, asked one thing at a time.
import { execFile, spawn } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";
import { table } from "./table.mjs";
import { percentile, timed } from "./time.mjs";
import { describeWorkspace, manyContexts, oneContext } from "./workspace.mjs";

export const title = "language server: 50,000 lines";

const lines = Number(process.env.ESDL_BENCH_LINES ?? 50_000);
const rounds = 20;
const bareProgram = fileURLToPath(new URL("bare.mjs", import.meta.url));
const cli = fileURLToPath(new URL("../../cli/bin/esdl.js", import.meta.url));

/** What stands in a file that nobody opens: it is found when the whole workspace has been checked. */
const mistaken = { path: "mistake/mistake.esdl", text: "context Mistake\ntype Wrong = Nowhere\n" };

export async function run() {
  const rows = [];
  for (const [name, files] of [
    ["many contexts", manyContexts(lines)],
    ["one context", oneContext(lines, Math.round(lines / 167))],
  ]) {
    console.log(`  ${name}: ${describeWorkspace(files)}`);
    rows.push([name, ...(await measured(files))]);
  }
  table(
    [
      "",
      "Langium reads s",
      "first completion s",
      "open file s",
      "all files s",
      "of Langium",
      "Langium file p95 ms",
      "key ms",
      "p95",
      "of Langium",
      "all again s",
      "completion p95 ms",
      "hover p95 ms",
      "RSS MB",
      "peak MB",
    ],
    rows,
  );
}

async function measured(files) {
  const folder = await mkdtemp(join(tmpdir(), "esdl-bench-"));
  await writeFile(join(folder, "esdl.config.json"), JSON.stringify({ include: ["**/*.esdl"] }));
  for (const { path, text } of [...files, mistaken]) {
    await mkdir(join(folder, dirname(path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  const edited = editedOf(files);
  const bare = await bareLangium(folder, edited.path);
  const server = spawn(process.execPath, [cli, "lsp", "--stdio"], { stdio: ["pipe", "pipe", "inherit"] });
  try {
    return await session(server, folder, edited, bare);
  } finally {
    server.kill();
    await rm(folder, { recursive: true });
  }
}

/** The middle of the workspace, in a file of middling length. */
const editedOf = (files) =>
  files
    .slice(Math.floor(files.length / 2))
    .find((file) => file.text.length > 4_000 && file.text.includes("command"));

/** The bound of the same run: Langium alone reads the same files. */
async function bareLangium(folder, path) {
  const { stdout } = await promisify(execFile)(process.execPath, [bareProgram, folder, path]);
  return JSON.parse(stdout);
}

async function session(server, folder, { path, text }, bare) {
  const client = createProtocolConnection(
    new StreamMessageReader(server.stdout),
    new StreamMessageWriter(server.stdin),
  );
  const uriOf = (path) => pathToFileURL(join(folder, path)).href;
  const listeners = new Set();
  client.onNotification("textDocument/publishDiagnostics", (params) => {
    for (const listener of listeners) listener(params);
  });
  const published = (path, holds) =>
    new Promise((resolve) => {
      const listener = ({ uri, diagnostics }) => {
        if (uri !== uriOf(path) || !holds(diagnostics)) return;
        listeners.delete(listener);
        resolve();
      };
      listeners.add(listener);
    });
  client.listen();

  const uri = pathToFileURL(folder).href;
  const textDocument = { uri: uriOf(path) };
  let version = 1;
  const positions = placesIn(text);
  /** One mistake more or less, in a declaration that nothing else sees. */
  const wrong = (index) => `${text}\ntype Wrong${index} = Nowhere${index}\n`;
  const begun = performance.now();
  const since = () => performance.now() - begun;
  const found = (path) => published(path, (diagnostics) => diagnostics.length > 0).then(since);
  const [ofOpen, ofAll] = [found(path), found(mistaken.path)];
  await client.sendRequest("initialize", {
    processId: process.pid,
    workspaceFolders: [{ uri, name: "bench" }],
    capabilities: {},
  });
  await client.sendNotification("initialized", {});
  await client.sendNotification("textDocument/didOpen", {
    textDocument: { ...textDocument, languageId: "esdl", version, text: wrong("Open") },
  });
  await client.sendRequest("textDocument/completion", { textDocument, position: positions.at(-1) });
  const start = { completion: since(), open: await ofOpen, all: await ofAll };

  const edit = (changed) =>
    client.sendNotification("textDocument/didChange", {
      textDocument: { ...textDocument, version: ++version },
      contentChanges: [{ text: changed }],
    });
  const keys = [];
  for (let index = 0; index < rounds; index++)
    keys.push(
      await timed(async () => {
        const found = published(path, (diagnostics) =>
          diagnostics.some(({ message }) => message.includes(`Nowhere${index}`)),
        );
        await edit(wrong(index));
        await found;
      }),
    );

  const ask = async (method) => {
    const times = [];
    for (const [index, position] of positions.entries()) {
      // Each after a keystroke, as one who types asks.
      await edit(wrong(`${method}${index}`.replace(/\W/g, "")));
      times.push(await timed(() => client.sendRequest(method, { textDocument, position })));
    }
    return times;
  };
  const completions = await ask("textDocument/completion");
  const hovers = await ask("textDocument/hover");

  const all = await timed(async () => {
    // The mistake in the unopened file goes away on disk: seen when all was checked once more.
    await writeFile(join(folder, mistaken.path), mistaken.text.replace("Nowhere", "int"));
    const found = published(mistaken.path, (diagnostics) => diagnostics.length === 0);
    await client.sendNotification("workspace/didChangeWatchedFiles", {
      changes: [{ uri: uriOf(mistaken.path), type: 2 }],
    });
    await found;
  });
  const { rss, peak } = await memoryOf(server.pid);
  const seconds = (milliseconds) => (milliseconds / 1_000).toFixed(1);
  const of = (figure, bound) => `${(figure / bound).toFixed(1)}×`;
  return [
    seconds(bare.all),
    seconds(start.completion),
    seconds(start.open),
    seconds(start.all),
    of(start.all, bare.all),
    Math.round(bare.p95),
    Math.round(percentile(keys, 50)),
    Math.round(percentile(keys, 95)),
    of(percentile(keys, 95), bare.p95),
    seconds(all),
    Math.round(percentile(completions, 95)),
    Math.round(percentile(hovers, 95)),
    rss,
    peak,
  ];
}

/** Places all over a text: behind words. */
const placesIn = (text) => {
  const words = text
    .split("\n")
    .flatMap((line, index) =>
      [...line.matchAll(/\w+/g)].map((match) => ({ line: index, character: match.index + match[0].length })),
    );
  const step = Math.max(1, Math.floor(words.length / rounds));
  return words.filter((_, index) => index % step === 0);
};

/** Of a process under Linux, in MB; elsewhere unknown. */
async function memoryOf(pid) {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  const megabytes = (key) =>
    Math.round(Number(new RegExp(`^${key}:\\s+(\\d+) kB$`, "m").exec(status)?.[1]) / 1_024);
  return { rss: megabytes("VmRSS"), peak: megabytes("VmHWM") };
}
