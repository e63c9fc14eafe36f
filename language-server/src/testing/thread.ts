/** For tests: the thread's side of scenarios, on the same thread. */
import { MessageChannel } from "node:worker_threads";
import type { FromThread, ScenarioThread } from "../scenarios/messages.js";
import { serveScenarios } from "../scenarios/thread.js";

export function threadHere(): ScenarioThread {
  const { port1, port2 } = new MessageChannel();
  serveScenarios(port2);
  return {
    send: (message) => {
      port1.postMessage(message);
    },
    listen: (hear) => {
      port1.on("message", (message: FromThread) => {
        hear(message);
      });
    },
    end: () => {
      port1.close();
    },
  };
}
