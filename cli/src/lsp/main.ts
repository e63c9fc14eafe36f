/**
 * The language server as a program of its own, for editors that bring it along; started as a thread, what it starts beside
 * itself: so it may be bundled into one file.
 */
import { isMainThread, parentPort } from "node:worker_threads";

async function main(): Promise<void> {
  if (isMainThread || parentPort === null) {
    const { serve } = await import("./serve.js");
    await serve();
  } else {
    const { serveScenarios } = await import("@esdl/language-server/worker");
    serveScenarios(parentPort);
  }
}

void main();
