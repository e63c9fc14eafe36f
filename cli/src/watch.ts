/** Runs something again whenever a file of the model changes, until the person interrupts. */
import { stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { configName, findConfig } from "./config.js";
import { exit, type Exit, type Io } from "./io.js";
import { style } from "./style.js";
import { watchTree } from "./watch-tree.js";
import { complain } from "./words.js";

/** Editors write a file in several steps; what comes within this time is one change. */
const settleMs = 60;

export async function watch(paths: readonly string[], io: Io, run: () => Promise<Exit>): Promise<Exit> {
  const places = paths.length > 0 ? paths.map((path) => resolve(io.cwd, path)) : [findConfig(io.cwd).root];
  const folders = await Promise.all(
    places.map(async (place) => ((await stat(place)).isDirectory() ? place : dirname(place))),
  );
  const paint = style(io.colour);
  const once = async (): Promise<void> => {
    try {
      await run();
    } catch (error) {
      // A configuration that is being edited is wrong for a moment; the next change may mend it.
      if (!complain(error, io)) throw error;
    }
    // Editors find the end of a run by this line, and its beginning by the one below.
    io.err(paint.faint("Watching for changes; Ctrl+C ends it.\n"));
  };

  return new Promise((resolveExit, reject) => {
    let timer: NodeJS.Timeout | undefined;
    let running = Promise.resolve();
    const again = (announce = (): void => undefined): void => {
      running = running.then(announce).then(once);
      running.catch(reject);
    };
    const watching = watchTree(folders, (file) => {
      if (!(file.endsWith(".esdl") || file === configName)) return;
      clearTimeout(timer);
      timer = setTimeout(() => {
        again(() => io.err(paint.faint("A file changed: once more.\n")));
      }, settleMs);
    });
    const stop = (): void => {
      clearTimeout(timer);
      watching.close();
      running.then(() => {
        resolveExit(exit.ok);
      }, reject);
    };
    io.signal.addEventListener("abort", stop, { once: true });
    again();
  });
}
