/** The thread's side: keeps models and runs their scenarios, one after the other, until it is told to stop. */
import type { Model } from "@esdl/language/model";
import { prepare } from "@esdl/simulator";
import { setImmediate as turn } from "node:timers/promises";
import type { MessagePort } from "node:worker_threads";
import { keyOf, type FromThread, type Piece, type ToThread, type Wanted } from "./messages.js";
import { outcomeOf, placeOf } from "./outcome.js";
import { modelOf } from "./pieces.js";

interface Kept {
  readonly files: readonly string[];
  readonly pieces: Piece[];
  /** Put together when its scenarios are first run. */
  model?: Model;
}

/** Serves a port until it is closed. */
export function serveScenarios(port: MessagePort): void {
  const kept = new Map<string, Kept>();
  const stopped = new Set<number>();
  const say = (message: FromThread): void => {
    port.postMessage(message);
  };
  let running: Promise<void> = Promise.resolve();

  const whole = (name: string): Model | undefined => {
    const known = kept.get(name);
    if (known === undefined) return undefined;
    known.model ??= modelOf(known.files, known.pieces.splice(0));
    return known.model;
  };

  async function run({ run: id, model: name, wanted, without }: ToThread & { kind: "run" }): Promise<void> {
    const model = whole(name);
    const known = new Set(without);
    for (const prepared of model === undefined ? [] : prepare(model, { filter: filterOf(model, wanted) })) {
      if (model === undefined || stopped.has(id)) break;
      const scenario = placeOf(model, prepared.scenario);
      if (known.has(keyOf(scenario))) continue;
      say({ kind: "began", run: id, scenario });
      say({ kind: "ended", run: id, outcome: outcomeOf(model, prepared.run()) });
      // Lets a stop through.
      await turn();
    }
    stopped.delete(id);
    say({ kind: "done", run: id });
  }

  port.on("message", (message: ToThread) => {
    switch (message.kind) {
      case "model":
        kept.set(message.model, { files: message.files, pieces: [] });
        break;
      case "piece":
        kept.get(message.model)?.pieces.push(message.piece);
        break;
      case "forget":
        kept.delete(message.model);
        break;
      case "stop":
        stopped.add(message.run);
        break;
      case "run":
        running = running.then(() => run(message));
    }
  });
}

function filterOf(
  { files }: Model,
  { paths, names }: Wanted,
): (scenario: { readonly name: string; readonly span: readonly [number, ...number[]] }) => boolean {
  const wantedPaths = paths && new Set(paths);
  const wantedNames = names && new Set(names);
  return ({ name, span }) =>
    wantedPaths?.has(files[span[0]] ?? "") !== false && wantedNames?.has(name) !== false;
}
