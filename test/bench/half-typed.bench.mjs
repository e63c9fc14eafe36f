// Half-typed models: in each file of the test models and examples one token after the other is taken out, and the diagnostics
// of the file and completion at the gap are asked for, as after a keystroke. The bound of the same run is the sound file read
// once. `ESDL_EVERY=1` takes out each token; otherwise it is one of so many.
import { createProject, tokensOf } from "@esdl/language/editing";
import { basename } from "node:path";
import { TextDocument } from "vscode-languageserver-textdocument";
import { complete } from "../../language-server/dist/completion/complete.js";
import { defaults } from "../../language-server/dist/settings.js";
import { table } from "./table.mjs";
import { percentile, timedSync } from "./time.mjs";
import { modelFiles, modelFolders } from "./workspace.mjs";

export const title = "half-typed models: diagnostics and completion";

const every = Number(process.env.ESDL_EVERY ?? 17);

export function run() {
  const models = modelFolders
    .map((folder) => ({ name: basename(folder), files: modelFiles(folder) }))
    .filter(({ files }) => files.length > 0);
  // Once over all of them before anything counts, as in a server that has been in use for a while.
  for (const { files } of models) measured(files, every * 7);
  const figures = models.map(({ name, files }) => ({ name, ...measured(files, every) }));
  const all = {
    name: "all",
    sound: figures.flatMap(({ sound }) => sound),
    diagnostics: figures.flatMap(({ diagnostics }) => diagnostics),
    completion: figures.flatMap(({ completion }) => completion),
  };
  table(
    ["", "gaps", "sound p95 ms", "diagnostics p50 ms", "p95", "completion p50 ms", "p95"],
    [...figures, all].map(({ name, sound, diagnostics, completion }) => [
      name,
      diagnostics.length,
      percentile(sound, 95).toFixed(1),
      ...[diagnostics, completion].flatMap((times) =>
        [50, 95].map((percent) => percentile(times, percent).toFixed(1)),
      ),
    ]),
  );
}

function measured(files, step) {
  const project = createProject();
  for (const { name, text } of files) project.set(name, text);
  const [sound, diagnostics, completion] = [[], [], []];
  for (const { name, text } of files)
    for (const [index, { start, end }] of tokensOf(text).entries()) {
      if (index % step !== 0) continue;
      const half = text.slice(0, start) + text.slice(end);
      const parsed = timedSync(() => project.set(name, half));
      completion.push(parsed + timedSync(() => complete(requestOf(project, name, half, start))));
      // What completion has found out is not to count for the diagnostics.
      const fresh = project.fork();
      diagnostics.push(parsed + timedSync(() => fresh.analyse(name)));
      sound.push(timedSync(() => project.set(name, text)));
    }
  return { sound, diagnostics, completion };
}

function requestOf(project, path, text, offset) {
  const uriOf = (name) => `file:///${name}`;
  let analysis;
  return {
    project,
    path,
    uri: uriOf(path),
    text,
    document: TextDocument.create(uriOf(path), "esdl", 1, text),
    settings: defaults,
    offset,
    get analysis() {
      return (analysis ??= project.analyse(path));
    },
    uriOf,
    pathOf: (uri) => uri.slice(uriOf("").length),
    documentOf: (name) => TextDocument.create(uriOf(name), "esdl", 1, project.files.get(name)?.text ?? ""),
  };
}
