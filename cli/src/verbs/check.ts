/** `esdl check`: every diagnostic of the model. */
import type { Diagnostic } from "@esdl/language";
import { lockName } from "@esdl/evolution";
import { relative, resolve } from "node:path";
import { checkSources } from "../checked.js";
import { ending, type Ending } from "../ending.js";
import { exit, type Exit, type Io } from "../io.js";
import { working } from "../progress.js";
import { formats } from "../report/formats.js";
import type { FormatName } from "../report/names.js";
import { count, problems, readOn, type Report, toneOf } from "../report/report.js";
import { readSources, slashes, type Sources } from "../sources.js";
import { style } from "../style.js";

export interface CheckOptions {
  readonly format: FormatName;
}

export async function check(paths: readonly string[], options: CheckOptions, io: Io): Promise<Exit> {
  const since = performance.now();
  const sources = await readSources(io.cwd, paths);
  const { diagnostics, lock } = working(io, sources, () => checkSources(sources));
  const report = reportOf(sources, diagnostics, io.cwd, lock?.text);
  io.out(formats[options.format](report, style(io.colourOut)));
  ending(io, {
    word: "Checked",
    tone: toneOf(report),
    facts: [count(sources.files.length, "file"), problems(report)],
    since,
    next: readOn(report),
  });
  return failed(diagnostics) ? exit.failed : exit.ok;
}

/** Names every file as a person in the working directory would. `lock`: the text of the lock, where one was read. */
export function reportOf(
  sources: Sources,
  diagnostics: readonly Diagnostic[],
  cwd: string,
  lock?: string,
): Report {
  const here = (path: string): string => slashes(relative(cwd, resolve(sources.root, path)));
  return {
    diagnostics: diagnostics.map((diagnostic) => ({
      ...diagnostic,
      file: here(diagnostic.file),
      ...(diagnostic.fixes === undefined
        ? {}
        : {
            fixes: diagnostic.fixes.map((fix) => ({
              ...fix,
              edits: fix.edits.map((edit) => ({ ...edit, file: here(edit.file) })),
            })),
          }),
    })),
    sources: new Map([
      ...sources.files.map(({ path, text }) => [here(path), text] as const),
      ...(lock !== undefined && diagnostics.some(({ file }) => file === lockName)
        ? [[here(lockName), lock] as const]
        : []),
    ]),
  };
}

/** The ending of a verb that could not do its work: the model has mistakes, which were shown. */
export const mistaken = (word: string, report: Report, also: readonly string[] = []): Ending => ({
  word,
  tone: "error",
  facts: [`${problems(report)} in ${count(report.sources.size, "file")}`, ...also],
  next: readOn(report),
});

export const failed = (diagnostics: readonly Diagnostic[]): boolean =>
  diagnostics.some(({ severity }) => severity === "error");
