// Chapters of the edge: mail that cannot be sent waits for an operator, and a process that dies after it has sent one sends it once.
import type { App } from "@esdl/runtime";
import type { OrderId } from "#domain/sales";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { mailFolder } from "../outside/mail-folder.js";
import { openShop } from "../shop.js";
import { orderIdOf } from "./day.js";
import { chapter, rows } from "./print.js";

/** The notes in the folder, oldest name first. */
export async function notesIn(outbox: string): Promise<readonly string[]> {
  const names = (await readdir(outbox)).filter((name) => name.endsWith(".eml"));
  return Promise.all(names.map((name) => readFile(join(outbox, name), "utf8")));
}

export async function until<Result>(
  ask: () => Promise<Result | undefined | false>,
  what: string,
): Promise<Result> {
  for (let tries = 0; tries < 2000; tries++) {
    const found = await ask();
    if (found !== undefined && found !== false) return found;
    await pause(5);
  }
  throw new Error(`${what} never came.`);
}

/** The parcel of the chapter before left while there was no folder for mail: its note waits. */
export async function operator(app: App, outbox: string): Promise<void> {
  chapter("The folder for mail is missing: the note is tried a few times, then it waits for an operator");
  const letter = await until(
    async () => (await app.sagas.deadLetters())[0],
    "The note that could not be sent",
  );
  rows(["who", "what", "why"], [[letter.process, letter.of, letter.reason.split(",")[0] ?? ""]]);
  console.log("  the operator makes the folder, and has it tried again");
  await mkdir(outbox);
  await app.sagas.retry(letter.id);
  const [note = ""] = await until(async () => {
    const notes = await notesIn(outbox);
    return notes.length > 0 && notes;
  }, "The note");
  console.log(`  in the folder: ${note.split("\r\n").filter(Boolean).join(" | ")}`);
}

/** What ships an order in a process that is killed after its note was written and before anybody knows. */
const script = fileURLToPath(new URL("../../dist/story/dying.js", import.meta.url));

export async function dieAfterTheNote(file: string, outbox: string, order: OrderId): Promise<void> {
  const child = spawn(process.execPath, [script, file, outbox, order], { stdio: "inherit" });
  const [status, signal] = (await once(child, "exit")) as [number | null, string | null];
  if (signal !== "SIGKILL") throw new Error(`It was not killed, and ended with status ${String(status)}.`);
}

/** Opens the shop again; answers how often the note was sent, and how many there are. */
export async function goOn(file: string, outbox: string) {
  let sent = 0;
  const send = mailFolder(outbox);
  const app = await openShop(file, (note, options) => {
    sent++;
    return send(note, options);
  });
  try {
    await app.start();
    await until(async () => {
      const { sagas } = await app.health();
      return sent > 0 && sagas.every(({ kind, inFlight }) => kind !== "policy" || inFlight === 0);
    }, "The answer to the note");
    return { sent, notes: (await notesIn(outbox)).length };
  } finally {
    await app.close();
  }
}

export async function crash(file: string, outbox: string): Promise<void> {
  const before = (await notesIn(outbox)).length;
  chapter(
    "Another parcel leaves; the process is killed after its note was written, before that was recorded",
  );
  await dieAfterTheNote(file, outbox, orderIdOf(3));
  console.log(`  it is gone; new notes in the folder: ${(await notesIn(outbox)).length - before}`);

  chapter("The shop is opened again");
  const { sent, notes } = await goOn(file, outbox);
  console.log(`  notes sent: ${sent}, under the key of before`);
  console.log(`  new notes in the folder: ${notes - before}, since the name of the file is made of the key`);
}
