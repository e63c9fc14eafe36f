/**
 * An acknowledged command is on the disk. Killing a process proves nothing of the kind, since the page cache survives
 * it; so the system calls of a process are traced, and each acknowledgement must find the write-ahead log synced. Needs strace.
 */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { scratch } from "./stores.js";

const deposits = fileURLToPath(new URL("programs/deposit.mjs", import.meta.url));
const mixed = fileURLToPath(new URL("programs/mixed.mjs", import.meta.url));
const loop = fileURLToPath(new URL("../bench/commands-loop.mjs", import.meta.url));

/** The calls that a program makes on its store and on its output, one a line. */
function callsOf(program: string, ...parameters: readonly (string | number)[]): string[] {
  const folder = scratch();
  const file = join(folder, "store.db");
  const calls = join(folder, "calls.txt");
  const watched = "trace=pwrite64,write,writev,pwritev,fsync,fdatasync";
  const { error, status, stderr } = spawnSync(
    "strace",
    [
      ...["-f", "-y", "-s", "40", "-o", calls, "-e", watched],
      ...[process.execPath, program, file, ...parameters.map(String)],
    ],
    { encoding: "utf8" },
  );
  if (error !== undefined)
    throw new Error("this test needs strace (apt-get install strace)", { cause: error });
  expect(status, stderr).toBe(0);
  return readFileSync(calls, "utf8").split("\n");
}

// A call that another thread interrupts is finished on a line of its own; only its end counts.
const isSync = (line: string): boolean =>
  line.includes("store.db-wal>") && /\bf(data)?sync\(.*= 0$/.test(line);
const isWrite = (line: string): boolean => line.includes("store.db-wal>") && /\bp?write(v|64)?\(/.test(line);

/** How many answers that begin like this were given, and how many of them while the log held what no sync had covered. */
function acknowledgements(
  calls: readonly string[],
  beginning: string,
): { acknowledged: number; early: number } {
  let unsynced = false;
  let acknowledged = 0;
  let early = 0;
  for (const line of calls) {
    if (isWrite(line)) unsynced = true;
    else if (isSync(line)) unsynced = false;
    else if (line.includes(`{\\"${beginning}\\"`)) {
      acknowledged++;
      if (unsynced) early++;
    }
  }
  return { acknowledged, early };
}

const ofDeposits = (synchronous: "full" | "normal", callers: number) =>
  acknowledgements(callsOf(deposits, "traced", 200, callers, synchronous), "commandId");

it.each([1, 16])("syncs the log before each acknowledgement to %i callers", (callers) => {
  const { acknowledged, early } = ofDeposits("full", callers);
  expect(acknowledged).toBe(200);
  expect(early).toBe(0);
});

it("syncs before it acknowledges an append that shares its transaction with what need not be synced", () => {
  const calls = callsOf(mixed, 50);
  expect(acknowledgements(calls, "append")).toEqual({ acknowledged: 50, early: 0 });
  // What follows from the log was answered at once: each append came when the connection did not sync.
  expect(acknowledgements(calls, "derived")).toEqual({ acknowledged: 50, early: 50 });
});

it("syncs about once for a batch of sixteen callers", () => {
  const syncs = (commands: number): number => callsOf(loop, 16, commands).filter(isSync).length;
  const batches = 50;
  const spent = syncs(batches * 16) - syncs(0);
  expect(spent).toBeGreaterThanOrEqual(batches);
  expect(spent).toBeLessThan(batches * 1.5);
});

it("would notice: with synchronous=NORMAL, acknowledgements come before the sync", () => {
  const { acknowledged, early } = ofDeposits("normal", 1);
  expect(acknowledged).toBe(200);
  expect(early).toBeGreaterThan(100);
});
