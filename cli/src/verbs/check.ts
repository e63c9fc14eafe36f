/** `esdl check`: every diagnostic of the model. */
import { checkModel, type Diagnostic } from "@esdl/language";
import { relative, resolve } from "node:path";
import { exit, type Exit, type Io } from "../io.js";
import { formats, type FormatName } from "../report/formats.js";
import type { Report } from "../report/report.js";
import { readSources, slashes, type Sources } from "../sources.js";
import { style } from "../style.js";

export interface CheckOptions {
  readonly format: FormatName;
}

export async function check(paths: readonly string[], options: CheckOptions, io: Io): Promise<Exit> {
  const sources = await readSources(io.cwd, paths);
  const { diagnostics } = checkModel(sources.files, { requireAllow: sources.config.requireAllow });
  io.out(formats[options.format](reportOf(sources, diagnostics, io.cwd), style(io.colourOut)));
  return failed(diagnostics) ? exit.failed : exit.ok;
}

/** Names every file as a person in the working directory would. */
export function reportOf(sources: Sources, diagnostics: readonly Diagnostic[], cwd: string): Report {
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
    sources: new Map(sources.files.map(({ path, text }) => [here(path), text])),
  };
}

export const failed = (diagnostics: readonly Diagnostic[]): boolean =>
  diagnostics.some(({ severity }) => severity === "error");
