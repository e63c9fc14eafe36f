/** `esdl format`: brings the files of a model into their one layout. */
import { formatSource } from "@esdl/language";
import { resolve } from "node:path";
import { ending } from "../ending.js";
import { exit, UsageError, type Exit, type Io } from "../io.js";
import { replaceFile } from "../replace-file.js";
import { count } from "../report/report.js";
import { text } from "../report/text.js";
import { readSources } from "../sources.js";
import { style, visible } from "../style.js";
import { mistaken, reportOf } from "./check.js";

export interface FormatFlags {
  readonly check?: true;
  readonly stdin?: true;
}

export async function format(paths: readonly string[], flags: FormatFlags, io: Io): Promise<Exit> {
  if (flags.stdin === true) return formatInput(paths, flags, io);
  const since = performance.now();
  const sources = await readSources(io.cwd, paths);
  const paint = style(io.colour);
  const files = sources.files.map((file) => ({ ...file, formatted: formatSource(file) }));
  const diagnostics = files.flatMap(({ formatted }) => formatted.diagnostics);
  const changed = files.filter((file) => file.formatted.text !== file.text);
  const here = reportOf(sources, [], io.cwd);
  const names = new Map([...here.sources.keys()].map((name, index) => [sources.files[index]?.path, name]));

  io.err(text(reportOf(sources, diagnostics, io.cwd), paint));
  for (const { path, formatted } of changed) {
    if (flags.check !== true) replaceFile(resolve(sources.root, path), formatted.text);
    io.out(`${visible(names.get(path) ?? path)}\n`);
  }
  const broken = files.filter(({ formatted }) => formatted.diagnostics.length > 0).length;
  const all = count(files.length, "file");
  const left =
    broken === 0 ? [] : [`${broken} left as ${broken === 1 ? "it is" : "they are"} because of syntax errors`];
  const failed = broken > 0 || (flags.check === true && changed.length > 0);
  const isUnformatted = flags.check === true && changed.length > 0;
  ending(io, {
    word: isUnformatted ? "Not formatted" : "Formatted",
    tone: failed ? "error" : "good",
    facts: [
      changed.length + broken > 0 ? `${changed.length} of ${all}` : `${all}, nothing to change`,
      ...left,
    ],
    since,
    next: isUnformatted ? "Run `esdl format`." : undefined,
  });
  return failed ? exit.failed : exit.ok;
}

async function formatInput(paths: readonly string[], flags: FormatFlags, io: Io): Promise<Exit> {
  if (paths.length > 0 || flags.check === true)
    throw new UsageError("With --stdin, give neither paths nor --check.");
  const input = await io.input();
  const { text: formatted, diagnostics } = formatSource({ path: "<stdin>", text: input });
  if (diagnostics.length > 0) {
    const report = { diagnostics, sources: new Map([["<stdin>", input]]) };
    io.err(text(report, style(io.colour)));
    ending(io, mistaken("Not formatted", report));
    return exit.failed;
  }
  io.out(formatted);
  return exit.ok;
}
