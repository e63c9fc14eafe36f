/** The thread that runs scenarios beside the server: this program once more. */
import type { FromThread, ScenarioThread } from "@esdl/language-server";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";

/** Bundled into one file of CommonJS, the program is that file. */
const program =
  typeof __filename === "string" ? __filename : fileURLToPath(new URL("./main.js", import.meta.url));

export function startThread(): ScenarioThread {
  // No model may take the memory of the editor, and nothing but the server may write to its output.
  const worker = new Worker(program, {
    argv: [],
    stdout: true,
    resourceLimits: { maxOldGenerationSizeMb: 512 },
  });
  worker.unref();
  return {
    send: (message) => {
      worker.postMessage(message);
    },
    listen: (hear, gone) => {
      let reason = "its thread ended";
      worker.on("message", (message: FromThread) => {
        hear(message);
      });
      worker.on("error", (error) => {
        reason = error instanceof Error ? error.message : String(error);
      });
      worker.on("exit", () => {
        gone(reason);
      });
    },
    end: () => void worker.terminate(),
  };
}
